"""The user's own notes for a meeting, and those for other meetings of its kind."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.meeting import MeetingViewState, NoteRow
from closeddoor.ui.theme.spacing import L, M, S
from closeddoor.ui.widgets.buttons import link
from closeddoor.ui.widgets.fields import Line, TextArea
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.headed_part import HeadedPart
from closeddoor.ui.widgets.rows import Rows
from closeddoor.ui.widgets.words import words

NAME = tr("Your notes")
MEETING = tr("Name or date of the meeting")


class NotesPart(HeadedPart):
    """A field that grows with its text, and where the text is kept. Nothing can be written before it is there.

    `other_requested` carries when the notes to go on with were begun.
    """

    changed = Signal(str)
    name_changed = Signal(str)
    another_requested = Signal()
    deletion_requested = Signal()
    other_requested = Signal(object)
    more_requested = Signal()

    def __init__(self) -> None:
        super().__init__(NAME)
        self._begun_at_ms = 0
        self._name = Line(MEETING)
        self._field = TextArea(
            NAME, tr("Who is coming, what they want, which question you will put first."), least_lines=6, most_lines=24
        )
        self._line = words(" ", "small")
        self._another = link(tr("Notes for another meeting"))
        self._delete = link(tr("Delete these notes"))
        self._others = OtherNotes()
        self._connect()
        self._lay_out()

    def assign(self, state: MeetingViewState) -> None:
        """Show the notes; the keyboard follows when they are others than before."""
        had_keyboard = self._another.hasFocus() or self._delete.hasFocus() or self._others.has_keyboard()
        for field in (self._name, self._field):
            field.setReadOnly(not state.can_write)
        self._name.setPlaceholderText(state.day)
        if self._name.text() != state.name:
            self._name.setText(state.name)
        self._field.set_draft(state.notes)
        if state.notes_line:
            self._line.setText(state.notes_line)
        self._line.setVisible(bool(state.notes_line))  # its room stays: nothing below moves with each pause in typing
        if had_keyboard and state.begun_at_ms != self._begun_at_ms:
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._begun_at_ms = state.begun_at_ms
        is_written = bool(state.notes or state.name)  # also while they go: a button that is off loses the keyboard
        for button in (self._another, self._delete):
            button.setEnabled(is_written)
        self._others.assign(state.others, state.more_others)

    def _connect(self) -> None:
        self._name.textEdited.connect(self.name_changed)
        self._field.draft_changed.connect(self.changed)
        self._another.clicked.connect(lambda: self.another_requested.emit())  # noqa: PLW0108 - without Qt's `checked`
        self._delete.clicked.connect(lambda: self.deletion_requested.emit())  # noqa: PLW0108 - the same
        self._others.chosen.connect(self.other_requested)
        self._others.more_requested.connect(self.more_requested)

    def _lay_out(self) -> None:
        keeps_its_room = self._line.sizePolicy()
        keeps_its_room.setRetainSizeWhenHidden(True)
        self._line.setSizePolicy(keeps_its_room)
        self._line.hide()
        actions = Flow(gap_px=L)
        actions.addWidget(self._another)
        actions.addWidget(self._delete)
        self.column.addWidget(words(MEETING, "small"))
        self.column.addWidget(self._name)
        self.column.addWidget(self._field)
        self.column.addWidget(self._line)
        self.column.addLayout(actions)
        self.column.addWidget(self._others)


class OtherNotes(QWidget):
    """Notes for other meetings as rows to press; the same rows keep their widgets. Hidden while there are none."""

    chosen = Signal(object)
    more_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[NoteRow, ...] = ()
        self._rows = Rows(tr("For other meetings"), "", "strong")
        self._more = link(tr("Show earlier notes"))
        self._more.clicked.connect(lambda: self.more_requested.emit())  # noqa: PLW0108 - without Qt's `checked`
        column = QVBoxLayout(self)
        column.setContentsMargins(0, M, 0, 0)
        column.setSpacing(S)
        column.addWidget(self._rows)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def assign(self, rows: tuple[NoteRow, ...], more: str) -> None:
        self.setVisible(bool(rows))
        self._more.setVisible(bool(more))
        self._more.set_words(more or self._more.text())
        if rows == self._shown:
            return
        self._shown = rows
        self._rows.clear()
        for row in rows:
            self._rows.add(row.title, row.below).clicked.connect(partial(self._choose, row.begun_at_ms))

    def has_keyboard(self) -> bool:
        focused = self.window().focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _choose(self, begun_at_ms: int) -> None:
        self.chosen.emit(begun_at_ms)
