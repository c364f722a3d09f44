"""The debrief of an interview: what came to light by which question, what did not and what asks for it."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.debrief import FactOutcome, InterviewDebrief, TaskDebrief
from closeddoor.presenters.states.shared import Verdict
from closeddoor.ui.pages.debrief.groups import GroupedRows
from closeddoor.ui.pages.debrief.intents import DebriefIntents
from closeddoor.ui.pages.debrief.judging import Judging, JudgingWords
from closeddoor.ui.pages.debrief.section import Section, debrief_of
from closeddoor.ui.pages.practice.interview import LineWidget
from closeddoor.ui.theme.spacing import L, M, S
from closeddoor.ui.widgets.fold import Fold
from closeddoor.ui.widgets.verdict_badge import VerdictBadge
from closeddoor.ui.widgets.words import set_words, words

BADGE: dict[Verdict, str] = {
    "found": tr("Came to light"),
    "missed": tr("Not asked for"),
    "unsure": tr("You decide"),
    "neutral": tr("Told"),
}
GROUPS: dict[Verdict, str] = {
    "unsure": tr("For you to decide"),
    "found": tr("What came to light"),
    "missed": tr("What stayed unasked, the costliest first"),
    "neutral": tr("Told as well; nothing hangs on it"),
}
SAID = JudgingWords(
    question=tr("You decide: did one of your questions ask for this?"),
    yes=tr("I asked for it"),
    no=tr("I did not"),
    contest_no=tr("My question did ask for this"),
    contest_yes=tr("I did not ask for this"),
)


def asked_words(fact: FactOutcome) -> str:
    if fact.your_question:
        return tr("You asked: “{your_question}”", your_question=fact.your_question)
    return (
        tr("A question that asks for it: “{would_have_asked}”", would_have_asked=fact.would_have_asked)
        if fact.would_have_asked
        else ""
    )


class FactRow(QWidget):
    """One fact."""

    def __init__(self, intents: DebriefIntents, task_id: str, item_id: str) -> None:
        super().__init__()
        self._badge = VerdictBadge()
        self._says = words(face="document", selectable=True)
        self._asked = words(face="soft")
        self._why = words()
        self._judging = Judging(SAID)
        self._judging.decided.connect(lambda made: intents.point_decided.emit(task_id, item_id, made))
        self._judging.slip_wanted.connect(lambda: intents.slip_changed.emit(task_id, item_id, ""))
        top = QHBoxLayout()
        top.addWidget(self._badge)
        top.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, M, 0, M)
        column.setSpacing(S)
        column.addLayout(top)
        for part in (self._says, self._asked, self._why, self._judging):
            column.addWidget(part)

    def assign(self, fact: FactOutcome) -> None:
        self._badge.assign(fact.verdict, BADGE.get(fact.verdict, ""))
        self._says.setText(f"“{fact.says}”")
        set_words(self._asked, asked_words(fact))
        set_words(self._why, fact.why)
        self._judging.assign(
            fact.verdict,
            is_made=fact.verdict == "found",
            decided_by_you=fact.decided_by_you,
            can_contest=fact.can_contest,
        )


class InterviewSection(Section):
    """All facts, the conversation for those who want to read it again, and how far matching can be trusted."""

    def __init__(self, intents: DebriefIntents) -> None:
        super().__init__(intents)
        self._state: InterviewDebrief | None = None
        self._rows: dict[str, FactRow] = {}
        self._list = GroupedRows(GROUPS)
        self._conversation = Fold(tr("Read the conversation again"), tr("Close the conversation"), self._lines)
        self.body.addWidget(self._list)
        self.body.addWidget(self._conversation)
        self._agreement = words(face="small")
        self.body.addWidget(self._agreement)

    def fill(self, state: TaskDebrief, *, shows_points: bool) -> None:  # noqa: ARG002  its points stand in the head
        interview = debrief_of(state, InterviewDebrief)
        self._state = interview
        self._conversation.setVisible(bool(interview.lines))
        set_words(self._agreement, interview.agreement_line)
        for fact in interview.facts:
            if fact.item_id not in self._rows:
                self._rows[fact.item_id] = FactRow(self.intents, interview.task_id, fact.item_id)
                self._list.add(fact.verdict, self._rows[fact.item_id])
            self._rows[fact.item_id].assign(fact)

    def _lines(self) -> QWidget:
        transcript = QWidget()
        column = QVBoxLayout(transcript)
        column.setContentsMargins(0, S, 0, 0)
        column.setSpacing(L)
        for line in self._state.lines if self._state else ():
            column.addWidget(LineWidget(line, tr("The counterpart")))
        return transcript
