"""Whether a ratio is worse than the one that is written down; machines differ in speed, and hardly in ratios."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.table.row import Better, Outcome, Row
from benchmarks.table.words import ratio

MARGIN = 0.10
TRIES = 3
"""A busy moment makes anything slow: what looks worse is measured again before it is called so."""

Measure = Callable[[Sequence[Row]], Iterable[Outcome]]


@dataclass(frozen=True)
class Regression:
    """A row that is worse than what is written down, and how."""

    row: Row
    words: str


def compare(rows: Sequence[Row], written: Mapping[str, Outcome], measure: Measure) -> list[Regression]:
    """Return the rows that are worse by more than `MARGIN` each time they were measured."""
    best: dict[str, Outcome] = {}
    looked_at = [row for row in rows if _is_written(row, written)]
    found = [Regression(row, "no figure is written down") for row in rows if row.name not in written]
    left = looked_at
    for _ in range(TRIES):
        if not left:
            break
        for outcome in measure(left):
            best[outcome.row.name] = _better(best.get(outcome.row.name), outcome)
        left = [row for row in left if _words(written[row.name], best.get(row.name))]
    return found + [Regression(row, _words(written[row.name], best.get(row.name))) for row in left]


def _is_written(row: Row, written: Mapping[str, Outcome]) -> bool:
    """Whether there is a figure to compare with: a row that could not be measured then need not be now."""
    return row.name in written and written[row.name].figure is not None


def _better(one: Outcome | None, other: Outcome) -> Outcome:
    if one is None or one.figure is None:
        return other
    if other.figure is None or _is_worse(other.figure.ratio, one.figure.ratio, one.row.better, 0.0):
        return one
    return other


def _words(then: Outcome, now: Outcome | None) -> str:
    """Say what is worse; nothing is the matter when there is nothing to say."""
    assert then.figure is not None
    if now is None or now.figure is None:
        return f"not measured: {now.reason if now else 'nothing came of it'}"
    if not _is_worse(now.figure.ratio, then.figure.ratio, then.row.better, MARGIN):
        return ""
    return f"ratio {ratio(now.figure.ratio)}, and {ratio(then.figure.ratio)} is written down ({then.commit})"


def _is_worse(now: float, then: float, better: Better, margin: float) -> bool:
    return now < then * (1 - margin) if better == "higher" else now > then * (1 + margin)
