"""How much memory this laptop has in all: a larger model never loads, however many programs are closed."""

import os

_RESERVE_BYTES = 512 * 1024 * 1024
"""What the system and this application take at least, beside a model and a short conversation."""


def total_bytes() -> int | None:
    """Return the memory in bytes; None where the system does not say."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):  # not on Windows
        return None


def is_too_large(model_bytes: int) -> bool:
    """Whether a model of this size can never be held; an unknown amount is not held against it."""
    total = total_bytes()
    return total is not None and model_bytes + _RESERVE_BYTES > total
