"""Replacing this process by a fresh one of the same program: with a process goes all that is in its memory.

Python and Qt cannot forget a text: after a page is deleted, hundreds of copies of it are left in what was freed.
"""

import os
import signal
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

NOT_REPLACED = 70
"""The exit code of a process that could not be replaced and ended instead (EX_SOFTWARE of sysexits.h)."""


def program() -> tuple[str, ...]:
    """Return the command that this program was started with, without its own arguments."""
    if getattr(sys, "frozen", False):
        return (sys.executable,)
    words = len(sys.orig_argv) - len(sys.argv[1:])
    return (sys.executable, *sys.orig_argv[1:words])


def arguments_after(profile: Path, handed_over: int, look: str, *, is_hidden: bool) -> tuple[str, ...]:
    """Return the arguments of the program that takes this one's place: no passphrase is named to it.

    Other programs can read them: `look` is how large and how bright the page is, and nothing else is told.
    """
    again = ("--again", "hidden" if is_hidden else "shown", "--look", look)
    return ("window", "--profile", str(profile.absolute()), *again, "--instance", str(handed_over))


def replace_process(arguments: Sequence[str]) -> NoReturn:
    """Begin this program anew with `arguments`, in place of this process; end it where that cannot be done.

    Every thread ends where it is, and every descriptor that is not inheritable is closed.
    """
    command = [*program(), *arguments]
    ignore_lock_signal()
    with suppress(OSError):
        if os.name == "posix":
            os.execv(command[0], command)  # noqa: S606 - there is nothing that a shell would be for
        import subprocess  # noqa: PLC0415 - no start waits for it

        subprocess.Popen(command)  # Windows has no exec that keeps the process: not tested there
    os._exit(NOT_REPLACED if os.name == "posix" else 0)


def ignore_lock_signal() -> None:
    """Let SIGUSR1 do nothing while nobody listens to it: by itself it would end the process.

    What is ignored stays so in the program that takes this one's place.
    """
    if sys.platform != "win32":
        signal.signal(signal.SIGUSR1, signal.SIG_IGN)


def reap_children() -> tuple[int, ...]:
    """Take leave of what the program before this one had started and did not wait for.

    Return who of them is still ending: call it before anything is started, so that all of them are of that program.
    """
    if os.name != "posix":
        return ()
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    return _children()


def reap(children: Iterable[int]) -> None:
    """Take leave of each of these processes that has ended, and of no other one."""
    for child in children:
        with suppress(ChildProcessError):
            os.waitpid(child, os.WNOHANG)


def _children() -> tuple[int, ...]:
    """Return the children of this process, none where the system does not say."""
    with suppress(OSError):
        return tuple(int(each) for each in Path("/proc/thread-self/children").read_text().split())
    return ()
