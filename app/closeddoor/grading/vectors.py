"""Arithmetic on sentence vectors, in plain Python: the window's process loads no numpy."""

from collections.abc import Iterable
from operator import mul

from closeddoor.domain.ports import Vector


def cosine(one: Vector, other: Vector) -> float:
    """Return the likeness of two vectors of unit length, -1 to 1."""
    return float(sum(map(mul, one, other)))


def nearest(vector: Vector, others: Iterable[Vector]) -> tuple[int, float]:
    """Return place and likeness of the most similar of `others`, the first of equals; (-1, 0.0) when there is none."""
    best, best_likeness = -1, 0.0
    for place, other in enumerate(others):
        likeness = cosine(vector, other)
        if best < 0 or likeness > best_likeness:
            best, best_likeness = place, likeness
    return best, best_likeness
