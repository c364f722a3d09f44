"""The confinement of the window's own process: put on once, before Qt, and kept across the programs it replaces.

What is in force is asked of the kernel: the filter answers one call that nobody makes with an error of its own. No
argument and no variable has to be believed, and a process that was replaced knows that its filter is still there.
"""

import errno
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from closeddoor.confinement import kernel, landlock, seccomp_filter
from closeddoor.confinement.enforced import Enforced
from closeddoor.confinement.places import runnable_programs, writable_places
from closeddoor.confinement.seccomp_filter import DenyValue
from closeddoor.confinement.steps import Steps, nothing_enforced

_FILTER_VERSION = 1
"""One more with every change of `window_rules`: an updated program, started by one of before, puts its own on top."""
_MARK = 0x43440000 + _FILTER_VERSION
"""A `prctl` that does not exist; without the filter its error is EINVAL."""
_FIRST_ERROR = 3000
"""Plus the version of Landlock in force: an error that the kernel has no use for (they end at 4095)."""
_MOST_VERSIONS = 100


def protect_process() -> None:
    """Forbid core dumps and, on Linux, debuggers of the same account; neither can be taken back.

    A system that refuses goes without: the window is no less private than any other program's there.
    """
    with suppress(OSError):
        kernel.forbid_core_dumps()
    if sys.platform == "linux":
        with suppress(OSError):
            kernel.forbid_inspection()


def confine_window(profile: Path, also: Sequence[Path] = ()) -> Enforced:
    """Forbid this process the network, the doors into the kernel, and writing but where the user's own files are.

    `also` are folders that whoever started this process named for what it is to write, as those of a tour's pictures.
    Call it before a thread is started and before Qt, when `profile` is there. What is in force already is not put on
    again. What this system cannot enforce is a sentence in the result.
    """
    if sys.platform != "linux":
        return nothing_enforced()
    already = in_force()
    if already.seccomp:
        return already
    steps = Steps()
    steps.give_up_privileges()
    places, programs = (*writable_places(Path.home(), profile), *also), runnable_programs()
    files = steps.run("Where the window writes (Landlock)", lambda: landlock.allow_writing_in(places, programs))
    error = _FIRST_ERROR + (landlock.version() if files else 0)
    steps.filter_calls(seccomp_filter.window_rules(DenyValue("prctl", 0, _MARK, error)))
    return in_force(steps.why_not)


def in_force(why_not: list[str] | None = None) -> Enforced:
    """Return what the kernel says is in force for this process now; `why_not` are the reasons that are known."""
    if sys.platform != "linux":
        return nothing_enforced()
    mark = _answer_to_the_mark() - _FIRST_ERROR
    is_filtered = 0 <= mark < _MOST_VERSIONS
    return Enforced(
        no_new_privileges=kernel.has_no_new_privileges(),
        no_core_dumps=kernel.has_no_core_dumps(),
        not_readable_by_others=not kernel.is_inspectable(),
        seccomp=is_filtered,
        landlock=mark if is_filtered else 0,
        why_not=tuple(why_not or ()),
    )


def _answer_to_the_mark() -> int:
    try:
        kernel.prctl(_MARK, 0)
    except OSError as error:
        return error.errno or errno.EINVAL
    return errno.EINVAL
