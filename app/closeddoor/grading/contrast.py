"""Which side of a criterion a text lies on, between its met and its near-miss samples: kernel ridge regression.

The nearest sample alone is a poor judge: a near miss shares its words with what it misses. A ridge regression over all
samples of a task finds, for each criterion, the direction in which its met samples differ from its near misses and from
the other criteria's samples (Saunders, Gammerman and Vovk, 1998). On student answers about subjects it was never fitted
on it agrees with teachers far better than the nearest sample does (`benchmarks/student_answers.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul
from typing import TypeVar

RIDGE = 0.5
OWN_MET, OWN_NOT_MET, OTHERS = 1.0, -1.0, -0.5
"""What the regression aims at: the samples of other criteria are no near misses, but they do not meet this one."""

LEAST_FREEDOM = 0.05

MOST_CONTRASTED = 256
"""How many texts of a task are contrasted: the cost grows with their cube, and a pack may hold any number."""

Row = list[float]
T = TypeVar("T")


@dataclass(frozen=True)
class Contrast:
    """One criterion's regression: a weight for each sample of the task, and the value of a text like none of them.

    `middle` lies halfway between what left-out met samples and left-out near misses reach: where undecided begins.
    """

    weights: tuple[float, ...]
    offset: float
    middle: float

    def of(self, likenesses: Sequence[float]) -> float:
        """Return where a text lies, about -1 to 1, from its likeness to each sample in order."""
        return sum(map(mul, self.weights, likenesses), self.offset)


def shared_out(groups: Sequence[Sequence[T]]) -> list[tuple[int, T]]:
    """Return each group's texts with its place, in order; where they are too many, the first few of every group."""
    ranks = sorted((rank, place) for place, group in enumerate(groups) for rank in range(len(group)))
    kept = sorted((place, rank) for rank, place in ranks[:MOST_CONTRASTED])
    return [(place, groups[place][rank]) for place, rank in kept]


def contrasts(likenesses: Sequence[Sequence[float]], sides: Sequence[Sequence[float]]) -> tuple[Contrast, ...]:
    """Solve one regression per row of `sides`: what it aims at for every sample.

    `likenesses` is the symmetric matrix between all samples, positive semidefinite.
    """
    means = [sum(row) / len(row) for row in likenesses]
    mean = sum(means) / len(means)
    centred = [
        [value - means[i] - means[j] + mean + (RIDGE if i == j else 0.0) for j, value in enumerate(row)]
        for i, row in enumerate(likenesses)
    ]
    inverse = _inverse_of_lower(_cholesky(centred))
    return tuple(_contrast(inverse, means, side) for side in sides)


def _contrast(inverse: list[Row], means: Sequence[float], side: Sequence[float]) -> Contrast:
    """`inverse` is that of the Cholesky factor, lower triangular: its columns give the solution and its own freedom."""
    count, middle = len(side), sum(side) / len(side)
    aimed = [value - middle for value in side]
    forward = [sum(map(mul, row, aimed)) for row in inverse]
    columns = [[inverse[k][i] for k in range(i, count)] for i in range(count)]
    weights = [sum(map(mul, column, forward[i:])) for i, column in enumerate(columns)]
    freedom = [RIDGE * sum(map(mul, column, column)) - 1 / count for column in columns]
    left_out = [
        value - RIDGE * weight / max(free, LEAST_FREEDOM)
        for value, weight, free in zip(side, weights, freedom, strict=True)
    ]
    return Contrast(tuple(weights), middle - sum(map(mul, weights, means)), _middle(side, left_out))


def _middle(side: Sequence[float], left_out: Sequence[float]) -> float:
    met = [value for value, aim in zip(left_out, side, strict=True) if aim == OWN_MET]
    missed = [value for value, aim in zip(left_out, side, strict=True) if aim == OWN_NOT_MET]
    return (sum(met) / len(met) + sum(missed) / len(missed)) / 2 if met and missed else 0.0


def _cholesky(matrix: list[Row]) -> list[Row]:
    lower: list[Row] = []
    for i, row in enumerate(matrix):
        new: Row = []
        for j in range(i):
            new.append((row[j] - sum(map(mul, new, lower[j]))) / lower[j][j])
        new.append((row[i] - sum(map(mul, new, new))) ** 0.5)
        lower.append(new)
    return lower


def _inverse_of_lower(lower: list[Row]) -> list[Row]:
    """Return the inverse, lower triangular too: row i has i + 1 entries."""
    inverse: list[Row] = []
    for i, row in enumerate(lower):
        columns = ((row[k] * inverse[k][j] for k in range(j, i)) for j in range(i))
        inverse.append([-sum(column) / row[i] for column in columns] + [1 / row[i]])
    return inverse
