"""How sure a participant is of a choice: a stated probability, and what it goes to show."""

import math

from closeddoor.domain.table import Table
from closeddoor.domain.tasks.base import ResponseError

_TOLERATED = 0.01 + 1e-9  # 0.33 may stand for one in three; the rest is the rounding of binary fractions


def read_confidence(table: Table, task_id: str, options: int) -> float:
    """Read `confidence`, the probability that the chosen one of so many options is the best.

    Less than an even guess is no statement about a choice, so it is refused by name, as is more than certainty.
    """
    confidence = table.number("confidence")
    even = 1 / options
    if not even - _TOLERATED <= confidence <= 1 or math.isnan(confidence):
        choices = "1 option" if options == 1 else f"{options} options"
        raise ResponseError(
            "response.confidence",
            f"Task “{task_id}”: the confidence is {confidence:g}; with {choices} it lies between {even:.2f} and 1.",
        )
    return confidence


def brier_term(confidence: float, *, is_best: bool) -> float:
    """Return the squared error of a stated probability (Brier, 1950): 0 is best, 1 worst."""
    return (confidence - is_best) ** 2
