"""The values of formulas: IEEE doubles, lists of them, and what does not exist."""

import math
from typing import Literal

List = tuple[float, ...]
Value = float | List | None
"""None is a value that does not exist."""

Kind = Literal["number", "list"]


def existing(number: float) -> float | None:
    """Return a result, or None where it is not finite: such a number does not exist."""
    return number if math.isfinite(number) else None
