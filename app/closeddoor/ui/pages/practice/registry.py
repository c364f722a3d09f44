"""Which widget shows which step: one row for each kind of step."""

from dataclasses import dataclass

from closeddoor.presenters.states.briefing import (
    ChoiceState,
    CommitState,
    EstimateState,
    HighlightState,
    InterviewState,
    MemoState,
    OpeningState,
    ReadState,
    SelfScoreState,
    StepBody,
    WorkbookState,
)
from closeddoor.ui.pages.practice.choice import ChoiceStep
from closeddoor.ui.pages.practice.commit import CommitStep
from closeddoor.ui.pages.practice.estimate import EstimateStep
from closeddoor.ui.pages.practice.highlight import HighlightStep
from closeddoor.ui.pages.practice.interview import InterviewStep
from closeddoor.ui.pages.practice.memo import MemoStep
from closeddoor.ui.pages.practice.opening import OpeningStep
from closeddoor.ui.pages.practice.read import ReadStep
from closeddoor.ui.pages.practice.self_score import SelfScoreStep
from closeddoor.ui.pages.practice.step_widget import StepWidget
from closeddoor.ui.pages.practice.workbook import WorkbookStep


@dataclass(frozen=True)
class StepSpec:
    """States of type `state` are shown by a `widget`."""

    state: type[StepBody]
    widget: type[StepWidget]


STEPS: tuple[StepSpec, ...] = (
    StepSpec(OpeningState, OpeningStep),
    StepSpec(ReadState, ReadStep),
    StepSpec(HighlightState, HighlightStep),
    StepSpec(InterviewState, InterviewStep),
    StepSpec(ChoiceState, ChoiceStep),
    StepSpec(EstimateState, EstimateStep),
    StepSpec(WorkbookState, WorkbookStep),
    StepSpec(MemoState, MemoStep),
    StepSpec(CommitState, CommitStep),
    StepSpec(SelfScoreState, SelfScoreStep),
)


def widget_for(body: StepBody) -> type[StepWidget]:
    """Return the widget class for `body`; one that has no row is a bug."""
    return next(spec.widget for spec in STEPS if spec.state is type(body))
