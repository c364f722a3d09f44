"""Practice on a document of one's own: the choice of it first, then the document beside the work."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.own_practice import OwnPracticeViewState
from closeddoor.ui.document_drop import DocumentDrop
from closeddoor.ui.pages.own_practice.answer import Answer
from closeddoor.ui.pages.own_practice.choose import Choose
from closeddoor.ui.pages.own_practice.judging import Judging
from closeddoor.ui.pages.own_practice.rubric import Rubric
from closeddoor.ui.pages.practice.panes import Panes
from closeddoor.ui.theme.spacing import L, M
from closeddoor.ui.widgets.buttons import primary, quiet
from closeddoor.ui.widgets.column import ColumnPage
from closeddoor.ui.widgets.document import DocumentView
from closeddoor.ui.widgets.document.ranges import TextRange
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.notices import ProblemBanner, announce
from closeddoor.ui.widgets.tab_order import fields_of, order_by_layout
from closeddoor.ui.widgets.words import set_words, words

GO_ON = {"rubric": tr("Go on to your answer"), "answer": tr("Judge your answer"), "judge": tr("Done")}
CHOOSE = tr("Choose a document")
STEP = {"rubric": tr("Step 1 of 3"), "answer": tr("Step 2 of 3"), "judge": tr("Step 3 of 3")}


class OwnPracticePage(QWidget):
    """Emits what the user does; `files_chosen` carries their paths, `mark_requested` code points of the document."""

    files_chosen = Signal(object)  # Sequence[Path], one at least
    cancel_requested = Signal()
    pasted_changed = Signal(str)
    paste_requested = Signal()
    briefing_requested = Signal(int)
    delete_requested = Signal(int)
    undo_requested = Signal()
    undo_settled = Signal()
    point_changed = Signal(int, str)
    point_added = Signal()
    mark_requested = Signal(int, int)
    note_changed = Signal(int, str)
    unmark_requested = Signal(int)
    memo_changed = Signal(str)
    point_judged = Signal(int, str)
    next_time_changed = Signal(str)
    forward_requested = Signal()
    back_requested = Signal()
    policy_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks: tuple[tuple[int, int], ...] = ()
        self._made: object = None
        self._stage = "choose"
        self._choose = Choose()
        self._document = DocumentView(tr("Your document"))
        self._rubric, self._answer, self._judging = Rubric(), Answer(), Judging()
        self._step_line = words(face="kicker")
        self._title = words(face="title")
        self._problem = ProblemBanner()
        self._hint = words(face="small")
        self._forward = primary(tr("Go on"))
        self._forward.clicked.connect(self.forward_requested)
        self._back = quiet(tr("Back"), "back")
        self._back.clicked.connect(self.back_requested)
        self._stack = QStackedWidget()
        self._lay_out()
        self._relay()
        DocumentDrop(self, self.files_chosen.emit)

    def render(self, state: OwnPracticeViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self)
        is_choosing = state.stage == "choose"  # the problem stands, and is said, where the user is
        self._choose.render(state if is_choosing else replace(state, problem=None))
        self._document.set_document(state.document)
        self._marks = tuple((mark.start, mark.end) for mark in state.marks)
        self._document.set_ranges([TextRange(start, end, "mark", word=None) for start, end in self._marks])
        self._rubric.render(state)
        self._answer.render(state)
        self._judging.render(state)
        self._rubric.setVisible(state.stage == "rubric")
        self._answer.setVisible(state.stage == "answer")
        self._judging.setVisible(state.stage == "judge")
        self._title.setText(state.title)
        self._problem.render(None if is_choosing else state.problem)
        set_words(self._step_line, STEP.get(state.stage, ""))
        set_words(self._hint, state.go_on_hint)
        self._forward.set_words(GO_ON.get(state.stage, tr("Go on")))
        self._forward.setEnabled(state.can_go_on)
        self._stack.setCurrentIndex(int(state.stage != "choose"))
        self._order(state)
        if state.stage != self._stage:
            self._stage = state.stage
            self._work.verticalScrollBar().setValue(0)
            announce(self, f"{STEP.get(state.stage, CHOOSE)}. {state.title}")
            self._point_to_first(had_focus=had_focus)

    def _order(self, state: OwnPracticeViewState) -> None:
        """Let Tab go the way the eye goes: fields are made as points and marks are, and stand among others."""
        made = (state.stage, len(state.points), state.rows, self._marks)
        if made != self._made:
            self._made = made
            order_by_layout(self)

    def _point_to_first(self, *, had_focus: bool) -> None:
        """Let the keyboard begin with the first thing to do in a step, now if it was on this page."""
        first = self._first_field()
        self.setFocusProxy(first)
        if had_focus:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _first_field(self) -> QWidget:
        """Return where a step begins; the frame of the focus around a first verdict would look like a choice."""
        if self._stage == "judge":
            return self._judging
        part = self._rubric if self._stage == "rubric" else self._answer if self._stage == "answer" else self._choose
        return next((each for each in fields_of(part) if each.isVisibleTo(part) and each.isEnabled()), part)

    def _lay_out(self) -> None:
        self._work = ColumnPage(560, top_px=L)
        for widget in (self._step_line, self._title, self._problem, self._rubric, self._answer, self._judging):
            self._work.body.addWidget(widget)
        self._work.body.addSpacing(M)
        self._work.body.addWidget(self._hint)
        buttons = Flow(gap_px=M)
        buttons.addWidget(self._forward)
        buttons.addWidget(self._back)
        self._work.body.addLayout(buttons)
        self._work.body.addStretch(1)
        reading = QWidget()
        beside = QVBoxLayout(reading)
        beside.setContentsMargins(M, L, 0, 0)
        beside.addWidget(self._document)
        panes = Panes(
            reading,
            self._work,
            first_words=tr("Read the document"),
            second_words=tr("Go to your work"),
            shares=(56, 44),
        )
        for page in (self._choose, panes):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def _relay(self) -> None:
        choose, rubric, answer, judging = self._choose, self._rubric, self._answer, self._judging
        for inner, outer in (
            (choose.files_chosen, self.files_chosen),
            (choose.cancel_requested, self.cancel_requested),
            (choose.pasted_changed, self.pasted_changed),
            (choose.paste_requested, self.paste_requested),
            (choose.opened, self.briefing_requested),
            (choose.delete_requested, self.delete_requested),
            (choose.undo_requested, self.undo_requested),
            (choose.undo_settled, self.undo_settled),
            (choose.policy_requested, self.policy_requested),
            (rubric.point_changed, self.point_changed),
            (rubric.add_requested, self.point_added),
            (answer.note_changed, self.note_changed),
            (answer.unmark_requested, self.unmark_requested),
            (answer.memo_changed, self.memo_changed),
            (judging.judged, self.point_judged),
            (judging.next_time_changed, self.next_time_changed),
        ):
            inner.connect(outer)
        answer.mark_requested.connect(self._mark)
        answer.mark_shown.connect(self._show_mark)
        self._document.selection_changed.connect(lambda start, end: answer.allow_marking(is_possible=start < end))

    def _mark(self) -> None:
        start, end = self._document.selected()
        self._document.clear_selection()
        self.mark_requested.emit(start, end)

    def _show_mark(self, index: int) -> None:
        if index < len(self._marks):
            self._document.show_place(self._marks[index][0])
