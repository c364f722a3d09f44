"""Two times compared as a ratio on a machine whose speed changes from moment to moment."""

from collections.abc import Callable

ROUNDS = 4


def least_ratio(measured_s: Callable[[], float], against_s: Callable[[], float], rounds: int = ROUNDS) -> float:
    """Return the least of several ratios, each of two times taken side by side: what disturbs one only adds to it.

    Growth that is real shows in every pair, so the least ratio still has it.
    """
    return min(measured_s() / against_s() for _ in range(rounds))
