"""The step before the debrief: what is answered, what is not, and that committing fixes it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.briefing import AnswerSummary, BriefingViewState, CommitState
from closeddoor.ui.pages.practice.intents import PracticeIntents
from closeddoor.ui.pages.practice.step_widget import StepWidget, body_of
from closeddoor.ui.theme import scaled
from closeddoor.ui.theme.spacing import XS, L, M, S
from closeddoor.ui.widgets.buttons import Button, quiet
from closeddoor.ui.widgets.flow_page import FlowPage
from closeddoor.ui.widgets.words import rule, words

ALL_ANSWERED = tr("Every part has an answer.")
FIXES = tr(
    "Committing fixes your answers: from then on they can be read and no longer changed, and the debrief opens. "
    "Until you commit, everything can be taken up again."
)


def open_parts_words(answers: tuple[AnswerSummary, ...]) -> str:
    """Say how much is not answered; an unanswered part is allowed and earns nothing."""
    count = sum(not answer.answered for answer in answers)
    if not count:
        return ALL_ANSWERED
    part = tr("One part has") if count == 1 else tr("{count} parts have", count=count)
    return tr(
        "{part} no answer. You may commit all the same; what is missing is shown in the debrief and earns nothing.",
        part=part,
    )


class AnswerRow(QWidget):
    """One task: its title, what was answered, and the way back to it."""

    def __init__(self, answer: AnswerSummary, intents: PracticeIntents) -> None:
        super().__init__()
        self._sign = words()
        self._sign.setFixedWidth(scaled(20))
        self._title = words(face="heading")
        self._summary = words(face="soft")
        self._change: Button = quiet(tr("Change"))
        self._change.clicked.connect(lambda: intents.step_requested.emit(answer.step_id))
        text = QVBoxLayout()
        text.setSpacing(XS)
        text.addWidget(self._title)
        text.addWidget(self._summary)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, M, 0, M)
        row.setSpacing(M)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(text, 1)
        row.addWidget(self._change, 0, Qt.AlignmentFlag.AlignVCenter)
        self.assign(answer, can_edit=True)

    def assign(self, answer: AnswerSummary, *, can_edit: bool) -> None:
        self._sign.setText("✓" if answer.answered else "○")
        self._sign.setAccessibleName(tr("Answered") if answer.answered else tr("Not answered"))
        self._title.setText(answer.title)
        self._summary.setText(answer.summary)
        self._change.set_words(tr("Change") if answer.answered else tr("Answer it"))
        self._change.setAccessibleName(f"{self._change.text()}: {answer.title}")
        self._change.setVisible(can_edit)


class CommitStep(StepWidget):
    """A list of answers. The footer's button commits."""

    def __init__(self, intents: PracticeIntents) -> None:
        super().__init__(intents)
        self._rows: dict[str, AnswerRow] = {}
        self._page = FlowPage(680)
        self._open_parts = words(face="document")
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column = self._page.body
        column.addWidget(words(tr("Your answers"), "title"))
        column.addWidget(self._open_parts)
        column.addSpacing(S)
        column.addLayout(self._list)
        column.addSpacing(L)
        column.addWidget(words(FIXES, "soft"))
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._page)

    def assign(self, view: BriefingViewState) -> None:
        state = body_of(view, CommitState)
        self._open_parts.setText(open_parts_words(state.answers))
        for answer in state.answers:
            self._row_of(answer).assign(answer, can_edit=view.can_edit)

    def _row_of(self, answer: AnswerSummary) -> AnswerRow:
        if answer.step_id not in self._rows:
            row = AnswerRow(answer, self.intents)
            self._list.addWidget(rule())
            self._list.addWidget(row)
            self._rows[answer.step_id] = row
        return self._rows[answer.step_id]
