"""Change over time: first attempts at briefings not seen before, the earlier half against the later half."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from closeddoor.domain.record.bands import LEAST_POINTS, LEAST_SCENARIOS, AttemptPoints, Competency
from closeddoor.domain.record.evidence import WORTH
from closeddoor.domain.record.shares import share_of

Direction = Literal["more", "fewer", "neither"]


@dataclass(frozen=True)
class Half:
    """`made` of `count` points (a part counts half), in so many briefings."""

    made: float
    count: int
    briefings: int


@dataclass(frozen=True)
class Change:
    """The two halves, and whether the later one holds more points made than luck would explain."""

    earlier: Half
    later: Half
    direction: Direction


def change_of(competency: Competency) -> Change | None:
    """Return the change in one competency; None unless each half would do for a band by itself."""
    oldest_first = tuple(reversed(competency.attempts))
    middle = len(oldest_first) // 2
    earlier, later = _half(oldest_first[:middle]), _half(oldest_first[middle:])
    if min(earlier.briefings, later.briefings) < LEAST_SCENARIOS or min(earlier.count, later.count) < LEAST_POINTS:
        return None
    return Change(earlier, later, direction(earlier, later))


def direction(earlier: Half, later: Half) -> Direction:
    """Return which way two shares differ, by the 90 % interval of Newcombe (1998, method 10) for their difference."""
    before, after = share_of(earlier.made, earlier.count), share_of(later.made, later.count)
    difference = after.value - before.value
    low = difference - math.hypot(after.value - after.low, before.high - before.value)
    high = difference + math.hypot(after.high - after.value, before.value - before.low)
    return "more" if low > 0 else "fewer" if high < 0 else "neither"


def _half(attempts: Sequence[AttemptPoints]) -> Half:
    points = [point for attempt in attempts for point in attempt.points]
    return Half(sum(WORTH[point.outcome] for point in points), len(points), len(attempts))
