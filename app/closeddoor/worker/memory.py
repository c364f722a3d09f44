"""Whether a model fits, asked before it is loaded: the alternative is the out-of-memory killer."""

import os
from pathlib import Path

_F16_BYTES = 2
_RESERVE_BYTES = 200 * 1024 * 1024
"""Compute buffers, and air for the rest of the machine."""


def available_bytes() -> int | None:
    """Return what can be taken without swapping; None where the system does not say."""
    try:
        lines = Path("/proc/meminfo").read_text("ascii").splitlines()
    except OSError:
        return None
    for line in lines:
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) * 1024
    return None


def total_bytes() -> int | None:
    """Return the memory of this laptop; None where the system does not say."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):  # not on Windows
        return None


def kv_cache_bytes(layers: int, kv_heads: int, head_size: int, context_tokens: int) -> int:
    """Return the size of the keys and values that a full context takes, at 16 bits each."""
    return 2 * layers * kv_heads * head_size * context_tokens * _F16_BYTES


def fits(needed_bytes: int, available: int | None) -> bool:
    """Whether there is room; an unknown amount is not held against the model."""
    return available is None or needed_bytes + _RESERVE_BYTES <= available
