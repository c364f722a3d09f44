"""From a scored briefing to what the debrief shows."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from closeddoor.domain.result import TaskResult
from closeddoor.domain.tasks.base import NO_RESPONSE, Task
from closeddoor.domain.tasks.choice import ChoiceTask
from closeddoor.domain.tasks.decision import DecisionTask
from closeddoor.domain.tasks.estimate import EstimateTask
from closeddoor.domain.tasks.highlight import HighlightTask
from closeddoor.domain.tasks.interview import InterviewTask
from closeddoor.domain.tasks.memo import MemoTask
from closeddoor.domain.tasks.workbook import WorkbookTask
from closeddoor.presenters.briefing.choice import chosen_ids
from closeddoor.presenters.briefing.rendering import rendered_markdown
from closeddoor.presenters.briefing.view import MODULE_TITLES
from closeddoor.presenters.debrief import choice, estimate, highlight, interview, memo, workbook
from closeddoor.presenters.debrief.own_verdict import was_not_graded
from closeddoor.presenters.states.debrief import DebriefViewState, TaskDebrief
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.presenters.words import counted, long_date, point_range
from closeddoor.services.practice import Briefing


def debrief_view(
    briefing: Briefing,
    *,
    agreement_lines: Mapping[str, str] = MappingProxyType({}),
    busy: Busy | None = None,
    problem: Problem | None = None,
) -> DebriefViewState:
    """Return the whole page; `agreement_lines` say by task how far the grader can be trusted."""
    scenario, result, notes = briefing.scenario, briefing.scored(), briefing.notes
    pairs = [(task, _in_words(briefing, task, outcome)) for task in scenario.tasks if (outcome := result.task(task.id))]
    # A memo, and what was not graded, counts its open points in its own line.
    counting = [outcome for task, outcome in pairs if not (isinstance(task, MemoTask) or was_not_graded(outcome))]
    unsure = sum(item.verdict == "unsure" for outcome in counting for item in outcome.items)
    return DebriefViewState(
        title=scenario.title,
        module=f"{MODULE_TITLES[scenario.module]} · level {scenario.level}",
        headline=" ".join(_line(briefing, task, outcome) for task, outcome in pairs),
        points_headline=point_range(result.low, result.high, result.max),
        open_points_line=f"{counted(unsure, 'point').capitalize()} for you to decide" if unsure else "",
        expected=notes.expected,
        surprised=notes.surprised,
        own_account_given=notes.account_given,
        tasks=tuple(_task(briefing, task, outcome, agreement_lines.get(task.id, "")) for task, outcome in pairs),
        debrief=rendered_markdown(scenario.debrief),
        next_time=notes.next_time,
        facts_line=_facts_line(briefing),
        attempt_id=briefing.attempt_id,
        busy=busy,
        problem=problem,
    )


def _line(briefing: Briefing, task: Task, outcome: TaskResult) -> str:  # noqa: PLR0911 - one for each type of task
    """Return one sentence on a task for the top of the page; a task without an answer says so."""
    if not outcome.items:
        return _nothing(briefing, task)
    match task:
        case HighlightTask():
            return highlight.found_line(task, outcome)
        case InterviewTask():
            return interview.found_line(task, outcome)
        case ChoiceTask() | DecisionTask():
            return choice.found_line(briefing, task)
        case EstimateTask():
            return estimate.found_line(task, estimate.given_of(briefing, task))
        case WorkbookTask():
            return workbook.found_line(task, outcome)
        case MemoTask():
            return memo.found_line(outcome)
        case _:
            raise TypeError(type(task))


def _in_words(briefing: Briefing, task: Task, outcome: TaskResult) -> TaskResult:
    """Return the outcome without the score in its note, which is shown on demand, and with the silences that cost."""
    if isinstance(task, InterviewTask):
        outcome = interview.that_matters(task, outcome)
    return replace(outcome, note=_nothing(briefing, task)) if outcome.note == NO_RESPONSE else outcome


def _nothing(briefing: Briefing, task: Task) -> str:  # noqa: PLR0911 - one for each type of task
    """Return the sentence on a task that counts as unanswered."""
    answer = briefing.answers.get(task.id, {})
    match task:
        case HighlightTask():
            return "You marked nothing."
        case InterviewTask():
            return "You asked nothing."
        case ChoiceTask() | DecisionTask() if chosen_ids(answer):
            return "You chose, but did not say how sure you are, so the choice does not count."
        case ChoiceTask() | DecisionTask():
            return "You chose nothing."
        case EstimateTask():
            return f"You gave no {'complete ' if answer else ''}estimate."
        case WorkbookTask() if answer:
            return "One of your figures could not be read as a number, so the workbook does not count."
        case WorkbookTask():
            return "You changed no assumption, and did not say that you leave them all as proposed."
        case _:
            return "You wrote nothing."


def _task(briefing: Briefing, task: Task, outcome: TaskResult, agreement_line: str) -> TaskDebrief:
    match task:
        case HighlightTask():
            return highlight.highlight_debrief(briefing, task, outcome)
        case InterviewTask():
            return interview.interview_debrief(briefing, task, outcome, agreement_line)
        case ChoiceTask() | DecisionTask():
            return choice.choice_debrief(briefing, task, outcome)
        case EstimateTask():
            return estimate.estimate_debrief(briefing, task, outcome)
        case WorkbookTask():
            return workbook.workbook_debrief(briefing, task, outcome)
        case MemoTask():
            return memo.memo_debrief(briefing, task, outcome, agreement_line)
        case _:
            raise TypeError(type(task))


def _facts_line(briefing: Briefing) -> str:
    info = briefing.pack.info
    return (
        f"Facts as of {long_date(info.facts_as_of)}, due for review on {long_date(info.review_due)}. "
        f"{info.title} {info.version}, {info.licence}."
    )
