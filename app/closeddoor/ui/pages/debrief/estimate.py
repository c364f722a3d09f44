"""The debrief of an estimate: the range as it was given, and where the true figure lies."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.debrief import EstimateDebrief, TaskDebrief
from closeddoor.ui.pages.debrief.intents import DebriefIntents
from closeddoor.ui.pages.debrief.interval_line import IntervalLine
from closeddoor.ui.pages.debrief.section import Section, debrief_of
from closeddoor.ui.pages.debrief.slip import OFFER
from closeddoor.ui.theme.spacing import S
from closeddoor.ui.widgets.buttons import link
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.verdict_badge import VerdictBadge
from closeddoor.ui.widgets.words import set_words, words


class EstimateSection(Section):
    """In words first; the line shows the same."""

    def __init__(self, intents: DebriefIntents) -> None:
        super().__init__(intents)
        self._task_id = ""
        self._badge = VerdictBadge()
        badges = QHBoxLayout()
        badges.setSpacing(S)
        badges.addWidget(self._badge)
        badges.addStretch(1)
        self._answer = words(face="heading")
        self._interval = words(face="document")
        self._line = IntervalLine()
        self._why = words(face="document")
        self._slip = link(OFFER)
        self._slip.clicked.connect(lambda: intents.slip_changed.emit(self._task_id, "", ""))
        offer = QWidget()
        Flow(offer).addWidget(self._slip)
        self.body.addLayout(badges)
        self.body.addWidget(self._answer)
        self.body.addWidget(self._interval)
        self.body.addWidget(self._line)
        self.body.addWidget(self._why)
        self.body.addWidget(offer)

    def lead(self, state: TaskDebrief) -> str:
        """Leave to the badge whether the range held the figure, where there is a range."""
        return "" if debrief_of(state, EstimateDebrief).interval else state.summary

    def fill(self, state: TaskDebrief, *, shows_points: bool) -> None:  # noqa: ARG002  nothing here counts points
        estimate = debrief_of(state, EstimateDebrief)
        self._task_id = estimate.task_id
        inside = estimate.is_inside
        self._slip.setVisible(estimate.interval is not None and not inside)
        self._badge.assign(
            "found" if inside else "missed", tr("Inside your range") if inside else tr("Outside your range")
        )
        self._badge.setVisible(estimate.interval is not None)
        self._answer.setText(tr("The true figure: {answer_line}", answer_line=estimate.answer_line))
        set_words(self._interval, estimate.interval_line)
        self._line.setVisible(estimate.interval is not None)
        self._line.assign(estimate)
        self._why.setText(estimate.why)
