"""How much memory this laptop has in all: a larger model never loads, however many programs are closed."""

from closeddoor.wire.footprint import total_bytes

__all__ = ["is_too_large", "total_bytes"]

_RESERVE_BYTES = 512 * 1024 * 1024
"""What the system and this application take at least, beside a model and a short conversation."""


def is_too_large(model_bytes: int) -> bool:
    """Whether a model of this size can never be held; an unknown amount is not held against it."""
    total = total_bytes()
    return total is not None and model_bytes + _RESERVE_BYTES > total
