"""What this system lets us enforce, as far as it can be known before a child has tried."""

import platform
import sys

from closeddoor.confinement.syscalls import ARCHITECTURES


def confines_children() -> bool:
    """Whether a child's connections are refused by the kernel here; what a worker then reports is shown in settings."""
    return sys.platform == "linux" and platform.machine() in ARCHITECTURES
