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
from closeddoor.language import tr, tr_many
from closeddoor.presenters.briefing.choice import chosen_ids
from closeddoor.presenters.debrief import choice, estimate, highlight, interview, memo, workbook
from closeddoor.presenters.debrief.tally import Tally, tally_of
from closeddoor.presenters.states.debrief_parts import OutcomeView
from closeddoor.presenters.words import counted, left_to_decide
from closeddoor.services.practice import Briefing

NOTHING = tr("You answered nothing, so there is nothing to compare. What follows is what there was to find.")
NOT_ANSWERED = tr("Not answered")
NOT_COUNTED = tr("Not counted")

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
            return tr("You marked nothing.")
        case InterviewTask():
            return tr("You asked nothing.")
        case ChoiceTask() | DecisionTask() if chosen_ids(answer):
            return tr("You chose, but did not say how sure you are, so the choice does not count.")
        case ChoiceTask() | DecisionTask():
            return tr("You chose nothing.")
        case EstimateTask():
            return tr("You gave no complete estimate.") if answer else tr("You gave no estimate.")
        case WorkbookTask() if answer:
            return tr("One of your figures could not be read as a number, so the workbook does not count.")
        case WorkbookTask():
            return tr("You changed no assumption, and did not say that you leave them all as proposed.")
        case _:
            return tr("You wrote nothing.")


def _outcome(briefing: Briefing, task: Task, outcome: TaskResult) -> OutcomeView:
    if not outcome.items:
        return OutcomeView(task.id, task.title, line_of(briefing, task, outcome), "neutral", NOT_ANSWERED)
    if isinstance(task, HighlightTask) and highlight.is_void(outcome):
        return OutcomeView(task.id, task.title, line_of(briefing, task, outcome), "neutral", NOT_COUNTED)
    tally = tally_of(briefing, task, outcome)
    return OutcomeView(task.id, task.title, line_of(briefing, task, outcome), tally.verdict, _count(tally))


def _count(tally: Tally) -> str:
    """Return `6 of 8`; while nothing is caught and something is open, how much is open; nothing for yes or no."""
    if tally.verdict == "unsure":
        return tr("{unsure} open", unsure=tally.unsure + tally.doubtful)
    return tr("{found} of {total}", found=tally.found + tally.own, total=tally.total) if tally.total > 1 else ""


def _caught(tally: Tally) -> str:
    """Return `You caught 10 of 27 things that matter here; 4 are for you to decide.`.

    What is open is not called missed.
    """
    things, to_decide = _things(tally.total), tally.unsure + tally.doubtful
    if tally.unsure and not (tally.found or tally.own):
        return tr_many(
            "Nothing is settled yet: {number} of {things} here is for you to decide.",
            "Nothing is settled yet: {number} of {things} here are for you to decide.",
            tally.unsure,
            number=tally.unsure,
            things=things,
        )
    parts = [tr("You caught {found} of {things} here", found=tally.found or tr("none"), things=things)]
    if tally.own and not tally.found:
        parts = [tr("By your own verdict you caught {own} of {things} here", own=tally.own, things=things)]
    elif tally.own:
        parts.append(tr("{own} more by your own verdict", own=tally.own))
    if to_decide:
        parts.append(left_to_decide(to_decide))
    return "; ".join(parts) + "."


def _things(total: int) -> str:
    return counted(total, "thing that matters", "things that matter")


def _harms(tally: Tally) -> str:
    if not tally.harms:
        return ""
    return tr(
        "{things} you marked, chose or wrote would have been better left.",
        things=counted(tally.harms, "thing").capitalize(),
    )
