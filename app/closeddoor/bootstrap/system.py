"""What this system lets us enforce, as far as it can be known before a child has tried."""

import platform
import sys

from closeddoor.confinement import landlock
from closeddoor.confinement.enforced import Enforced
from closeddoor.confinement.landlock import FORBIDS_TRUNCATING
from closeddoor.confinement.syscalls import ARCHITECTURES
from closeddoor.confinement.window import in_force
from closeddoor.language import tr

REPORTED = tr("Each start of the model reports what is in force; the privacy room shows it.")


def confines_children() -> bool:
    """Whether a child's connections are refused by the kernel here; what a worker then reports is shown in settings."""
    return sys.platform == "linux" and platform.machine() in ARCHITECTURES


def enforced_here() -> tuple[str, ...]:
    """Return what this system is made to enforce, and what it is not: asked of the kernel, not promised."""
    if not confines_children():
        return (
            tr("Nothing of this is enforced by this system ({system}).", system=platform.system() or "unknown"),
            tr("A packet capture shows what leaves this laptop: Closed Door sends nothing."),
        )
    return (
        tr("The kernel refuses the model's process every connection and every other program (seccomp)."),
        _files_sentence(landlock.version()),
        REPORTED,
        *_of_the_window(in_force()),
    )


def _of_the_window(enforced: Enforced) -> tuple[str, ...]:
    if not enforced.seccomp:
        return (tr("This window holds no code that connects; the system does not enforce that for the window."),)
    files = (
        tr("It may write in its own folder, in the visible folders of your home and on other disks only (Landlock).")
        if enforced.landlock
        else tr("Where the window writes is not enforced by this kernel (no Landlock).")
    )
    return (
        tr("The kernel refuses this window every connection too, but for those to programs of this machine (seccomp)."),
        files,
        tr("A window that was taken over could still ask other programs of your desktop to act for it."),
    )


def _files_sentence(version: int) -> str:
    if version >= FORBIDS_TRUNCATING:
        return tr(
            "It may read its model and the program, and write nothing (Landlock, version {version}).", version=version
        )
    return tr("Which files it may read and write is not enforced by this kernel (no Landlock).")
