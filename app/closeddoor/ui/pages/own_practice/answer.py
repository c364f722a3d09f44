"""The second step: passages marked in the document, and what one says to it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.own_practice import MarkRow, OwnPracticeViewState
from closeddoor.ui.theme.spacing import M, S
from closeddoor.ui.widgets.buttons import link, quiet, secondary
from closeddoor.ui.widgets.fields import TextArea
from closeddoor.ui.widgets.words import words

HINT = tr("Select words in the document, by pointer or with Shift and the arrow keys, and mark them.")


class Answer(QWidget):
    """The memo, and the marks with a note each."""

    mark_requested = Signal()
    mark_shown = Signal(int)
    note_changed = Signal(int, str)
    unmark_requested = Signal(int)
    memo_changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._places: tuple[tuple[int, int], ...] = ()
        self._notes: list[TextArea] = []
        self._rows: list[QWidget] = []
        self._mark = secondary(tr("Mark what is selected"))
        self._mark.setEnabled(False)
        self._mark.clicked.connect(self.mark_requested)
        self._marks = QVBoxLayout()
        self._marks.setSpacing(M)
        self._memo = TextArea(tr("Your answer"), tr("What do you say to it?"), least_lines=8, most_lines=24, serif=True)
        self._memo.draft_changed.connect(self.memo_changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(words(tr("Your answer"), "heading"))
        column.addWidget(self._memo)
        column.addSpacing(M)
        column.addWidget(words(tr("Your marks"), "heading"))
        column.addWidget(words(HINT, "soft"))
        column.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._marks)

    def render(self, state: OwnPracticeViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        self._memo.set_draft(state.memo)
        places = tuple((mark.start, mark.end) for mark in state.marks)
        if places != self._places:
            self._places = places
            self._set(state.marks)
        for field, mark in zip(self._notes, state.marks, strict=True):
            field.set_draft(mark.note)

    def allow_marking(self, *, is_possible: bool) -> None:
        """Say whether something is selected."""
        self._mark.setEnabled(is_possible)

    def _set(self, marks: Sequence[MarkRow]) -> None:
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows, self._notes = [], []
        for index, mark in enumerate(marks):
            row = self._row(index, mark)
            self._rows.append(row)
            self._marks.addWidget(row)

    def _row(self, index: int, mark: MarkRow) -> QWidget:
        holder = QWidget()
        show = link(tr("Mark {index}", index=index + 1), hint=tr("Show it in the document"))
        show.clicked.connect(lambda: self.mark_shown.emit(index))
        remove = quiet(tr("Remove mark {index}", index=index + 1), "close", icon_only=True)
        remove.clicked.connect(lambda: self.unmark_requested.emit(index))
        head = QHBoxLayout()
        head.addWidget(show)
        head.addStretch(1)
        head.addWidget(remove)
        note = TextArea(tr("Note on mark {index}", index=index + 1), tr("Why it matters"), least_lines=1, most_lines=5)
        note.draft_changed.connect(lambda text: self.note_changed.emit(index, text))
        self._notes.append(note)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addLayout(head)
        column.addWidget(words(f"“{mark.quote}”", "document-soft"))
        column.addWidget(note)
        return holder
