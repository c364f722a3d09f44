"""One assumption of a workbook: what is proposed, one's own value, and the way back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.briefing import EffectView, InputView
from closeddoor.ui.theme import colours_of, scaled
from closeddoor.ui.theme.spacing import XS, M, S
from closeddoor.ui.widgets.buttons import quiet
from closeddoor.ui.widgets.choice import Tick
from closeddoor.ui.widgets.figure_field import FigureInput
from closeddoor.ui.widgets.words import set_words, words

BY_ITSELF = tr("What this change does by itself")
MOVES_NOTHING = tr("This change moves none of the results by itself.")
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


class AssumptionRow(QWidget):
    """`changed` follows each change by the user; `text` is what stands in the field, of a toggle 1 or 0."""

    changed = Signal()

    def __init__(self, state: InputView) -> None:
        super().__init__()
        self._state = state
        self._shown: tuple[InputView, bool, str] | None = None
        self._field = None if state.is_toggle else FigureInput(_name(state))
        self._tick = Tick(tr("Count it")) if state.is_toggle else None
        self._proposed = words(face="soft")
        self._problem = words()
        self._effects = EffectTable()
        self._back = quiet(tr("Put back"))
        self._back.setAccessibleName(tr("Put back to proposed: {title}", title=state.title))
        self._back.clicked.connect(self._put_back)
        if self._field is not None:
            self._field.textEdited.connect(self.changed)
        if self._tick is not None:
            self._tick.setAccessibleName(tr("Count it: {title}", title=state.title))
            self._tick.clicked.connect(self.changed)
        self._lay_out()
        self.assign(state, can_edit=True)

    def assign(self, state: InputView, *, can_edit: bool) -> None:
        """Show `state`; a row that says the same as before costs a key in another row nothing."""
        if self._shown == (state, can_edit, self.text()):
            return
        self._state = state
        self._proposed.setText(_proposed_words(state))
        if self._field is not None:
            self._field.show_text(state.text, state.problem)
            self._field.setReadOnly(not can_edit)
        if self._tick is not None:
            self._tick.setChecked(state.text == "1")
            self._tick.setEnabled(can_edit)
        set_words(self._problem, state.problem)
        self._effects.assign(state.effects or ())
        self._effects.setVisible(state.effects is not None and not state.problem)
        self._back.setEnabled(state.is_changed and can_edit)
        self._back.setVisible(state.is_changed and can_edit)
        self._shown = (state, can_edit, self.text())
        self.update()

    def text(self) -> str:
        if self._tick is not None:
            return "1" if self._tick.isChecked() else "0"
        return self._field.text() if self._field is not None else ""

    def field(self) -> QWidget:
        """Return where the value is set."""
        return self._field or self._tick or self

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._state.is_changed:
            QPainter(self).fillRect(0, scaled(S), 3, self.height() - 2 * scaled(S), QColor(self._accent()))

    def _accent(self) -> str:
        return colours_of(self.palette()).accent

    def _put_back(self) -> None:
        if self._field is not None:
            self._field.setText(self._state.proposed_text)
        if self._tick is not None:
            self._tick.setChecked(self._state.proposed_text == "1")
        self.field().setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(M)
        line.addWidget(self.field())
        line.addWidget(self._proposed, 1, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._back, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(M, S, 0, S)
        column.setSpacing(S)
        column.addWidget(words(self._state.title, "heading"))
        column.addLayout(line)
        column.addWidget(self._problem)
        column.addWidget(self._effects)


class EffectTable(QWidget):
    """What the change of one assumption does by itself, a row for each result that it moves."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[EffectView, ...] | None = None
        self._rows: list[tuple[QLabel, QLabel]] = []
        self._head = words(face="small")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, XS, 0, 0)
        self._grid.setHorizontalSpacing(M)
        self._grid.setVerticalSpacing(XS)
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(self._head, 0, 0, 1, 2)

    def assign(self, effects: tuple[EffectView, ...]) -> None:
        if effects == self._shown:
            return
        self._shown = effects
        self._head.setText(BY_ITSELF if effects else MOVES_NOTHING)
        while len(self._rows) < len(effects):
            self._add_row()
        for index, (title, change) in enumerate(self._rows):
            effect = effects[index] if index < len(effects) else EffectView("", "")
            set_words(title, effect.title)
            set_words(change, effect.change)
            change.setAccessibleName(f"{effect.title}: {effect.change}")

    def _add_row(self) -> None:
        title, change = words(face="small"), words(face="strong")
        row = len(self._rows) + 1
        self._grid.addWidget(title, row, 0)
        self._grid.addWidget(change, row, 1, RIGHT)
        change.setWordWrap(False)
        self._rows.append((title, change))


def _name(state: InputView) -> str:
    return tr("{title}, in {unit}. Proposed: {proposed}", title=state.title, unit=state.unit, proposed=state.proposed)


def _proposed_words(state: InputView) -> str:
    """Return the unit, and what is proposed; a change is said, not only shown."""
    proposed = state.proposed.lower() if state.is_toggle else state.proposed
    said = tr("Changed from {value}", value=proposed) if state.is_changed else tr("Proposed {value}", value=proposed)
    return f"{state.unit} · {said}" if state.unit else said
