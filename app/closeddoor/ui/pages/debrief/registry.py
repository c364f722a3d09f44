"""Which section shows the debrief of which task: one row for each type of task."""

from dataclasses import dataclass

from closeddoor.presenters.states.debrief import (
    ChoiceDebrief,
    EstimateDebrief,
    HighlightDebrief,
    InterviewDebrief,
    MemoDebrief,
    TaskDebrief,
    WorkbookDebrief,
)
from closeddoor.ui.pages.debrief.choice import ChoiceSection
from closeddoor.ui.pages.debrief.estimate import EstimateSection
from closeddoor.ui.pages.debrief.highlight import HighlightSection
from closeddoor.ui.pages.debrief.interview import InterviewSection
from closeddoor.ui.pages.debrief.memo import MemoSection
from closeddoor.ui.pages.debrief.section import Section
from closeddoor.ui.pages.debrief.workbook import WorkbookSection


@dataclass(frozen=True)
class SectionSpec:
    """States of type `state` are shown by a `section`; a `wide` one may use more than the width of running text."""

    state: type[TaskDebrief]
    section: type[Section]
    wide: bool = False


SECTIONS: tuple[SectionSpec, ...] = (
    SectionSpec(HighlightDebrief, HighlightSection, wide=True),
    SectionSpec(InterviewDebrief, InterviewSection),
    SectionSpec(ChoiceDebrief, ChoiceSection),
    SectionSpec(EstimateDebrief, EstimateSection),
    SectionSpec(WorkbookDebrief, WorkbookSection),
    SectionSpec(MemoDebrief, MemoSection),
)


def spec_for(state: TaskDebrief) -> SectionSpec:
    """Return the row for `state`; one that has none is a bug."""
    return next(spec for spec in SECTIONS if spec.state is type(state))
