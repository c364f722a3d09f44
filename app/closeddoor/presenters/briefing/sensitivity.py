"""What moves the results of a workbook: each assumption a fifth lower and higher, all others as they are now.

Only the pack author's proposed values and the participant's own are used; what the evidence supports is the key, and
stays out of sight until the debrief.
"""

from collections.abc import Mapping
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


def swings(task: WorkbookTask, inputs: Mapping[str, float]) -> tuple[Swing, ...]:
    """Return the swing of each assumption around `inputs` (the others as proposed); one that stands at 0 has none."""
    moved = ((each, *ends_of(each, inputs.get(each.id, each.proposed))) for each in task.inputs)
    return tuple(
        Swing(each, low, high, outputs_at(task, {**inputs, each.id: low}), outputs_at(task, {**inputs, each.id: high}))
        for each, low, high in moved
        if low != high
    )


def ends_of(each: Input, value: float) -> tuple[float, float]:
    """Return the two values between which an assumption is moved; a share of a hundred ends at a hundred."""
    if each.kind == "toggle":
        return 0.0, 1.0
    low, high = sorted((value * (1 - STEP), value * (1 + STEP)))
    if each.unit.strip().startswith("%") and 0 <= value <= 100:
        high = min(high, 100.0)
    return _rounded(low), _rounded(high)


def own_effect(task: WorkbookTask, inputs: Mapping[str, float], input_id: str) -> tuple[Results, Results]:
    """Return all results without the participant's change of one assumption, and with it; the others as they are."""
    without = {key: value for key, value in inputs.items() if key != input_id}
    return outputs_at(task, without), outputs_at(task, inputs)


def _rounded(value: float) -> float:
    """Return a value without the dust of binary fractions: 1.2 times 4 is 4.8."""
    return float(f"{value:.12g}")
