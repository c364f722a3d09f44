"""Hinders a process at one of its changes to the file system, as Python's own audit events tell them."""

import errno
import os
import signal

CHANGING = frozenset({"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.truncate", "os.link", "os.symlink"})


class Steps:
    """Counts changes to the file system, and hinders one of them or all from there."""

    def __init__(self, how: str, last: int) -> None:
        self.count = 0
        self._how = how
        self._last = last

    def watch(self, event: str, arguments: tuple[object, ...]) -> None:
        if event in CHANGING or (event == "open" and is_writing(arguments)):
            self.count += 1
            if self.count == self._last and self._how == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            if self.count == self._last or (self._how == "on" and 0 < self._last < self.count):
                raise OSError(errno.EIO, "the disk refused")


def is_writing(arguments: tuple[object, ...]) -> bool:
    flags = arguments[2]
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))
