"""The top of a debrief: what came of it in two sentences, then one line for each task."""

from collections.abc import Sequence

from closeddoor.domain.result import TaskResult
from closeddoor.domain.tasks.base import Task
from closeddoor.domain.tasks.choice import ChoiceTask
from closeddoor.domain.tasks.decision import DecisionTask
from closeddoor.domain.tasks.estimate import EstimateTask
from closeddoor.domain.tasks.highlight import HighlightTask
from closeddoor.domain.tasks.interview import InterviewTask
from closeddoor.domain.tasks.memo import MemoTask
from closeddoor.domain.tasks.workbook import WorkbookTask
from closeddoor.presenters.briefing.choice import chosen_ids
from closeddoor.presenters.debrief import choice, estimate, highlight, interview, memo, workbook
from closeddoor.presenters.debrief.tally import Tally, tally_of
from closeddoor.presenters.states.debrief_parts import OutcomeView
from closeddoor.presenters.words import counted
from closeddoor.services.practice import Briefing

NOTHING = "You answered nothing, so there is nothing to compare. What follows is what there was to find."
NOT_ANSWERED = "Not answered"

Pairs = Sequence[tuple[Task, TaskResult]]
"""Each task with its outcome, in their order."""


def headline_of(briefing: Briefing, pairs: Pairs) -> str:
    """Return what came of all tasks together, in at most two sentences however many tasks there are."""
    if not any(outcome.items for _, outcome in pairs):
        return NOTHING
    tally = sum((tally_of(briefing, task, outcome) for task, outcome in pairs), Tally(0))
    return " ".join(part for part in (_caught(tally), _harms(tally)) if part)


def outcomes_of(briefing: Briefing, pairs: Pairs) -> tuple[OutcomeView, ...]:
    return tuple(_outcome(briefing, task, outcome) for task, outcome in pairs)


def line_of(briefing: Briefing, task: Task, outcome: TaskResult) -> str:  # noqa: PLR0911 - one for each type of task
    """Return one sentence on a task; a task without an answer says so."""
    if not outcome.items:
        return nothing_line(briefing, task)
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


def nothing_line(briefing: Briefing, task: Task) -> str:  # noqa: PLR0911 - one for each type of task
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


def _outcome(briefing: Briefing, task: Task, outcome: TaskResult) -> OutcomeView:
    if not outcome.items:
        return OutcomeView(task.id, task.title, line_of(briefing, task, outcome), "neutral", NOT_ANSWERED)
    tally = tally_of(briefing, task, outcome)
    return OutcomeView(task.id, task.title, line_of(briefing, task, outcome), tally.verdict, _count(tally))


def _count(tally: Tally) -> str:
    """Return `6 of 8`; while nothing is caught and something is open, how much is open; nothing for yes or no."""
    if tally.verdict == "unsure":
        return f"{tally.unsure + tally.doubtful} open"
    return f"{tally.found + tally.own} of {tally.total}" if tally.total > 1 else ""


def _caught(tally: Tally) -> str:
    """Return `You caught 10 of 27 things that matter here; 4 are for you to decide.`.

    What is open is not called missed.
    """
    things, to_decide = _things(tally.total), tally.unsure + tally.doubtful
    if tally.unsure and not (tally.found or tally.own):
        return f"Nothing is settled yet: {tally.unsure} of {things} here {_are(tally.unsure)} for you to decide."
    parts = [f"You caught {tally.found or 'none'} of {things} here"]
    if tally.own and not tally.found:
        parts = [f"By your own verdict you caught {tally.own} of {things} here"]
    elif tally.own:
        parts.append(f"{tally.own} more by your own verdict")
    if to_decide:
        parts.append(f"{to_decide} {_are(to_decide)} for you to decide")
    return "; ".join(parts) + "."


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _things(total: int) -> str:
    return counted(total, "thing that matters", "things that matter")


def _harms(tally: Tally) -> str:
    if not tally.harms:
        return ""
    return f"{counted(tally.harms, 'thing').capitalize()} you marked, chose or wrote would have been better left."
