"""The internal rate of return: the one rate above -100 % at which a series of flows is worth nothing today.

With u = log(1 + r), the value of the flows is Σ f[i] e^(-iu), and its zeros are separated without guessing. A series
with one change of sign has exactly one zero (Descartes). Any other: Σ f[i] e^((k-i)u), with k between the two flows of
a change of sign, has the same zeros, and its slope is a series of the same kind, (k - i) f[i], with one change less. So
the zeros of the slope, found in the same way, part the line into stretches with at most one zero each.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

CountTerms = Callable[[int], None]

_MOST_ITERATIONS = 80
_NARROW = 0.5  # from this width of u on, a straight line is a good guess
_ROUNDING = 2.0**-52
_LOOKS_PER_SLOPE = 4
_LEAST_TERMS = 32  # what a look costs however short the series is


def rate_of_return(flows: Sequence[float], count_terms: CountTerms = lambda _: None) -> float | None:
    """Return the r > -1 with Σ f[i] ÷ (1 + r)^i = 0 when there is exactly one, as a fraction; None otherwise.

    A value that cannot be told from 0 in doubles counts as 0, so that a zero which is only touched is found.
    `count_terms` is told before so many flows are looked at, and may put an end to the search by raising.
    """
    trimmed = _trimmed(_shares(flows))
    zeros = _zeros(trimmed, count_terms) if trimmed else []
    if len(zeros) != 1:
        return None
    try:
        rate = math.expm1(zeros[0])
    except OverflowError:
        return None
    return rate if rate > -1 else None


def _zeros(flows: list[float], count_terms: CountTerms) -> list[float]:
    """Return the zeros of a series in u, ascending: from its last slope, which has none, back to itself."""
    zeros: list[float] = []
    for flows_of_slope in reversed(_slopes(flows, count_terms)):
        zeros = list(_Series(flows_of_slope, count_terms).zeros_between(zeros))
    return zeros


def _slopes(flows: list[float], count_terms: CountTerms) -> list[list[float]]:
    """Return the series, its slope, the slope of that, and so on, while signs change."""
    slopes: list[list[float]] = []
    while (change := _first_change(flows)) is not None:
        count_terms(_LOOKS_PER_SLOPE * len(flows))
        slopes.append(flows)
        flows = _shares([(change - period) * flow for period, flow in enumerate(flows)])
    return slopes


class _Series:
    """Flows as shares of the greatest, with flows other than 0 at both ends."""

    def __init__(self, flows: list[float], count_terms: CountTerms) -> None:
        self._flows = flows
        self._backwards = flows[::-1]
        self._count_terms = count_terms

    def zeros_between(self, turning: list[float]) -> Iterator[float]:
        """Yield the zeros; between any two neighbours of `turning` the series goes one way only."""
        bound = 1 - math.log(min(abs(self._flows[0]), abs(self._flows[-1])))  # Cauchy's, for a greatest flow of 1
        places = [-bound, *(u for u in turning if -bound < u < bound), bound]
        values = [self._value(u) for u in places]
        touches = [False, *(self._is_zero(u) for u in places[1:-1]), False]
        for left, right in pairwise(range(len(places))):
            if touches[left]:
                if not (touches[left - 1] and self._is_zero((places[left - 1] + places[left]) / 2)):
                    yield places[left]
            elif not touches[right] and (values[left] > 0) != (values[right] > 0):
                yield self._crossing(places[left], places[right], values[left], values[right])

    def _crossing(self, low: float, high: float, at_low: float, at_high: float) -> float:
        """Return the zero between two places of different sign: halving, then straight lines (Illinois method)."""
        for _ in range(_MOST_ITERATIONS):
            middle = (low + high) / 2
            if high - low < _NARROW:
                middle = (low * at_high - high * at_low) / (at_high - at_low)
            if not low < middle < high:
                break
            value = self._value(middle)
            if value == 0:
                return middle
            if (value > 0) == (at_low > 0):
                low, at_low, at_high = middle, value, at_high / 2
            else:
                high, at_high, at_low = middle, value, at_low / 2
        return low if abs(at_low) < abs(at_high) else high

    def _value(self, u: float) -> float:
        """Return the value of the flows at u, times a power of e^u that keeps it from overflowing."""
        shrink = math.exp(-abs(u))
        value = 0.0
        for flow in self._from_the_smallest(u):
            value = value * shrink + flow
        return value

    def _is_zero(self, u: float) -> bool:
        """Return whether the value at u is no more than what rounding makes of flows of this size."""
        shrink = math.exp(-abs(u))
        size = 0.0
        for flow in self._from_the_smallest(u):
            size = size * shrink + abs(flow)
        return abs(self._value(u)) <= size * _ROUNDING * (2 * len(self._flows) + 8)

    def _from_the_smallest(self, u: float) -> list[float]:
        self._count_terms(len(self._flows) + _LEAST_TERMS)
        return self._backwards if u >= 0 else self._flows


def _first_change(flows: Sequence[float]) -> float | None:
    """Return a place between the first two flows of different sign; None when there are none."""
    signs = ((period, flow > 0) for period, flow in enumerate(flows) if flow)
    return next(((first + second) / 2 for (first, was), (second, is_) in pairwise(signs) if was != is_), None)


def _shares(flows: Sequence[float]) -> list[float]:
    """Return the flows as shares of the greatest."""
    greatest = max(map(abs, flows), default=0.0)
    return [flow / greatest for flow in flows] if greatest else []


def _trimmed(flows: list[float]) -> list[float]:
    """Return the flows without the zeros at both ends."""
    periods = [period for period, flow in enumerate(flows) if flow]
    return flows[periods[0] : periods[-1] + 1] if periods else []
