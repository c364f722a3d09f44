"""The numbers behind the plain words: each with what it does, in a field of its own."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.sandbox import NumberRow, SetUpState
from closeddoor.ui.theme.spacing import XS, L, M, S
from closeddoor.ui.widgets.buttons import secondary
from closeddoor.ui.widgets.figure_field import FigureInput
from closeddoor.ui.widgets.notices import announce
from closeddoor.ui.widgets.words import set_words, words

BACK = tr("Back to Balanced")


class Numbers(QWidget):
    """`number_changed` carries which and what was typed, also what is no number: the row says so."""

    number_changed = Signal(str, str)
    balanced_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: dict[str, _NumberField] = {}
        self._rows = QVBoxLayout()
        self._rows.setSpacing(L)
        self._back = secondary(BACK, hint=tr("Let the usual numbers hold again"))
        self._back.clicked.connect(self.balanced_requested)
        self._told = words(face="small", selectable=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, S, 0, 0)
        column.setSpacing(M)
        column.addLayout(self._rows)
        column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(words(tr("Told first"), "strong"))
        column.addWidget(self._told)

    def render(self, state: SetUpState) -> None:  # type: ignore[override]  # a state, not a paint device
        self._make_fields(state.numbers)
        for row in state.numbers:
            self._fields[row.name].assign(row)
        is_usual = (state.manner, state.length) == ("balanced", "medium")
        has_typed = any(row.problem for row in state.numbers)
        if is_usual and not has_typed and self._back.hasFocus():
            self._first().setFocus(Qt.FocusReason.OtherFocusReason)  # a button that is disabled would lose the focus
        self._back.setEnabled(not is_usual or has_typed)
        set_words(self._told, state.told_first)

    def _make_fields(self, rows: Sequence[NumberRow]) -> None:
        for row in rows:
            if row.name not in self._fields:
                field = self._fields[row.name] = _NumberField(row.name, row.title, self)
                field.number_changed.connect(self.number_changed)
                self._rows.addWidget(field)

    def _first(self) -> FigureInput:
        return next(iter(self._fields.values())).input


class _NumberField(QWidget):
    """Title and meaning at the left, the field at the right, and under both what is wrong with what is in it."""

    number_changed = Signal(str, str)

    def __init__(self, name: str, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.input = FigureInput(title)
        self.input.textEdited.connect(lambda text: self.number_changed.emit(name, text))
        self._about = words(face="small")
        self._problem = words()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(L)
        grid.setVerticalSpacing(XS)
        grid.setColumnStretch(0, 1)
        grid.addWidget(words(title), 0, 0)
        grid.addWidget(self._about, 1, 0)
        grid.addWidget(self.input, 0, 1, 2, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._problem, 2, 0, 1, 2)
        set_words(self._problem, "")

    def assign(self, row: NumberRow) -> None:
        is_new = bool(row.problem) and row.problem != self._problem.text()
        self.input.setPlaceholderText(row.meant)
        self.input.show_text(row.text, row.problem)
        self._about.setText(row.about)
        set_words(self._problem, row.problem)
        if is_new:
            announce(self, row.problem)
