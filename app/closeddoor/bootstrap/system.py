"""What this system lets us enforce, as far as it can be known before a child has tried."""

import os
import sys

from closeddoor.confinement import kernel, landlock
from closeddoor.confinement.enforced import Enforced
from closeddoor.confinement.landlock import FORBIDS_TRUNCATING
from closeddoor.confinement.syscalls import ARCHITECTURES
from closeddoor.confinement.window import in_force
from closeddoor.language import tr

REPORTED = tr("Each start of the model reports what is in force; the privacy room shows it.")


def confines_children() -> bool:
    """Whether the kernel here grants what a child asks of it; what one then reports is shown in the privacy room."""
    if sys.platform != "linux":
        return False
    machine = os.uname().machine
    return machine in ARCHITECTURES and kernel.can_filter(machine)


def enforced_here() -> tuple[str, ...]:
    """Return what this system is made to enforce, and what it is not: asked of the kernel, not promised."""
    if not confines_children():
        import platform  # noqa: PLC0415 - no start waits for it

        return (
            tr("Nothing of this is enforced by this system ({system}).", system=platform.system() or "unknown"),
            tr(
                "A packet capture can show whether anything leaves this laptop. Closed Door is written to send nothing."
            ),
        )
    return (
        tr("The model's process asks the kernel to refuse it any connection and any other program (seccomp)."),
        _files_sentence(landlock.version()),
        REPORTED,
        *_of_the_window(in_force()),
    )


def _of_the_window(enforced: Enforced) -> tuple[str, ...]:
    if not enforced.seccomp:
        return (tr("This window connects to nothing beyond this machine, but the system does not enforce that."),)
    files = (
        tr(
            "It may write in its own folder, the visible folders of your home, other disks and shares, and the few"
            " places that drawing needs, nowhere else (Landlock)."
        )
        if enforced.landlock
        else tr("Where the window writes is not enforced by this kernel (no Landlock).")
    )
    return (
        tr("The kernel refuses this window every connection except to programs on this machine (seccomp)."),
        files,
        tr("A window that was taken over could still ask other programs of your desktop to act for it."),
    )


def _files_sentence(version: int) -> str:
    if version >= FORBIDS_TRUNCATING:
        return tr(
            "The model's process may read its model and the program, and write nothing (Landlock, version {version}).",
            version=version,
        )
    if version:
        return tr(
            "Its reading is limited and its writing almost: this kernel cannot forbid emptying a file (Landlock,"
            " version {version}).",
            version=version,
        )
    return tr("Which files it may read and write is not enforced by this kernel (no Landlock).")
