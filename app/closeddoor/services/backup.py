"""Saving an encrypted backup of the open history where the user asked for it: whole and read back, or not at all."""

import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from closeddoor.domain.ports import Dispatcher, Executor
from closeddoor.services.backup_on_disk import BackupCancelledError, BackupMade, BackupOnDisk
from closeddoor.vault.repositories.clock import Clock, now_ms
from closeddoor.vault.vault import Vault

WRITING_SHARE = 0.6
"""How much of the whole is writing; the rest is reading back."""
SLICE_S = 0.1
"""How long the database's thread is kept at most before others have their turn and the user may give it up."""


@dataclass(frozen=True)
class Threads:
    """Where work is done, how its results come back, and whether somebody waits for the database."""

    database: Executor
    jobs: Executor
    dispatcher: Dispatcher
    is_wanted: Callable[[], bool]


class BackupService:
    """The backups of one open vault."""

    def __init__(self, vault: Vault, threads: Threads, clock: Clock = now_ms) -> None:
        self._vault = vault
        self._threads = threads
        self._clock = clock

    @property
    def is_possible(self) -> bool:
        """Whether there is a history on the disk with a recovery code, by which a backup could be opened again."""
        return self._vault.keys is not None and "recovery_code" in self._vault.keys.slots

    def save(self, path: Path, on_progress: Callable[[float], None]) -> "RunningBackup":
        """Save a backup as `path`; `on_progress` gets 0 to 1 on the window's thread. Fails with a `KnownError`.

        A file that was there is replaced once the backup was read back, and only then.
        """
        return RunningBackup(BackupOnDisk(self._vault, path, self._clock()), self._threads, on_progress)


class RunningBackup:
    """A backup on its way: a future, and a way to give it up."""

    def __init__(self, backup: BackupOnDisk, threads: Threads, on_progress: Callable[[float], None]) -> None:
        self.future: Future[BackupMade] = Future()
        self._backup = backup
        self._threads = threads
        self._on_progress = on_progress
        self._is_cancelled = self._is_over = False
        self._write()

    def cancel(self) -> None:
        """Give it up; what was there before stays. Safe to call at any time."""
        self._is_cancelled = True

    def end(self) -> None:
        """Give it up where it stands, because no job will be done any more: what was written so far goes."""
        self._is_over = True
        self._backup.discard()

    def _write(self) -> None:
        written = self._threads.database.submit(self._one_slice)
        self._threads.dispatcher.deliver(written, self._go_on, self._fail)

    def _one_slice(self) -> float:
        began_s = time.monotonic()
        return self._backup.write(lambda: self._threads.is_wanted() or time.monotonic() - began_s > SLICE_S)

    def _go_on(self, fraction: float) -> None:
        if self._is_over:
            return
        self._on_progress(fraction * WRITING_SHARE)
        if self._is_cancelled:
            self._fail(BackupCancelledError())
        elif fraction < 1:
            self._write()
        else:
            self._prove()

    def _prove(self) -> None:
        made = self._threads.jobs.submit(lambda: self._backup.prove_and_place(lambda: self._is_cancelled, self._tell))
        self._threads.dispatcher.deliver(made, self._end, self._fail)

    def _tell(self, fraction: float) -> None:
        """Bring how far it is to the window's thread."""
        said: Future[float] = Future()
        self._threads.dispatcher.deliver(said, self._on_progress)
        said.set_result(WRITING_SHARE + fraction * (1 - WRITING_SHARE))

    def _end(self, made: BackupMade) -> None:
        self._backup.discard()
        self.future.set_result(made)

    def _fail(self, error: BaseException) -> None:
        self._backup.discard()
        self.future.set_exception(error)
