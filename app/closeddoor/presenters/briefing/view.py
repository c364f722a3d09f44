"""From a briefing in hand to what its page shows; pure, one function per step."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from closeddoor.domain.scenario import Scenario
from closeddoor.domain.tasks.base import Task
from closeddoor.domain.tasks.choice import ChoiceTask
from closeddoor.domain.tasks.decision import DecisionTask
from closeddoor.domain.tasks.estimate import EstimateTask
from closeddoor.domain.tasks.highlight import HighlightTask
from closeddoor.domain.tasks.interview import InterviewTask
from closeddoor.domain.tasks.memo import MemoTask
from closeddoor.domain.tasks.workbook import WorkbookTask
from closeddoor.language import tr
from closeddoor.presenters.briefing import choice, estimate, highlight, interview, workbook
from closeddoor.presenters.briefing.answers import open_line, summary
from closeddoor.presenters.briefing.numbers import has_commas
from closeddoor.presenters.briefing.rendering import document_view, rendered_markdown
from closeddoor.presenters.briefing.self_score import points_of
from closeddoor.presenters.modules import MODULE_TITLES
from closeddoor.presenters.states.briefing import (
    BriefingViewState,
    CommitState,
    MemoState,
    OpeningState,
    ReadState,
    SelfScoreState,
    Step,
    StepBody,
    StepState,
    TermView,
)
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.services.practice import COMMIT, READ, SELF_SCORE, Briefing, steps_of

FORWARD = tr("Continue")
FORWARD_AT = {READ: tr("Begin the work"), COMMIT: tr("Commit my answers"), SELF_SCORE: tr("Show the debrief")}


@dataclass(frozen=True)
class Writing:
    """What stands in the fields of a step, where that is kept in another form, and whether it waits for a reply.

    `is_typing`: a key was pressed a moment ago, and what takes long to work out has to wait. `untold` is the reply
    of an interview that is not shown yet.
    """

    typed: Mapping[str, str] = field(default_factory=dict)
    waiting: bool = False
    is_typing: bool = False
    untold: interview.Untold | None = None


NOTHING_WRITTEN = Writing()


def opening_view(scenario: Scenario) -> BriefingViewState:
    """Return the page while a briefing is being opened: its name, and nothing of the one before."""
    return BriefingViewState(
        title=scenario.title,
        module=module_line(scenario),
        steps=(),
        body=OpeningState(),
        reading=(),
        terms=(),
        can_go_back=False,
        forward_title=FORWARD,
        can_edit=False,
        busy=Busy(tr("Opening the briefing.")),
    )


def module_line(scenario: Scenario) -> str:
    return tr("{module_titles} · level {level}", module_titles=MODULE_TITLES[scenario.module], level=scenario.level)


def briefing_view(
    briefing: Briefing,
    step_id: str,
    writing: Writing = NOTHING_WRITTEN,
    *,
    saved_line: str = "",
    busy: Busy | None = None,
    problem: Problem | None = None,
) -> BriefingViewState:
    """Return the page at `step_id`."""
    scenario = briefing.scenario
    body = _body(briefing, step_id, writing)
    return BriefingViewState(
        title=scenario.title,
        module=module_line(scenario),
        steps=_steps(briefing, step_id),
        body=body,
        reading=tuple(document_view(document, briefing.margin_notes) for document in scenario.documents),
        terms=tuple(TermView(term.term, term.means, term.matters) for term in scenario.terms),
        can_go_back=step_id != READ and not briefing.is_committed,
        forward_title=FORWARD_AT.get(SELF_SCORE if briefing.is_committed else step_id, FORWARD),
        can_edit=not briefing.is_committed,
        saved_line=saved_line,
        open_line=open_line(briefing, step_id, body),
        busy=busy,
        problem=problem,
    )


def _steps(briefing: Briefing, step_id: str) -> tuple[Step, ...]:
    steps = steps_of(briefing.scenario)
    current = [step.id for step in steps].index(step_id)
    answered = _answered(briefing)
    return tuple(
        Step(step.id, step.title, step.minutes, _step_state(place, current), step.id in answered, step.sitting)
        for place, step in enumerate(steps)
    )


def _answered(briefing: Briefing) -> set[str]:
    """Return the steps that have what they ask for; the documents are shown from the first moment."""
    return {READ, *briefing.response().answers, *([COMMIT] if briefing.is_committed else [])}


def _step_state(place: int, current: int) -> StepState:
    if place == current:
        return "current"
    return "done" if place < current else "ahead"


def _body(briefing: Briefing, step_id: str, writing: Writing) -> StepBody:
    scenario = briefing.scenario
    if step_id == READ:
        return ReadState(scenario.role, rendered_markdown(scenario.situation))
    if step_id == COMMIT:
        return CommitState(tuple(summary(briefing, task) for task in scenario.tasks))
    if step_id == SELF_SCORE:
        return SelfScoreState(points_of(briefing))
    task = next(task for task in scenario.tasks if task.id == step_id)
    return _task_body(briefing, task, writing)


def _task_body(briefing: Briefing, task: Task, writing: Writing) -> StepBody:
    answer, prompt = briefing.answers.get(task.id, {}), rendered_markdown(task.prompt)
    match task:
        case HighlightTask():
            return highlight.highlight_state(briefing, task)
        case InterviewTask():
            return interview.interview_state(briefing, task, waiting=writing.waiting, untold=writing.untold)
        case ChoiceTask() | DecisionTask():
            return choice.choice_state(task, answer, prompt)
        case EstimateTask():
            return estimate.estimate_state(
                task, answer, writing.typed, prompt, has_commas=has_commas(briefing.scenario.documents)
            )
        case WorkbookTask():
            return workbook.workbook_state(
                task,
                answer,
                writing.typed,
                prompt,
                has_commas=has_commas(briefing.scenario.documents),
                is_typing=writing.is_typing,
            )
        case MemoTask():
            words = (int(task.words[0]), int(task.words[1]))
            return MemoState(task.title, prompt, words, str(answer.get("text", "")))
        case _:
            raise TypeError(type(task))
