"""What a row of the table is: a figure, what it is measured against in the same run, and where it has to be."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Better = Literal["higher", "lower"]


class CannotMeasureError(Exception):
    """Says why a figure cannot be had here; its row is not green."""


@dataclass(frozen=True)
class Goal:
    """Where a row has to be: its `ratio`, or its `value` in the row's unit."""

    of: Literal["ratio", "value"]
    at: Literal["least", "most"]
    limit: float

    def is_met(self, figure: "Figure") -> bool:
        measured = figure.ratio if self.of == "ratio" else figure.value
        return measured >= self.limit if self.at == "least" else measured <= self.limit


@dataclass(frozen=True)
class Figure:
    """What was measured, what it was measured against, and the ratio: a median of ratios, so not always their quotient.

    Value and reference are in the unit of the row.
    """

    value: float
    reference: float
    ratio: float
    note: str = ""


@dataclass(frozen=True)
class Row:
    """A line of the table. One without goals is there for comparison; `better` is the direction of its ratio.

    `limit` says what keeps it from its goal, in figures; it is shown only while the goal is missed.
    """

    name: str
    what: str
    against: str
    unit: str
    group: str
    better: Better
    goals: tuple[Goal, ...] = ()
    limit: str = ""


@dataclass(frozen=True)
class Outcome:
    """A row as it was measured, or why it was not; from which commit, when (UTC), and under which load.

    `load` is the number of processes that wanted a processor, a minute's mean, before and after.
    """

    row: Row
    figure: Figure | None
    reason: str = ""
    commit: str = ""
    measured_at: str = ""
    load: tuple[float, float] = (0.0, 0.0)

    @property
    def verdict(self) -> str:
        if self.figure is None:
            return "not measured"
        if not self.row.goals:
            return "for comparison"
        return "met" if self.is_green else "missed"

    @property
    def is_green(self) -> bool:
        """Whether nothing is the matter; a row that could not be measured is not green."""
        figure = self.figure
        return figure is not None and all(goal.is_met(figure) for goal in self.row.goals)


Measured = Mapping[str, Figure | str]
"""What a group of rows measures: a figure, or the reason why there is none, by the name of the row."""


def at_least(ratio: float) -> Goal:
    return Goal("ratio", "least", ratio)


def at_most(ratio: float) -> Goal:
    return Goal("ratio", "most", ratio)


def within(value: float) -> Goal:
    """Return a goal in the unit of the row."""
    return Goal("value", "most", value)
