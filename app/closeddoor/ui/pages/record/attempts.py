"""Attempts by month: open one, delete one, some or all."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.language import tr, tr_many
from closeddoor.presenters.states.record import AttemptsState, RecordViewState
from closeddoor.ui.pages.record.attempt_list import AttemptList
from closeddoor.ui.pages.record.centred import Centred
from closeddoor.ui.theme.spacing import L, M, S
from closeddoor.ui.widgets.buttons import primary, quiet, secondary
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.words import set_words, words

NOTHING = tr("No attempts. Each briefing you begin is listed here, by month.")
HOW_TO = tr("Enter opens an attempt, Delete deletes it.")
HOW_TO_SELECT = tr("Tick what is to go, by click or with the space bar.")


class AttemptsView(Centred):
    """A list to open attempts from; choosing some to delete is a mode with a way out."""

    debrief_requested = Signal(int)
    briefing_requested = Signal(str, str)
    own_requested = Signal(int)
    more_requested = Signal()
    selecting_changed = Signal(bool)
    attempt_ticked = Signal(int, bool)
    delete_requested = Signal(object)
    delete_own_requested = Signal(int)
    delete_all_requested = Signal()
    home_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._state = AttemptsState()
        self._hint = words(HOW_TO, "small")
        self._select = secondary(tr("Select …"))
        self._delete = primary(tr("Delete"), "trash")
        self._cancel = quiet(tr("Cancel"), shortcut="Esc")
        self._all = quiet(tr("Delete everything …"))
        self._list = AttemptList()
        self._empty = words(NOTHING, "document-soft")
        self._begin = primary(tr("Choose a briefing"), "home")
        self._attempts = QWidget()
        self._connect()
        self._lay_out()

    def render(self, state: RecordViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        self._state = state.attempts
        is_empty = state.is_ready and not (state.attempts.rows or state.attempts.own)
        self._empty.setVisible(is_empty)
        self._begin.setVisible(is_empty)
        self._attempts.setVisible(state.is_ready and not is_empty)
        self._list.assign(state.attempts)
        self._show_mode(state.attempts)

    def focus(self) -> None:
        """Let the keyboard begin at the list, or at what stands there instead."""
        if self._list.isVisible():
            self._list.focus_first()
            self._list.setFocus()
        elif self._begin.isVisible():
            self._begin.setFocus()

    def leave_mode(self) -> bool:
        """Leave off choosing attempts; return whether one was."""
        if not self._state.is_selecting:
            return False
        self.selecting_changed.emit(False)
        return True

    def _show_mode(self, state: AttemptsState) -> None:
        is_selecting, count = state.is_selecting, len(state.selected)
        set_words(self._hint, HOW_TO_SELECT if is_selecting else HOW_TO)
        self._select.setVisible(not is_selecting)
        self._select.setEnabled(bool(state.rows))
        self._all.setVisible(not is_selecting and bool(state.rows or state.own))
        self._delete.setVisible(is_selecting)
        self._delete.setEnabled(count > 0)
        self._delete.set_words(
            tr_many("Delete {count} attempt", "Delete {count} attempts", count, count=count) if count else tr("Delete")
        )
        self._cancel.setVisible(is_selecting)

    def _open(self, attempt_id: int) -> None:
        row = next((row for row in self._state.rows if row.attempt_id == attempt_id), None)
        if row is not None and row.is_scored:
            self.debrief_requested.emit(attempt_id)
        elif row is not None:
            self.briefing_requested.emit(row.pack_id, row.scenario_id)

    def _connect(self) -> None:
        self._list.attempt_opened.connect(self._open)
        self._list.own_opened.connect(self.own_requested)
        self._list.ticked.connect(self.attempt_ticked)
        self._list.deletion_asked.connect(lambda attempt_id: self.delete_requested.emit((attempt_id,)))
        self._list.own_deletion_asked.connect(self.delete_own_requested)
        self._select.clicked.connect(lambda: self._begin_selecting())  # noqa: PLW0108  the signal carries a flag
        self._cancel.clicked.connect(lambda: self.selecting_changed.emit(False))
        self._delete.clicked.connect(lambda: self.delete_requested.emit(tuple(sorted(self._state.selected))))
        self._all.clicked.connect(lambda: self.delete_all_requested.emit())  # noqa: PLW0108  the same
        self._list.more_asked.connect(self.more_requested)
        self._begin.clicked.connect(lambda: self.home_requested.emit())  # noqa: PLW0108  the same

    def _begin_selecting(self) -> None:
        self.selecting_changed.emit(True)
        self.focus()

    def _lay_out(self) -> None:
        actions = Flow(gap_px=M)
        for widget in (self._select, self._delete, self._cancel, self._all):
            actions.addWidget(widget)
        column = QVBoxLayout(self._attempts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addLayout(actions)
        column.addWidget(self._hint)
        column.addWidget(self._list, 1)
        self.body.setSpacing(L)
        self.body.addWidget(self._empty)
        self.body.addWidget(self._begin, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._attempts, 1)
        self.body.addStretch()
        waiting: tuple[QWidget, ...] = (self._empty, self._begin, self._attempts)
        for part in waiting:
            part.hide()  # nothing is claimed before it was looked at
