"""How times grow with a size: exponents, which of them are too steep, and the table of them.

*Exponent* is the slope of a line through the times over the sizes, both as logarithms: 0 is a time that does not grow,
1 one that grows as the size does. n log n has about 1.1 over a tenfold range. Where the processor's time is known too,
under the same name with `WORK` before it, that is what is judged: what else runs on the machine disturbs it least.
"""

import math
from collections.abc import Mapping, Sequence
from statistics import linear_regression

from benchmarks.long_history import TURNS

NOT_TIMES = ("packs", "attempts", "conversations", "filled_s", "file, MiB")
WORK = "work: "
FELT_MS = 100.0
"""A time below it, at the largest size, is not felt, whatever its exponent."""
ALLOWANCE = 0.1
"""What a busy machine adds to an exponent over a tenfold range: a quarter more at one end."""

Figures = Sequence[Mapping[str, float]]
"""What was measured at each size, the smallest first."""


def exponent(sizes: Sequence[float], times_ms: Sequence[float]) -> float:
    """Return the slope of the logarithms of `times_ms` over those of `sizes`."""
    return linear_regression([math.log(each) for each in sizes], [math.log(max(each, 1e-3)) for each in times_ms]).slope


def most_allowed(sizes: Sequence[float]) -> float:
    """Return the exponent that n log n has over these sizes, with an allowance for noise."""
    return exponent(sizes, [n * math.log(n + 1) for n in sizes]) + ALLOWANCE


def exponents(figures: Figures) -> dict[str, float]:
    """Return the exponent of each time, over the number of conversations: all three counts grow together."""
    sizes = [each["conversations"] for each in figures]
    names = [name for name in figures[0] if name not in NOT_TIMES and not name.startswith(WORK)]
    return {name: exponent(sizes, [each.get(WORK + name, each[name]) for each in figures]) for name in names}


def grow_too_fast(figures: Figures) -> list[str]:
    most = most_allowed([each["conversations"] for each in figures])
    return [name for name, each in exponents(figures).items() if each > most and figures[-1][name] >= FELT_MS]


def goal_line(figures: Figures) -> str:
    most = most_allowed([each["conversations"] for each in figures])
    return f"at most {most:.2f} (n log n, and {ALLOWANCE} for noise) wherever it takes {FELT_MS:.0f} ms or more"


def rows(figures: Figures) -> list[tuple[str, ...]]:
    """Return the table, all in words: what it is, its figure at each size, and for times how they grow."""
    messages = ("messages", *(f"{each['conversations'] * TURNS:,.0f}" for each in figures), "")
    sizes = [(name, *(f"{each[name]:,.0f}" for each in figures), "") for name in NOT_TIMES]
    too_fast = grow_too_fast(figures)
    times = [
        (f"{name}, ms", *(f"{each[name]:,.1f}" for each in figures), f"{slope:.2f}{' too fast' * (name in too_fast)}")
        for name, slope in exponents(figures).items()
    ]
    return [*sizes[:2], messages, *sizes[3:], *times]


def print_table(figures: Figures) -> None:
    print(f"{'':60}{'exponent':>10}")
    for name, *amounts, slope in rows(figures):
        print(f"{name:24}" + "".join(f"{amount:>12}" for amount in amounts) + f"{slope:>10}")
    print(f"\ngoal: {goal_line(figures)}")


def as_markdown(figures: Figures) -> str:
    """Return the same table for a page of results."""
    head = f"| | {' | '.join('' for _ in figures)} | exponent |"
    lines = [f"| {' | '.join(row)} |" for row in rows(figures)]
    return "\n".join([head, "|---|" + "---:|" * (len(figures) + 1), *lines, "", f"Goal: {goal_line(figures)}."])
