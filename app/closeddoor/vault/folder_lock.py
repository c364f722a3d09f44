"""One process per vault: a lock of the operating system on `vault.lock`, gone with the process, however it ends."""

import os
import sys
from pathlib import Path

from closeddoor.vault.durable_files import FILE_MODE
from closeddoor.vault.errors import FolderInUseError

LOCK_NAME = "vault.lock"


class FolderLock:
    """Held from its making until `release`; children do not inherit it."""

    def __init__(self, folder: Path) -> None:
        """Raise `FolderInUseError` when someone holds it, `OSError` when the folder cannot be written to."""
        self._path = folder / LOCK_NAME
        self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, FILE_MODE)
        try:
            _lock(self._descriptor)
        except (BlockingIOError, PermissionError):
            os.close(self._descriptor)
            raise FolderInUseError from None

    def is_in_place(self) -> bool:
        """Whether the folder that is locked is still the one of that name, and not moved, deleted or exchanged."""
        try:
            return os.path.samestat(os.fstat(self._descriptor), os.stat(self._path))  # noqa: PTH116 -- beside fstat
        except OSError:
            return False

    def release(self) -> None:
        """Let others in; safe to call twice."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
