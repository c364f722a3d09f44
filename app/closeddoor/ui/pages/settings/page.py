"""The settings page."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.settings import FactRow, SettingGroup, SettingsViewState
from closeddoor.ui.pages.settings.rows import SettingSection
from closeddoor.ui.theme.spacing import XS, L, S
from closeddoor.ui.widgets.buttons import secondary
from closeddoor.ui.widgets.column import ColumnPage
from closeddoor.ui.widgets.emptying import empty
from closeddoor.ui.widgets.notices import ProblemBanner
from closeddoor.ui.widgets.words import rule, words


class SettingsPage(ColumnPage):
    """Draws the settings it is given; says which one the user changed, and to what.

    `models_requested`: to the model room; `privacy_requested`: to the privacy room.
    """

    setting_changed = Signal(str, object)
    models_requested = Signal()
    privacy_requested = Signal()
    policy_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(720, parent)
        self._shape: tuple[SettingGroup, ...] | None = None
        self._sections: list[SettingSection] = []
        self._problem = ProblemBanner()
        self._groups = QVBoxLayout()
        self._facts = Facts()
        self.body.addWidget(words(tr("Settings"), "title"))
        self.body.addSpacing(L)
        self.body.addWidget(self._problem)
        self.body.addLayout(self._groups)
        self.body.addWidget(self._facts)
        self.body.addSpacing(S)
        self._lead_to(tr("Model room"), self.models_requested)
        self._lead_to(tr("Privacy room"), self.privacy_requested)
        self.body.addStretch(1)

    def render(self, state: SettingsViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        self._problem.render(state.problem)
        shape = _without_values(state.groups)
        if shape != self._shape:
            self._shape = shape
            self._draw(state.groups)
        for section, group in zip(self._sections, state.groups, strict=True):
            section.assign(group.rows)
        self._facts.render(state.facts)

    def _lead_to(self, place: str, requested: SignalInstance) -> None:
        button = secondary(place)
        button.clicked.connect(requested)
        self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _draw(self, groups: tuple[SettingGroup, ...]) -> None:
        for section in self._sections:
            section.hide()
            section.deleteLater()
        self._sections = [SettingSection(group.title, group.rows) for group in groups]
        for section in self._sections:
            section.changed.connect(self.setting_changed)
            section.policy_requested.connect(self.policy_requested)
            self._groups.addWidget(section)


class Facts(QWidget):
    """Facts about this installation, name over value; a value can be selected and copied."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[FactRow, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(S)
        self.hide()

    def render(self, facts: tuple[FactRow, ...]) -> None:  # type: ignore[override]  # a state, not a paint device
        if facts == self._shown:
            return
        self._shown = facts
        empty(self._column)
        self._column.addWidget(words(tr("This installation"), "heading"))
        self._column.addWidget(rule(strong=True))
        for fact in facts:
            self._column.addWidget(_fact(fact))
        self.setVisible(bool(facts))


def _fact(fact: FactRow) -> QWidget:
    entry = QWidget()
    column = QVBoxLayout(entry)
    column.setContentsMargins(0, XS, 0, S)
    column.setSpacing(0)
    column.addWidget(words(fact.name, "small"))
    value = words(fact.value, selectable=True)
    value.setAccessibleName(fact.name)
    column.addWidget(value)
    return entry


def _without_values(groups: tuple[SettingGroup, ...]) -> tuple[SettingGroup, ...]:
    """Return what decides how the rows are drawn: all but the values they show."""
    return tuple(replace(group, rows=tuple(replace(row, value="") for row in group.rows)) for group in groups)
