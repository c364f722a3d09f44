"""The debrief of a decision: every option with its reason, and how sure against how right."""

from closeddoor.domain.result import TaskResult
from closeddoor.domain.tasks.decision import DecisionResponse, DecisionTask
from closeddoor.presenters.states.debrief import DecisionDebrief, OptionOutcome
from closeddoor.presenters.words import percent, point_range, points
from closeddoor.services.practice import Briefing


def decision_debrief(briefing: Briefing, task: DecisionTask, result: TaskResult) -> DecisionDebrief:
    answer = briefing.response().answers.get(task.id)
    chosen = answer if isinstance(answer, DecisionResponse) else None
    return DecisionDebrief(
        task_id=task.id,
        title=task.title,
        summary=result.note or found_line(task, chosen),
        points_line=point_range(result.low, result.high, result.max),
        confidence_line=_confidence_line(task, chosen),
        options=tuple(
            OptionOutcome(
                title=option.title,
                is_best=option.credit == 1,
                is_yours=option.id == briefing.answers.get(task.id, {}).get("option"),
                credit_line=f"{points(option.credit * task.points)} of {points(task.points)} points",
                why=option.why,
            )
            for option in task.options
        ),
    )


def found_line(task: DecisionTask, chosen: DecisionResponse | None) -> str:
    """Return in words how the decision compares with the author's."""
    if chosen is None:
        return "You left the decision open."
    credit = _credit(task, chosen)
    if credit == 1:
        return "You decided as the author would."
    return (
        "The author would decide otherwise, and sees merit in your choice."
        if credit
        else ("The author would decide otherwise.")
    )


def _credit(task: DecisionTask, chosen: DecisionResponse) -> float:
    return next(option.credit for option in task.options if option.id == chosen.option)


def _confidence_line(task: DecisionTask, chosen: DecisionResponse | None) -> str:
    if chosen is None:
        return ""
    return confidence_line(chosen.confidence, is_best=_credit(task, chosen) == 1)


def confidence_line(confidence: float, *, is_best: bool) -> str:
    """Return how sure against how right."""
    right = "It was the best of them." if is_best else "It was not the best of them."
    return f"You were {percent(confidence)} sure. {right} One decision says little; many show a pattern."
