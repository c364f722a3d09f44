"""The line on which an estimate is dragged: made from the unit and from what is typed, never from the answer.

A share runs from 0 to 100 from the start. Anything else has no line until a first figure is typed: a line drawn before
that would tell the size of the answer. Then it begins at 0 and ends at about twice the largest figure; figures far from
0 and close together, such as years, get a line around themselves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

STEPS = 200
"""A line has about this many steps: finer than the hand, coarse enough for keys."""

CLOSE_TOGETHER = 0.1
"""Figures whose spread is less than this share of the largest are dragged on a line around themselves."""

MOST = 1e15


@dataclass(frozen=True)
class ScaleLine:
    """From `least` to `most`, in steps of `step`."""

    least: float
    most: float
    step: float

    def on_step(self, value: float) -> float:
        """Return the step nearest to `value`, without the dust of binary fractions."""
        return float(f"{round(value / self.step) * self.step:.12g}")


def line_of(unit: str, figures: Sequence[float]) -> ScaleLine | None:
    """Return the line for `figures`, in the order they are given; None where it cannot be drawn yet."""
    if unit.strip().startswith("%") and all(0 <= each <= 100 for each in figures):
        return ScaleLine(0, 100, 1)
    if not any(figures) or max(map(abs, figures)) > MOST:
        return None
    least, most = min(figures), max(figures)
    if 0 < most - least < CLOSE_TOGETHER * max(abs(least), abs(most)):
        around = _around(least, most)
    else:
        around = (min(0, -_nice_above(-2 * least)), max(0, _nice_above(2 * most)))
    return ScaleLine(*around, _step(*around, whole=all(each == round(each) for each in figures)))


def _around(least: float, most: float) -> tuple[float, float]:
    spread = _nice_above(most - least)
    return floor(least / spread) * spread - 2 * spread, (floor(most / spread) + 1) * spread + 2 * spread


def _step(least: float, most: float, *, whole: bool) -> float:
    """Return a step of 1, 2 or 5 of a power of ten; whole figures move by whole steps where these are enough."""
    step = _nice_above((most - least) / STEPS)
    return max(1, step) if whole and most - least >= 10 else step


def _nice_above(value: float) -> float:
    """Return the least of 1, 2 or 5 times a power of ten that is not below `value`; 0 for what is not above 0."""
    if value <= 0:
        return 0
    power = 10.0 ** floor(log10(value))
    return next(nice * power for nice in (1, 2, 5, 10) if nice * power >= value * (1 - 1e-9))
