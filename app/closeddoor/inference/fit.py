"""Whether a model fits into the memory that is free now, said before it is loaded."""

from typing import Literal

from closeddoor.wire.footprint import RESERVE_BYTES, MemoryEstimate, estimate, free_bytes, total_bytes

__all__ = ["Fit", "MemoryEstimate", "estimate", "fit", "free_bytes", "total_bytes"]

Fit = Literal["fits", "tight", "too_large"]

_COMFORT_BYTES = 1024 * 1024 * 1024
"""What a browser and a mail program want to go on as before."""


def fit(needed: MemoryEstimate, free: int | None) -> Fit:
    """Return how a model fits: `tight` loads, and leaves other programs little; `too_large` is refused by its worker.

    What the system does not say is not held against a model.
    """
    if free is None or needed.total_bytes + RESERVE_BYTES + _COMFORT_BYTES <= free:
        return "fits"
    return "tight" if needed.total_bytes + RESERVE_BYTES <= free else "too_large"
