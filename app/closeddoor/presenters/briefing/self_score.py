"""What the participant says of the points of a memo before the verdicts."""

from closeddoor.domain.tasks.memo import MemoTask
from closeddoor.presenters.states.briefing import PointView
from closeddoor.services.practice import Briefing


def points_of(briefing: Briefing) -> tuple[PointView, ...]:
    """Return every point of the memos that are answered, in a fixed order, and what the participant says of each."""
    answered = briefing.response().answers
    return tuple(
        PointView(task.id, criterion.id, criterion.statement, said_of(briefing, task.id, criterion.id))
        for task in briefing.scenario.tasks
        if isinstance(task, MemoTask) and task.id in answered
        for criterion in task.criteria
    )


def said_of(briefing: Briefing, task_id: str, item_id: str) -> bool | None:
    """Return what the participant said of a point before the verdicts; None when nothing."""
    return briefing.notes.thinks_made.get(task_id, {}).get(item_id)
