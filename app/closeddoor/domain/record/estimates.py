"""Estimates: whether intervals meant to hold the truth four times in five do, and how far best guesses were off."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median
from typing import Literal

from closeddoor.domain.record.shares import share_of
from closeddoor.domain.record.work import AttemptWork
from closeddoor.domain.tasks.estimate import EstimateTask

STATED = 0.8
"""The level that every interval is asked for at."""

LEAST_FOR_CLAIM = 10

Width = Literal["too_narrow", "too_wide", "as_stated"]


@dataclass(frozen=True)
class Estimate:
    """One interval against the truth, all in the unit of the task."""

    attempt_id: int
    scenario_title: str
    title: str
    unit: str
    low: float
    best: float
    high: float
    truth: float

    @property
    def is_inside(self) -> bool:
        return self.low <= self.truth <= self.high

    @property
    def off_by(self) -> float | None:
        """How far the best guess was from the truth, as a share of it; None where the truth is 0."""
        return abs(self.best - self.truth) / abs(self.truth) if self.truth else None


@dataclass(frozen=True)
class Intervals:
    """All estimates, the latest first; `median_off_by` is a share of the truth."""

    estimates: tuple[Estimate, ...] = ()

    @property
    def inside(self) -> int:
        return sum(each.is_inside for each in self.estimates)

    @property
    def median_off_by(self) -> float | None:
        known = [each.off_by for each in self.estimates if each.off_by is not None]
        return median(known) if known else None

    @property
    def width(self) -> Width | None:
        """What the count says of the intervals; None while there are too few to say."""
        if len(self.estimates) < LEAST_FOR_CLAIM:
            return None
        share = share_of(self.inside, len(self.estimates))
        return "too_narrow" if share.high < STATED else "too_wide" if share.low > STATED else "as_stated"


def intervals(works: Iterable[AttemptWork]) -> Intervals:
    newest_first = sorted(works, key=lambda each: each.at_ms, reverse=True)
    return Intervals(tuple(estimate for work in newest_first for estimate in _estimates(work)))


def _estimates(work: AttemptWork) -> Iterator[Estimate]:
    tasks = {task.id: task for task in work.rubric.tasks}
    for done in work.tasks:
        task = tasks.get(done.task_id)
        if isinstance(task, EstimateTask) and done.interval is not None and done.items:
            named = (work.attempt_id, work.rubric.title, task.title, task.unit)
            yield Estimate(*named, *done.interval, truth=task.answer)
