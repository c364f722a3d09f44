"""What moves the results of a workbook: each assumption a fifth lower and higher, all others as they are now.

Only the pack author's proposed values and the participant's own are used; what the evidence supports is the key, and
stays out of sight until the debrief.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from closeddoor.domain.tasks.workbook import Input, WorkbookTask, outputs_at

STEP = 0.2
"""By how much of its value a number is moved, down and up: a range that gives nothing away, the same for all."""

Results = Mapping[str, float | None]


@dataclass(frozen=True)
class Swing:
    """One assumption moved: its two values, and all results at each; a toggle is left out, then counted."""

    input: Input
    low: float
    high: float
    at_low: Results
    at_high: Results

    def spread(self, output_id: str) -> float:
        """Return how far apart the two results are; without one of them as far as can be."""
        low, high = self.at_low[output_id], self.at_high[output_id]
        if low is None or high is None:
            return 0.0 if low is high else float("inf")
        return abs(high - low)


class Patience:
    """Ends after `most_s` seconds: a pack may have formulas that take long, and the page follows every key."""

    def __init__(self, most_s: float = 0.1, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._until_s = clock() + most_s

    @property
    def is_over(self) -> bool:
        return self._clock() > self._until_s


def swings(task: WorkbookTask, inputs: Mapping[str, float], patience: Patience) -> tuple[Swing, ...] | None:
    """Return the swing of each assumption around `inputs` (the others as proposed); one that stands at 0 has none.

    None when that takes too long: half of them would rank wrongly.
    """
    found: list[Swing] = []
    for each in task.inputs:
        low, high = ends_of(each, inputs.get(each.id, each.proposed))
        if patience.is_over:
            return None
        if low != high:
            at_low, at_high = (outputs_at(task, {**inputs, each.id: value}) for value in (low, high))
            found.append(Swing(each, low, high, at_low, at_high))
    return tuple(found)


def ends_of(each: Input, value: float) -> tuple[float, float]:
    """Return the two values between which an assumption is moved; a share of a hundred ends at a hundred."""
    if each.kind == "toggle":
        return 0.0, 1.0
    low, high = sorted((value * (1 - STEP), value * (1 + STEP)))
    if each.unit.strip().startswith("%") and 0 <= value <= 100:
        high = min(high, 100.0)
    return _rounded(low), _rounded(high)


def without(task: WorkbookTask, inputs: Mapping[str, float], input_id: str) -> Results:
    """Return all results without the participant's change of one assumption; the others as they are."""
    return outputs_at(task, {key: value for key, value in inputs.items() if key != input_id})


def _rounded(value: float) -> float:
    """Return a value without the dust of binary fractions: 1.2 times 4 is 4.8."""
    return float(f"{value:.12g}")
