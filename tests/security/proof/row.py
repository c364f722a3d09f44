"""A row of the table: what is tried, how often, what must not happen, and which defence the control takes out."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

_NOT_MEASURED = "not measured here: "


@dataclass(frozen=True)
class Figure:
    """`failures` of `trials` went wrong; `said` puts both into words, such as "1,000 of 1,000 flips found"."""

    trials: int
    failures: int
    said: str

    @property
    def holds(self) -> bool:
        """Nothing went wrong, and something was tried."""
        return self.failures == 0 and self.trials > 0

    @property
    def breaks(self) -> bool:
        """Something was tried and went wrong: what a control must do; one that did not even run shows nothing."""
        return self.failures > 0 and self.trials > 0

    @property
    def is_unmeasured(self) -> bool:
        """This system lacks what the row needs: no failure in a short run, and one before a release."""
        return self.trials == 0 and self.said.startswith(_NOT_MEASURED)


def not_measured(why: str) -> Figure:
    """What a row says where it cannot be tried, such as "strace is missing"."""
    return Figure(0, 0, _NOT_MEASURED + why)


Measure = Callable[[int, Path], Figure]
"""Takes how many trials, and an empty folder of its own."""


@dataclass(frozen=True)
class Row:
    """`sample` trials in the short run, `full` before a release; the control breaks `defence` for `control` trials.

    A control that holds shows that the row would not have noticed the missing defence: then the row proves nothing.
    `as_anybody` has it measured as an account to which nothing is given beyond its files: root may do what nobody may.
    """

    name: str
    goal: str
    measure: Measure
    sample: int
    full: int
    defence: str
    control: int
    as_anybody: bool = False
