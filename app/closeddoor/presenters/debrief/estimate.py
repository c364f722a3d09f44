"""The debrief of an estimate: where the true figure lies, and whether the range held it."""

from closeddoor.domain.result import TaskResult
from closeddoor.domain.tasks.estimate import EstimateResponse, EstimateTask
from closeddoor.language import tr
from closeddoor.presenters.briefing.numbers import shown_figure
from closeddoor.presenters.states.debrief import EstimateDebrief
from closeddoor.presenters.words import point_range
from closeddoor.services.practice import Briefing


def estimate_debrief(briefing: Briefing, task: EstimateTask, result: TaskResult) -> EstimateDebrief:
    given = given_of(briefing, task)
    return EstimateDebrief(
        task_id=task.id,
        title=task.title,
        summary=result.note or found_line(task, given),
        points_line=point_range(result.low, result.high, result.max),
        answer=task.answer,
        answer_line=f"{shown_figure(task.answer)} {task.unit}",
        interval=None if given is None else (given.low, given.best, given.high),
        interval_line="" if given is None else _interval_line(task, given),
        is_inside=given is not None and _is_inside(task, given),
        labels=_labels(task, given),
        why=task.why,
    )


def given_of(briefing: Briefing, task: EstimateTask) -> EstimateResponse | None:
    answer = briefing.response().answers.get(task.id)
    return answer if isinstance(answer, EstimateResponse) else None


def found_line(task: EstimateTask, given: EstimateResponse | None) -> str:
    """Return whether the range held the answer; a range so wide that it says nothing is no credit to anyone."""
    if given is None:
        return tr("You gave no estimate.")
    if _is_inside(task, given):
        return tr("The true figure lies within your range.")
    side = "above" if task.answer > given.high else "below"
    return tr("The true figure lies {side} your range.", side=side)


def _interval_line(task: EstimateTask, given: EstimateResponse) -> str:
    low, best, high = (shown_figure(value) for value in (given.low, given.best, given.high))
    return tr("You said {best} {unit}, between {low} and {high}.", best=best, unit=task.unit, low=low, high=high)


def _labels(task: EstimateTask, given: EstimateResponse | None) -> tuple[str, str, str]:
    low, high = ("", "") if given is None else (shown_figure(given.low), shown_figure(given.high))
    return low, shown_figure(task.answer), high


def _is_inside(task: EstimateTask, given: EstimateResponse) -> bool:
    return given.low <= task.answer <= given.high
