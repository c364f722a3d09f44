"""How sure a share of few cases is."""

import math
from dataclasses import dataclass

Z_90 = 1.6448536269514722
"""The normal quantile of a two-sided 90 % interval."""


@dataclass(frozen=True)
class Share:
    """A share of 1 with the bounds of its 90 % interval."""

    value: float
    low: float
    high: float


def share_of(made: float, count: int) -> Share:
    """Return `made` ÷ `count` (at least 1) with the score interval of Wilson (1927), which few cases do not break."""
    value = made / count
    weight = Z_90 * Z_90 / count
    middle = (value + weight / 2) / (1 + weight)
    reach = math.sqrt(value * (1 - value) * weight + weight * weight / 4) / (1 + weight)
    return Share(value, max(0.0, middle - reach), min(1.0, middle + reach))
