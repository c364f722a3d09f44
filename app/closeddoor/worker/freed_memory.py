"""Large pieces of memory go back to the system as soon as they are freed.

The C library of Linux maps a large piece by itself, but calls fewer of them large with each that is freed, up to 32 MB.
What is smaller comes out of one heap, where states of conversations of all lengths leave holes as they come and go: a
worker that had filled what it may keep still grew by a tenth within an hour (`benchmarks.soak`).
"""

import ctypes
import os
from contextlib import suppress

LARGE_BYTES = 2 * 1024**2
"""Above the probabilities of one token (1 MB for the largest vocabularies), which come with each; below the least state
that is kept."""

_M_MMAP_THRESHOLD = -3


def give_back_what_is_freed() -> None:
    """Map every piece of `LARGE_BYTES` and more by itself from now on, where the C library can be told to."""
    if os.name == "posix":
        with suppress(AttributeError):
            ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, LARGE_BYTES)
