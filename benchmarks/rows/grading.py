"""The row of the embedded grader, whose goal is a reading speed: beside it the same texts in a bare loop."""

from benchmarks import grading_speed
from benchmarks.table.row import Figure, Measured

ROUNDS, QUICK_ROUNDS, COMPARED = 9, 5, 4


def measure(*, quick: bool) -> Measured:
    figures = grading_speed.run(QUICK_ROUNDS if quick else ROUNDS, COMPARED)
    if figures["different"]:
        return {"memo": "the same memo was graded differently"}
    note = f"{figures['texts']:.0f} texts; the bare loop has one thread"
    return {"memo": Figure(figures["memo_ms"], figures["bare_ms"], figures["ratio"], note)}
