"""Bands: what first attempts show of one competency, in four words, or that they are too few to show anything.

A band describes what was found in briefings, never a person. It follows from a 90 % interval, so that neither a
lucky nor an unlucky handful of points becomes a verdict. The points of one briefing are not independent of each other,
which the interval does not know: three briefings are asked for beside eight points, and the four bands are broad.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from closeddoor.domain.record.evidence import WORTH, Point, points_of
from closeddoor.domain.record.shares import share_of
from closeddoor.domain.record.work import AttemptWork

Band = Literal["seldom_missed", "more_made", "about_even", "more_missed", "mostly_missed"]

LEAST_SCENARIOS = 3
LEAST_POINTS = 8
"""What a band needs at least (scoring rules, "Bands, curves and what may be said from how much")."""

OFTEN, HALF, SELDOM = 0.7, 0.5, 0.3


@dataclass(frozen=True)
class AttemptPoints:
    """The points of one attempt that count for one competency."""

    attempt_id: int
    title: str
    at_ms: int
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Competency:
    """What first attempts show of one competency; `attempts` are the evidence, the latest first."""

    tag: str
    attempts: tuple[AttemptPoints, ...] = field(default=())

    @property
    def points(self) -> tuple[Point, ...]:
        return tuple(point for attempt in self.attempts for point in attempt.points)

    @property
    def band(self) -> Band | None:
        """The band; None while the evidence is too little to tell."""
        points = self.points
        if len(self.attempts) < LEAST_SCENARIOS or len(points) < LEAST_POINTS:
            return None
        return band_of(sum(WORTH[point.outcome] for point in points), len(points))


def band_of(made: float, count: int) -> Band:
    """Return the band of `made` of `count` points: an outer one only where the whole interval lies beyond a half."""
    share = share_of(made, count)
    if share.low > HALF:
        return "seldom_missed" if share.value >= OFTEN else "more_made"
    if share.high < HALF:
        return "mostly_missed" if share.value <= SELDOM else "more_missed"
    return "about_even"


def competencies(works: Iterable[AttemptWork]) -> tuple[Competency, ...]:
    """Return every competency there is evidence for, by tag; `works` are first attempts only."""
    found: dict[str, list[AttemptPoints]] = {}
    for work in sorted(works, key=lambda each: each.at_ms, reverse=True):
        for tag, points in _by_tag(points_of(work)).items():
            evidence = AttemptPoints(work.attempt_id, work.rubric.title, work.at_ms, points)
            found.setdefault(tag, []).append(evidence)
    return tuple(Competency(tag, tuple(attempts)) for tag, attempts in sorted(found.items()))


def _by_tag(points: Iterable[Point]) -> Mapping[str, tuple[Point, ...]]:
    by_tag: dict[str, tuple[Point, ...]] = {}
    for point in points:
        for tag in dict.fromkeys(point.tags):
            by_tag[tag] = (*by_tag.get(tag, ()), point)
    return by_tag
