"""What this process gives up before it does anything: leaving its memory on the disk, and being looked into."""

import sys
from contextlib import suppress

from closeddoor.confinement.kernel import forbid_core_dumps, forbid_inspection


def protect_process() -> None:
    """Forbid core dumps and, on Linux, debuggers of the same account; neither can be taken back.

    A system that refuses goes without: the window is no less private than any other program's there.
    """
    with suppress(OSError):
        forbid_core_dumps()
    if sys.platform == "linux":
        with suppress(OSError):
            forbid_inspection()
