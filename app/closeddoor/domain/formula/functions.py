"""The functions of formulas. Every argument exists; a result of None does not."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import accumulate

from closeddoor.domain.formula.errors import failing
from closeddoor.domain.formula.numbers import Kind, List
from closeddoor.domain.formula.rate_of_return import rate_of_return

MOST_DIGITS = 100


@dataclass(frozen=True)
class Function:
    """How a function is called (`usage`, for whoever got it wrong), which arguments it takes, and what it gives.

    `compute` first takes a function that counts the terms a search looks at, then the arguments.
    """

    usage: str
    takes: Callable[[tuple[Kind, ...]], bool]
    compute: Callable[..., float | None]


def net_present_value(rate: float, flows: List) -> float | None:
    """Return Σ f[i] ÷ (1 + r)^i from i = 0: the first flow is today's."""
    try:
        return sum_of(tuple(_discounted(flow, 1 + rate, period) for period, flow in enumerate(flows)))
    except ZeroDivisionError:  # a rate of -100 %
        return None


def payback(flows: List) -> float | None:
    """Return the time, in periods, at which the running total reaches 0; linear within a period.

    A total that is not negative to begin with has reached it at 0.
    """
    before = 0.0
    for period, (flow, total) in enumerate(zip(flows, accumulate(flows), strict=True)):
        if not math.isfinite(total):
            return None
        if total >= 0:
            return period - 1 - before / flow if period else 0.0
        before = total
    return None


def sum_of(flows: List) -> float:
    """Return the sum from left to right, as doubles are added."""
    total = 0.0
    for flow in flows:
        total += flow
    return total


def rounded(number: float, digits: float = 0.0) -> float | None:
    """Round half to even, as IEEE 754 does, to so many digits behind the point (in front of it when negative)."""
    if not digits.is_integer() or abs(digits) > MOST_DIGITS:
        raise failing(f"rounds to {digits:g} digits; that must be a whole number up to {MOST_DIGITS}.")
    try:
        return round(number, int(digits))
    except OverflowError:
        return None


def _discounted(flow: float, growth: float, period: int) -> float:
    try:
        return flow / math.pow(growth, period)
    except OverflowError:  # so far away, or at such a rate, that it is worth nothing today
        return 0.0


def _least(*values: float | List) -> float | None:
    return min(_flat(values), default=None)


def _greatest(*values: float | List) -> float | None:
    return max(_flat(values), default=None)


def _flat(values: tuple[float | List, ...]) -> List:
    first = values[0]
    return first if isinstance(first, tuple) else tuple(value for value in values if isinstance(value, float))


def _list_or_numbers(kinds: tuple[Kind, ...]) -> bool:
    return kinds == ("list",) or (len(kinds) >= 2 and set(kinds) == {"number"})


def _direct(function: Callable[..., float | None]) -> Callable[..., float | None]:
    """Return a function that looks at each of its arguments once, as one that needs no count."""
    return lambda _, *arguments: function(*arguments)


def _searched(count_terms: Callable[[int], None], flows: List) -> float | None:
    return rate_of_return(flows, count_terms)


FUNCTIONS: Mapping[str, Function] = {
    "min": Function("min(list) or min(a, b, …)", _list_or_numbers, _direct(_least)),
    "max": Function("max(list) or max(a, b, …)", _list_or_numbers, _direct(_greatest)),
    "sum": Function("sum(list)", lambda kinds: kinds == ("list",), _direct(sum_of)),
    "round": Function(
        "round(number) or round(number, digits)",
        lambda kinds: kinds in {("number",), ("number", "number")},
        _direct(rounded),
    ),
    "npv": Function("npv(rate, list)", lambda kinds: kinds == ("number", "list"), _direct(net_present_value)),
    "irr": Function("irr(list)", lambda kinds: kinds == ("list",), _searched),
    "payback": Function("payback(list)", lambda kinds: kinds == ("list",), _direct(payback)),
}
