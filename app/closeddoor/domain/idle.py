"""When a window that nobody uses locks: the rule, without a clock."""

from typing import Literal

LockReason = Literal[
    "idle", "screen_lock", "sleep", "user_switch", "shortcut", "quick_hide", "signal", "command"
]  # fmt: skip
"""What made the window lock."""

NEVER = 0
LOCK_AFTER_MINUTES = (5, 15, 30, 60, NEVER)
USUAL_MINUTES = 15

WARNING_S = 60.0
"""So long before it locks the window says so."""

Standing = Literal["in_use", "about_to_lock", "idle"]


def limit_s(after_minutes: float, words_shown: int) -> float | None:
    """Return how long nobody may touch the window before it locks; None where it never does.

    Who reads a document touches nothing: it counts as read until its reading time has passed twice.
    """
    from closeddoor.domain.timing import WORDS_READ_A_MINUTE  # noqa: PLC0415 - and all tasks, before the unlock page

    if after_minutes == NEVER:
        return None
    return max(after_minutes * 60.0, 2 * 60.0 * words_shown / WORDS_READ_A_MINUTE)


def standing(untouched_s: float, limit: float | None) -> Standing:
    """Return how it stands with a window that nobody touched for `untouched_s`."""
    if limit is None or untouched_s < limit - WARNING_S:
        return "in_use"
    return "about_to_lock" if untouched_s < limit else "idle"
