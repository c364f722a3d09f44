"""Calibration: how often a participant was right, against how sure they said they were."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from closeddoor.domain.record.evidence import best_option
from closeddoor.domain.record.shares import Share, share_of
from closeddoor.domain.record.work import AttemptWork

LEAST_FOR_POINTS = 10
LEAST_FOR_CURVE = 40
LEAST_FOR_CLAIM = 10
"""Judgements needed to show points at all, to draw a curve through them, and at one level to put it into the title."""


@dataclass(frozen=True)
class Judgement:
    """A stated probability of having picked the best option, and whether it was."""

    stated: float
    was_right: bool


@dataclass(frozen=True)
class Level:
    """All judgements stated at about one level: `stated` is their mean, `right` the share that came true."""

    stated: float
    right: Share
    right_count: int
    count: int


def judgements(works: Iterable[AttemptWork]) -> tuple[Judgement, ...]:
    """Return all confidences that were stated with a decision or a choice."""
    return tuple(judgement for work in works for judgement in _judgements(work))


def levels(stated: Iterable[Judgement]) -> tuple[Level, ...]:
    """Return the judgements by tenths (45 % up to below 55 % are one level), the least sure first."""
    by_tenth: dict[int, list[Judgement]] = {}
    for judgement in stated:
        by_tenth.setdefault(math.floor(judgement.stated * 10 + 0.5 + 1e-9), []).append(judgement)
    return tuple(_level(by_tenth[tenth]) for tenth in sorted(by_tenth))


def telling(found: Iterable[Level]) -> Level | None:
    """Return the level that a title may speak of: the surest with enough judgements; None without one."""
    enough = [level for level in found if level.count >= LEAST_FOR_CLAIM]
    return enough[-1] if enough else None


def _level(group: list[Judgement]) -> Level:
    right = sum(judgement.was_right for judgement in group)
    stated = math.fsum(judgement.stated for judgement in group) / len(group)
    return Level(stated, share_of(right, len(group)), right, len(group))


def _judgements(work: AttemptWork) -> Iterator[Judgement]:
    tasks = {task.id: task for task in work.rubric.tasks}
    for done in work.tasks:
        task = tasks.get(done.task_id)
        best = best_option(task) if task is not None else None
        if best is not None and done.confidence is not None and done.items:
            yield Judgement(done.confidence, done.verdict(best.id) == "chosen")
