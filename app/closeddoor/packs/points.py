"""Points that can be added and multiplied: beyond all doubles a score would be infinite, which JSON cannot say."""

from collections.abc import Iterator

from closeddoor.domain.scenario import Scenario
from closeddoor.domain.tasks.base import Task
from closeddoor.domain.tasks.interview import InterviewTask
from closeddoor.domain.tasks.memo import MemoTask
from closeddoor.packs.errors import PackError

MOST_POINTS = 1e100
"""Scores multiply two of them and add at most a pack's worth: far from 1.8e308."""


def check_points(file: str, scenario: Scenario) -> None:
    """Refuse points of a task, criterion or fact that are too many; `file` is the scenario.toml."""
    for index, task in enumerate(scenario.tasks):
        for path, points in _points(task):
            if abs(points) > MOST_POINTS:
                problem = f"is {points:g}; it must be at most {MOST_POINTS:g}, so that scores stay finite."
                raise PackError("field.value", file, problem, f"tasks[{index}].{path}")


def _points(task: Task) -> Iterator[tuple[str, float]]:
    yield "points", task.points
    if isinstance(task, MemoTask):
        yield from ((f"criteria[{index}].points", each.points) for index, each in enumerate(task.criteria))
    if isinstance(task, InterviewTask):
        yield from ((f"facts[{index}].points", each.points) for index, each in enumerate(task.facts))
