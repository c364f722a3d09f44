"""Restoring a backup, away from the window's thread: looked at first, then put in place, and taken back at will.

The vault has to be closed: what was open before is another history afterwards, so the application begins anew.
"""

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import Dispatcher, Executor
from closeddoor.domain.secret import Secret
from closeddoor.language import tr
from closeddoor.services.running import Running
from closeddoor.vault.restore import BackupPreview, Restoring
from closeddoor.vault.set_aside import SetAside, delete_aside, list_aside, put_back
from closeddoor.vault.storage_faults import named_faults

T = TypeVar("T")


class RestoreCancelledError(KnownError):
    """The user gave it up."""

    def __init__(self) -> None:
        super().__init__("restore.cancelled", tr("Stopped. Nothing was restored."), tr("Your history is as it was."))


class RestoreService:
    """One vault folder; every future fails with a `KnownError`, and then the vault is as it was."""

    def __init__(self, folder: Path, jobs: Executor, dispatcher: Dispatcher) -> None:
        self._folder = folder
        self._restoring = Restoring(folder)
        self._jobs = jobs
        self._dispatcher = dispatcher

    def unpack(self, backup: Path, typed_code: Secret, on_progress: Callable[[float], None]) -> Running[BackupPreview]:
        """Open a backup with its recovery code and say what it holds; the vault may be open meanwhile."""
        running: Running[BackupPreview] = Running(self._dispatcher, on_progress, RestoreCancelledError)
        running.start(self._jobs, lambda: self._restoring.unpack(backup, typed_code, running.tell))
        return running

    def restore(self) -> Future[Path | None]:
        """Make what was unpacked the vault; the result is where the one before was set aside."""
        return self._jobs.submit(self._restoring.put_in_place)

    def discard(self) -> Future[None]:
        """Throw away what was unpacked and is not wanted."""
        return self._jobs.submit(self._restoring.discard)

    def set_aside(self) -> Future[tuple[SetAside, ...]]:
        """Return what was in use before restores and repairs, oldest first."""
        return self._jobs.submit(lambda: _named(lambda: list_aside(self._folder)))

    def put_back(self, aside: Path) -> Future[Path | None]:
        """Take a restore or a repair back; the vault in use is set aside in turn."""
        return self._jobs.submit(lambda: _named(lambda: put_back(self._folder, aside)))

    def delete(self, aside: Path) -> Future[None]:
        """Delete what was set aside, for good."""
        return self._jobs.submit(lambda: _named(lambda: delete_aside(self._folder, aside)))


def _named(step: Callable[[], T]) -> T:
    with named_faults():
        return step()
