"""Facts about a model: their names in one column, what they are in the other, with where that comes from."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from closeddoor.presenters.states.models import ModelFact
from closeddoor.ui.theme.spacing import XS, L, S
from closeddoor.ui.widgets.emptying import empty
from closeddoor.ui.widgets.words import words

NAME_SHARE, VALUE_SHARE = 2, 5


class Facts(QWidget):
    """Drawn anew only where something has changed, so that what is selected stays selected."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._shown: tuple[ModelFact, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def render(self, facts: tuple[ModelFact, ...]) -> None:  # type: ignore[override]  # a state, not a paint device
        if facts == self._shown:
            return
        self._shown = facts
        empty(self._column)
        if facts:
            self._column.addWidget(grid_of(facts))
        self.setVisible(bool(facts))


def grid_of(facts: Sequence[ModelFact]) -> QWidget:
    """Return one row for each fact."""
    part = QWidget()
    grid = QGridLayout(part)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(L)
    grid.setVerticalSpacing(S)
    grid.setColumnStretch(0, NAME_SHARE)
    grid.setColumnStretch(1, VALUE_SHARE)
    for place, fact in enumerate(facts):
        grid.addWidget(words(fact.name, "soft"), place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_value(fact), place, 1, Qt.AlignmentFlag.AlignTop)
    return part


def _value(fact: ModelFact) -> QWidget:
    entry = QWidget()
    column = QVBoxLayout(entry)
    column.setContentsMargins(0, 0, 0, XS)
    column.setSpacing(0)
    value = words(fact.value, selectable=fact.is_copied)
    value.setAccessibleName(f"{fact.name}: {fact.value}")
    column.addWidget(value)
    if fact.about:
        column.addWidget(words(fact.about, "small"))
    return entry
