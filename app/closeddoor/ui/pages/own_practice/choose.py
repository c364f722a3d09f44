"""Where practice on an own document begins: a file, a pasted text, or one that was begun earlier."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.own_practice import OwnPracticeViewState, OwnRow
from closeddoor.ui.file_choice import ask_for_files
from closeddoor.ui.theme.spacing import M, S
from closeddoor.ui.widgets.buttons import primary, quiet, secondary
from closeddoor.ui.widgets.column import ColumnPage
from closeddoor.ui.widgets.fields import TextArea
from closeddoor.ui.widgets.notices import BusyLine, ProblemBanner
from closeddoor.ui.widgets.row_button import RowButton
from closeddoor.ui.widgets.rows import Rows
from closeddoor.ui.widgets.switched_off import SwitchedOff
from closeddoor.ui.widgets.undo_band import UndoBand
from closeddoor.ui.widgets.words import words

DOCUMENTS = tr("Documents (*.pdf *.docx *.pptx *.xlsx *.txt *.md);;Any file (*)")
ABOUT = tr(
    "Take a proposal, a paper or a contract that is on your desk. You write down what a good answer would hold, then "
    "answer, then judge your answer yourself. Nothing here is graded, and none of it counts in your record."
)


class Choose(ColumnPage):
    """The first step, and its own empty state."""

    files_chosen = Signal(object)  # Sequence[Path], one at least
    cancel_requested = Signal()
    pasted_changed = Signal(str)
    paste_requested = Signal()
    opened = Signal(int)
    delete_requested = Signal(int)
    undo_requested = Signal()
    undo_settled = Signal()
    policy_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(720, parent)
        self._shown: tuple[OwnRow, ...] = ()
        self._undo_shown = ""
        self._may_begin = True
        self._problem = ProblemBanner()
        self._busy = BusyLine()
        self._busy.cancel_requested.connect(self.cancel_requested)
        self._file = primary(
            tr("Choose a document …"), "document", hint=tr("PDF, Word, PowerPoint, Excel, text: read here only")
        )
        self._file.clicked.connect(self._ask)
        self._closed_off = SwitchedOff()
        self._closed_off.asked.connect(self.policy_requested)
        self._area = TextArea(tr("Text to practise on"), tr("Or paste a text here."), least_lines=4, most_lines=12)
        self._area.draft_changed.connect(self._pasted)
        self._paste = secondary(tr("Practise on this text"))
        self._paste.clicked.connect(self.paste_requested)
        self._rows = Rows(tr("Begun earlier"), tr("Nothing yet."), "heading")
        self._undo = UndoBand()
        self.put_at_foot(self._undo)
        self._lay_out()

    def render(self, state: OwnPracticeViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        self._problem.render(state.problem)
        self._busy.render(state.busy)
        self._may_begin = not state.refusal
        self._file.setEnabled(state.busy is None)
        self._area.setVisible(self._may_begin or bool(state.pasted))
        self._paste.setVisible(self._may_begin)
        self._area.set_draft(state.pasted)
        self._paste.setEnabled(bool(state.pasted.strip()))
        self._closed_off.say(state.refusal, self._file, self._paste)
        if state.rows != self._shown:
            self._shown = state.rows
            self._show_rows(state.rows)
        self._rows.setVisible(bool(state.rows))
        if state.undo and state.undo != self._undo_shown:
            self._undo.offer(state.undo, self.undo_requested.emit, self.undo_settled.emit)
        self._undo_shown = state.undo

    def _pasted(self, text: str) -> None:
        self._paste.setEnabled(self._may_begin and bool(text.strip()))
        self.pasted_changed.emit(text)

    def _ask(self) -> None:
        ask_for_files(self.window(), tr("Choose a document"), DOCUMENTS, self.files_chosen.emit)

    def _show_rows(self, rows: tuple[OwnRow, ...]) -> None:
        self._rows.clear()
        for row in rows:
            self._rows.put(self._entry(row))

    def _entry(self, row: OwnRow) -> QWidget:
        holder = QWidget()
        button = RowButton(row.title, row.about)
        button.clicked.connect(lambda: self.opened.emit(row.briefing_id))
        delete = quiet(tr("Delete {title}", title=row.title), "trash", icon_only=True)
        delete.clicked.connect(lambda: self.delete_requested.emit(row.briefing_id))
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(S)
        line.addWidget(button, 1)
        line.addWidget(delete, 0, Qt.AlignmentFlag.AlignVCenter)
        return holder

    def _lay_out(self) -> None:
        self.body.addWidget(words(tr("Practise on a document of yours"), "title"))
        self.body.addWidget(words(ABOUT, "document-soft"))
        self.body.addSpacing(M)
        self.body.addWidget(self._problem)
        self.body.addWidget(self._busy)
        self.body.addWidget(self._file, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._closed_off)
        self.body.addSpacing(M)
        self.body.addWidget(self._area)
        self.body.addWidget(self._paste, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addSpacing(M)
        self.body.addWidget(self._rows)
        self.body.addStretch(1)
