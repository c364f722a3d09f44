"""The internal rate of return: the one rate above -100 % at which a series of flows is worth nothing today.

With u = log(1 + r), the value of the flows is Σ f[i] e^(-iu), and its zeros are separated without guessing. A series
with one change of sign has exactly one zero (Descartes). Any other: Σ f[i] e^((k-i)u), with k between the two flows of
a change of sign, has the same zeros, and its slope is a series of the same kind, (k - i) f[i], with one change less. So
the zeros of the slope, found in the same way, part the line into stretches with at most one zero each.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from closeddoor.domain.formula.errors import failing

MOST_TERMS = 400_000
"""How many flows may be looked at, over all evaluations: what a hostile series costs at most, about 50 ms."""

_MOST_ITERATIONS = 80
_NARROW = 0.5  # from this width of u on, a straight line is a good guess
_ROUNDING = 2.0**-52


def rate_of_return(flows: Sequence[float]) -> float | None:
    """Return the r > -1 with Σ f[i] ÷ (1 + r)^i = 0 when there is exactly one, as a fraction; None otherwise.

    A value that cannot be told from 0 in doubles counts as 0, so that a zero which is only touched is found. Raises
    `FormulaError` when a long series changes sign so often that the zeros cannot be counted in bounded time.
    """
    trimmed = _trimmed(flows)
    zeros = _Zeros().of(trimmed) if trimmed else []
    if len(zeros) != 1:
        return None
    try:
        rate = math.expm1(zeros[0])
    except OverflowError:
        return None
    return rate if rate > -1 else None


class _Zeros:
    """Counts the work over all series that one rate asks for."""

    def __init__(self) -> None:
        self._terms = 0

    def of(self, flows: list[float]) -> list[float]:
        """Return the zeros of a series in u, ascending."""
        zeros: list[float] = []
        for series in reversed(self._slopes(flows)):
            zeros = list(self._between(series, zeros))
        return zeros

    def _slopes(self, flows: list[float]) -> list[list[float]]:
        """Return the series, the slope of it, and so on until no sign changes."""
        slopes = [flows]
        while (change := _first_change(slopes[-1])) is not None:
            self._count(len(flows))
            slopes.append(_trimmed([(change - period) * flow for period, flow in enumerate(slopes[-1])], strip=False))
        return slopes

    def _between(self, series: list[float], turning: list[float]) -> Iterator[float]:
        """Yield the zeros of a series that goes one way only between any two neighbours of `turning`."""
        if _first_change(series) is None:
            return
        bound = 1 - math.log(min(abs(series[0]), abs(series[-1])))  # Cauchy's: the greatest flow is 1
        places = [-bound, *(u for u in turning if -bound < u < bound), bound]
        values = [self._value(series, u) for u in places]
        touches = [abs(value) <= (2 * len(series) + 8) * _ROUNDING for value in values]
        touches[0] = touches[-1] = False
        for index, (left, right) in enumerate(pairwise(range(len(places)))):
            if touches[left]:
                yield from self._touched(series, places, touches, index)
            elif not touches[right] and (values[left] > 0) != (values[right] > 0):
                yield self._crossing(series, places[left], places[right], values[left])

    def _touched(self, series: list[float], places: list[float], touches: list[bool], index: int) -> Iterator[float]:
        """Yield a turning point at which the value is 0, once where two of them cannot be told apart."""
        if touches[index - 1]:
            middle = self._value(series, (places[index - 1] + places[index]) / 2)
            if abs(middle) <= (2 * len(series) + 8) * _ROUNDING:
                return
        yield places[index]

    def _crossing(self, series: list[float], low: float, high: float, at_low: float) -> float:
        """Return the zero between two places of different sign: halving, then straight lines (Illinois method)."""
        at_high = -math.copysign(1.0, at_low)
        for _ in range(_MOST_ITERATIONS):
            middle = (low + high) / 2
            if high - low < _NARROW:
                middle = (low * at_high - high * at_low) / (at_high - at_low)
            if not low < middle < high:
                break
            value = self._value(series, middle)
            if abs(value) < _ROUNDING / 4:
                return middle
            if (value > 0) == (at_low > 0):
                low, at_low, at_high = middle, value, at_high / 2
            else:
                high, at_high, at_low = middle, value, at_low / 2
        return low if abs(at_low) < abs(at_high) else high

    def _value(self, series: list[float], u: float) -> float:
        """Return the value of the flows at u as a share of what they would be worth if all were positive: -1 to 1."""
        self._count(len(series))
        shrink = math.exp(-abs(u))
        total = size = 0.0
        for flow in reversed(series) if u >= 0 else series:
            total = total * shrink + flow
            size = size * shrink + abs(flow)
        return total / size

    def _count(self, terms: int) -> None:
        self._terms += terms
        if self._terms > MOST_TERMS:
            raise failing("asks for the irr of a series that is too long for how often it changes sign.")


def _first_change(series: Sequence[float]) -> float | None:
    """Return a place between the first two flows of different sign; None when there are none."""
    signs = ((period, flow > 0) for period, flow in enumerate(series) if flow)
    return next(((first + second) / 2 for (first, was), (second, is_) in pairwise(signs) if was != is_), None)


def _trimmed(flows: Sequence[float], *, strip: bool = True) -> list[float]:
    """Return the flows as shares of the greatest, without the zeros at both ends."""
    greatest = max(map(abs, flows), default=0.0)
    shares = [flow / greatest for flow in flows] if greatest else []
    while strip and shares and not shares[-1]:
        shares.pop()
    first = next((period for period, share in enumerate(shares) if share), 0)
    return shares[first:] if strip else shares
