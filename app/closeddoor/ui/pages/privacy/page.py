"""The privacy room's page: the overview, or one section alone with the way back above it."""

from collections.abc import Mapping
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.privacy.room import SECTION_TITLES, RoomViewState, SectionName, SectionRow
from closeddoor.ui.pages.privacy.sections import SECTIONS
from closeddoor.ui.theme.spacing import L, M, S
from closeddoor.ui.widgets.buttons import Button, quiet
from closeddoor.ui.widgets.column import ColumnPage
from closeddoor.ui.widgets.flow_page import FlowPage
from closeddoor.ui.widgets.notices import ProblemBanner
from closeddoor.ui.widgets.row_button import RowButton
from closeddoor.ui.widgets.tab_order import fields_of
from closeddoor.ui.widgets.words import rule, words

SectionType = TypeVar("SectionType", bound=QWidget)

WIDTH_PX = 720


class PrivacyPage(QWidget):
    """Shows the overview or one section; `section_requested` carries the name of one, empty for the overview.

    A section gets its place in the page when it is first looked at: what has none is not styled, which for all of them
    at once is the longest part of the page's first show.
    """

    section_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: SectionName | None = None
        self._backs: list[Button] = []
        self._overview = Overview()
        self._overview.section_requested.connect(self.section_requested)
        self._sections = {spec.name: spec.make() for spec in SECTIONS}
        for section in self._sections.values():
            self.destroyed.connect(section.deleteLater)  # one that was never looked at has no parent to go with
        self._views: dict[SectionName | None, ColumnPage] = {None: self._overview}
        self._stack = QStackedWidget()
        self._stack.addWidget(self._overview)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    @property
    def parts(self) -> Mapping[SectionName, QWidget]:
        """What is told by itself what to show: the sections."""
        return self._sections

    def the(self, kind: type[SectionType]) -> SectionType:
        """Return the section of this kind."""
        return next(section for section in self._sections.values() if isinstance(section, kind))

    def render(self, state: RoomViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        self._overview.render(state)
        view = self._view(state.section)
        for back in self._backs:
            back.setVisible(not state.is_held)
        if state.section != self._shown:
            left, self._shown = self._shown, state.section
            self._turn_to(view, left)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the keyboard on to what shows."""
        super().focusInEvent(event)
        _focus_first(self._views[self._shown])

    def _turn_to(self, view: ColumnPage, left: SectionName | None) -> None:
        """Show `view` from its top; the keyboard goes with it, and back to the line of the section that was left."""
        had_focus = self.isAncestorOf(self.focusWidget() or self) and self.isActiveWindow()
        if view is not self._overview:
            view.verticalScrollBar().setValue(0)
        self._stack.setCurrentWidget(view)
        if had_focus and not (view is self._overview and self._overview.focus_row(left)):
            _focus_first(view)

    def _view(self, name: SectionName | None) -> ColumnPage:
        """Return the view of a section, or the overview; it is put into the page now if it was not before."""
        view = self._views.get(name)
        if name is None or view is not None:
            return view or self._overview
        view = self._views[name] = self._alone(name, self._sections[name])
        self._stack.addWidget(view)
        return view

    def _alone(self, name: SectionName, section: QWidget) -> ColumnPage:
        """Return the view of one section: the way back, its title, and what it shows."""
        view = FlowPage(WIDTH_PX, top_px=L)
        back = quiet(tr("Privacy room"), "back", hint=tr("Back to the overview of the privacy room"))
        back.clicked.connect(lambda: self.section_requested.emit(""))
        self._backs.append(back)
        section.setAccessibleName(SECTION_TITLES[name])
        view.body.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        view.body.addWidget(words(SECTION_TITLES[name], "title"))
        view.body.addSpacing(S)
        view.body.addWidget(section)
        view.body.addStretch(1)
        return view


class Overview(FlowPage):
    """The promise in short, and one line for each section."""

    section_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__(WIDTH_PX)
        self._rows: dict[SectionName, RowButton] = {}
        self._lead = words(face="document")
        self._problem = ProblemBanner()
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.body.addWidget(words(tr("Privacy room"), "title"))
        self.body.addWidget(self._problem)
        self.body.addWidget(self._lead)
        self.body.addSpacing(M)
        self.body.addWidget(rule(strong=True))
        self.body.addLayout(self._list)
        self.body.addStretch(1)

    def render(self, state: RoomViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        self._problem.render(state.problem)
        self._lead.setText(" ".join(state.lead))
        for place, row in enumerate(state.rows):
            if row.name not in self._rows:
                self._list.insertWidget(place, self._make(row))
            self._rows[row.name].set_below(row.summary)

    def focus_row(self, name: SectionName | None) -> bool:
        """Give the line of a section the keyboard; return whether it has one."""
        row = self._rows.get(name) if name else None
        if row is not None:
            row.setFocus(Qt.FocusReason.OtherFocusReason)
        return row is not None

    def _make(self, row: SectionRow) -> RowButton:
        button = RowButton(row.title, row.summary)
        button.clicked.connect(lambda: self.section_requested.emit(row.name))
        self._rows[row.name] = button
        return button


def _focus_first(view: QWidget) -> None:
    first = next((each for each in fields_of(view) if each.isVisibleTo(view) and each.isEnabled()), None)
    if first is not None:
        first.setFocus(Qt.FocusReason.OtherFocusReason)
