"""Questioning a counterpart: a calm conversation with a number of questions."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.briefing import BriefingViewState, InterviewLine, InterviewState
from closeddoor.ui.pages.practice.growing_field import GrowingField
from closeddoor.ui.pages.practice.intents import PracticeIntents
from closeddoor.ui.pages.practice.reading import beside_reading
from closeddoor.ui.pages.practice.step_widget import StepWidget, body_of
from closeddoor.ui.pages.practice.task_page import TaskPage
from closeddoor.ui.theme.spacing import XL, XS, L, M, S
from closeddoor.ui.widgets.buttons import quiet, secondary
from closeddoor.ui.widgets.emptying import empty
from closeddoor.ui.widgets.fields import ENTER_SENDS
from closeddoor.ui.widgets.notices import announce
from closeddoor.ui.widgets.words import rule, set_words, words

QUESTION = tr("Your question")


def questions_left_words(turns_left: int, turns: int) -> str:
    if turns_left == 0:
        return tr("All {turns} questions are asked. You can go on.", turns=turns)
    return tr(
        "{turns_left} of {turns} questions left · {enter_sends}",
        turns_left=turns_left,
        turns=turns,
        enter_sends=ENTER_SENDS,
    )


def waiting_words(state: InterviewState) -> str:
    if state.answering:
        return tr("{persona_name} is answering.", persona_name=state.persona_name)
    return tr("{persona_name} is thinking about it.", persona_name=state.persona_name) if state.waiting else ""


class LineWidget(QWidget):
    """One line of the conversation: the counterpart's set like a document, one's own on a quiet ground."""

    def __init__(self, line: InterviewLine, persona_name: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        is_mine = line.speaker == "participant"
        speaker = tr("You") if is_mine else persona_name
        text = words(line.text, "plain" if is_mine else "document", selectable=True)
        text.setAccessibleName(f"{speaker}: {line.text}")
        frame = QFrame()
        column = QVBoxLayout(frame)
        column.setSpacing(XS)
        column.setContentsMargins(M, S, M, S) if is_mine else column.setContentsMargins(0, 0, 0, 0)
        if is_mine:
            column.addWidget(words(speaker, "small"))
        column.addWidget(text)
        if line.aside:
            column.addWidget(words(line.aside, "small"))
        if is_mine:
            frame.setProperty("spoken", "you")
            row.setContentsMargins(XL, 0, 0, 0)
        else:
            row.setContentsMargins(0, 0, XL, 0)
        row.addWidget(frame)


class InterviewStep(StepWidget):
    """Nameplate, transcript and the question field, which stays at the foot of the pane."""

    def __init__(self, intents: PracticeIntents) -> None:
        super().__init__(intents)
        self._lines: tuple[InterviewLine, ...] = ()
        self._draft = ""
        self._task = TaskPage()
        self._name = words(face="heading")
        self._role = words(face="soft")
        self._transcript = QVBoxLayout()
        self._transcript.setSpacing(L)
        self._unmatched = words(face="soft")
        self._waiting = words(face="small")
        # A widget: with nothing in it a layout has no width, and would have Qt measure all around it as if that narrow.
        self._row = QWidget()
        self._now = quiet(tr("Show the reply now"), shortcut="Esc")
        self._now.clicked.connect(intents.reply_wanted)
        self._question: LineWidget | None = None
        self._left = words(face="small")
        self._field = GrowingField(
            QUESTION, tr("Ask one thing at a time"), least_lines=1, most_lines=3, enter_sends=True
        )
        self._field.draft_changed.connect(intents.draft_changed)
        self._field.submitted.connect(self._ask)
        self._button = secondary(tr("Ask"), "send", shortcut="Enter")
        self._button.clicked.connect(self._ask)
        self._lay_out()
        self._panes = beside_reading(self, self._task)

    def assign(self, view: BriefingViewState) -> None:
        state = body_of(view, InterviewState)
        self._panes.assign(view)
        self._task.assign(state.title, state.prompt)
        self._name.setText(state.persona_name)
        self._role.setText(state.persona_title)
        set_words(self._unmatched, state.unmatched)
        self._show_lines(state)
        set_words(self._waiting, waiting_words(state))
        self._now.setVisible(state.answering)
        self._row.setVisible(bool(waiting_words(state)) or state.answering)
        self._left.setText(questions_left_words(state.turns_left, state.turns))
        self._show_field(state, can_ask=view.can_edit and state.turns_left > 0)

    def focus_search(self) -> bool:
        return self._panes.focus_search()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._now.isVisible():
            self.intents.reply_wanted.emit()
            return
        super().keyPressEvent(event)

    def first_field(self) -> QWidget | None:
        return None if self._field.isHidden() else self._field

    def _lay_out(self) -> None:
        plate = QVBoxLayout()
        plate.setSpacing(0)
        plate.addWidget(self._name)
        plate.addWidget(self._role)
        body = self._task.body
        body.addWidget(rule())
        body.addLayout(plate)
        body.addWidget(self._unmatched)
        body.addSpacing(S)
        body.addLayout(self._transcript)
        waiting = QHBoxLayout(self._row)
        waiting.setContentsMargins(0, 0, 0, 0)
        waiting.setSpacing(S)
        waiting.addWidget(self._waiting, 1, Qt.AlignmentFlag.AlignVCenter)
        waiting.addWidget(self._now)
        body.addWidget(self._row)
        asking = QHBoxLayout()
        asking.setSpacing(S)
        asking.addWidget(self._field, 1)
        asking.addWidget(self._button, 0, Qt.AlignmentFlag.AlignBottom)
        self._task.foot.addWidget(self._left)
        self._task.foot.addLayout(asking)

    def _show_lines(self, state: InterviewState) -> None:
        """Add the lines that are new, and show the last question with as much of its reply as there is room for."""
        if state.lines[: len(self._lines)] != self._lines:
            self._forget_lines()
        known = len(self._lines)
        shown = [LineWidget(line, state.persona_name) for line in state.lines[known:]]
        for widget, line in zip(shown, state.lines[known:], strict=True):
            self._transcript.addWidget(widget)
            self._question = widget if line.speaker == "participant" else self._question
            if known and line.speaker == "counterpart":
                announce(self, f"{state.persona_name}: {line.text} {line.aside}".rstrip())
        if len(state.lines) > known:
            self._lines = state.lines
            self._task.follow_end(self._question or shown[0])

    def _forget_lines(self) -> None:
        self._lines, self._question = (), None
        self._task.forget_end()
        empty(self._transcript)

    def _show_field(self, state: InterviewState, *, can_ask: bool) -> None:
        if state.draft != self._draft:
            self._draft = state.draft
            self._field.set_draft(state.draft)
        self._field.setVisible(can_ask)
        self._button.setVisible(can_ask)
        self._field.setReadOnly(state.waiting)
        self._button.setEnabled(not state.waiting)

    def _ask(self) -> None:
        question = self._field.draft().strip()
        if question and not self._field.isReadOnly():
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)  # the button is disabled while one waits
            self.intents.question_asked.emit(question)
