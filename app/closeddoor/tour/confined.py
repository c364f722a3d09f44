"""The tour's window confined as the product's is, so that its pictures show what holds.

What a process gives up it never has again, and the folders of the run are removed after it: so the tour goes into a
process of its own, which ends with this one.
"""

import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from closeddoor.confinement import kernel
from closeddoor.confinement.window import confine_window


def drive_confined(drive: Callable[[], int], profile: Path, also: Sequence[Path]) -> int:
    """Return the exit code of `drive`, which may write in `profile`, in `also`, and where a window may.

    Both processes return from here: whoever started the tour learns the code from one, and the other ends with it. Call
    it before a thread is started and before Qt. Where nothing can be enforced, `drive` runs in this process.
    """
    if sys.platform != "linux":
        return drive()
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child:
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        return code if code >= 0 else 1
    kernel.end_with_parent(signal.SIGKILL)
    confine_window(profile, also)
    return drive()
