"""The debrief of a workbook: each assumption against what the evidence supports, and what follows from it."""

from collections.abc import Mapping

from closeddoor.domain.result import TaskResult
from closeddoor.domain.tasks.workbook import Input, WorkbookResponse, WorkbookTask
from closeddoor.language import tr
from closeddoor.presenters.briefing.numbers import shown_figure
from closeddoor.presenters.briefing.workbook import output_views, shown_value
from closeddoor.presenters.states.debrief import InputOutcome, WorkbookDebrief
from closeddoor.presenters.words import counted, point_range
from closeddoor.services.practice import Briefing


def workbook_debrief(briefing: Briefing, task: WorkbookTask, result: TaskResult) -> WorkbookDebrief:
    given = briefing.response().answers.get(task.id)
    values = given.inputs if isinstance(given, WorkbookResponse) else None
    return WorkbookDebrief(
        task_id=task.id,
        title=task.title,
        summary=result.note or found_line(task, result),
        points_line=point_range(result.low, result.high, result.max),
        inputs=tuple(_outcome(each, values) for each in task.inputs),
        outputs=output_views(task, values or {}),
        is_answered=values is not None,
    )


def found_line(task: WorkbookTask, result: TaskResult) -> str:
    right = sum(item.verdict == "right" for item in result.items)
    stand = tr("stands where the evidence supports it") if right == 1 else tr("stand where the evidence supports them")
    return tr(
        "{right} of {assumptions} {stand}.",
        right=right or tr("None"),
        assumptions=counted(len(task.inputs), "assumption"),
        stand=stand,
    )


def _outcome(each: Input, values: Mapping[str, float] | None) -> InputOutcome:
    yours = None if values is None else values.get(each.id, each.proposed)
    return InputOutcome(
        item_id=each.id,
        title=each.title,
        unit="" if each.kind == "toggle" else each.unit,
        is_right=None if yours is None else each.is_right(yours),
        proposed=shown_value(each, each.proposed),
        yours="" if yours is None else shown_value(each, yours),
        defensible=defensible_words(each),
        why=each.why,
    )


def defensible_words(each: Input) -> str:
    """Return which values the evidence supports."""
    low, high = each.defensible
    if each.kind == "toggle":
        return shown_value(each, low) if low == high else tr("Either")
    return shown_figure(low) if low == high else tr("{low} to {high}", low=shown_figure(low), high=shown_figure(high))
