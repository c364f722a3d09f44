"""One backup on its way to a file: written beside its place, read back from the disk, then moved over."""

import contextlib
import errno
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from closeddoor.domain.errors import BugError, KnownError
from closeddoor.language import tr
from closeddoor.services.saving import SAFE, SavingError, saving_error
from closeddoor.vault.backup import BackupWriting
from closeddoor.vault.backup_file import SUFFIX
from closeddoor.vault.durable_files import flush_folder, open_regular
from closeddoor.vault.errors import DamagedBackupError
from closeddoor.vault.vault import Vault


class BackupCancelledError(KnownError):
    """The user gave it up."""

    def __init__(self) -> None:
        super().__init__("backup.cancelled", tr("Stopped. No backup was made."), SAFE)


@dataclass(frozen=True)
class BackupMade:
    """Where it is, how long, and of which moment."""

    path: Path
    size_bytes: int
    made_at_ms: int


class BackupOnDisk:
    """One backup beside its place, step by step; `discard` takes away what there is of it."""

    def __init__(self, vault: Vault, path: Path, made_at_ms: int) -> None:
        self.made_at_ms = made_at_ms
        self.path = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
        self._vault = vault
        self._part: Path | None = None
        self._file: BinaryIO | None = None
        self._writing: BackupWriting | None = None

    def write(self, is_wanted: Callable[[], bool]) -> float:
        """Go on writing, on the database's thread; return how far it is, 1 when all is on the disk."""
        try:
            if self._writing is None:
                self._writing = BackupWriting(self._vault, self._new_file(), self.made_at_ms)
            is_done = self._writing.advance(is_wanted)
        except OSError as error:
            raise saving_error(error) from error
        return 1.0 if is_done else self._writing.fraction

    def _new_file(self) -> BinaryIO:
        if self.path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        descriptor, name = tempfile.mkstemp(prefix=".closed-door-", suffix=".part", dir=self.path.parent)
        self._part = Path(name)
        self._file = open(descriptor, "wb")  # noqa: PTH123, SIM115 -- the descriptor carries the mode; several steps write
        return self._file

    def prove_and_place(self, is_cancelled: Callable[[], bool], on_progress: Callable[[float], None]) -> BackupMade:
        """Read it back from the disk and put it into its place; blocks, off the database's thread."""
        if self._file is None or self._part is None or self._writing is None:
            raise BugError("nothing was written")
        try:
            _flush(self._file)
            with open_regular(self._part) as written:
                for fraction in self._writing.read_back(written):
                    on_progress(fraction)
                    if is_cancelled():
                        raise BackupCancelledError
            size_bytes = self._part.stat().st_size
            self._part.replace(self.path)
            self._part = None
        except OSError as error:
            raise saving_error(error) from error
        except DamagedBackupError as error:
            raise _unproven() from error
        with contextlib.suppress(OSError):  # a network folder that cannot be flushed holds the file all the same
            flush_folder(self.path.parent)
        return BackupMade(self.path, size_bytes, self.made_at_ms)

    def discard(self) -> None:
        """Take away what is not whole; a file that was there before stays. Safe to call twice."""
        if self._file:
            with contextlib.suppress(OSError):  # what it still holds finds no room on a full disk; it is closed then
                self._file.close()
        if self._part:
            with contextlib.suppress(OSError):
                self._part.unlink(missing_ok=True)
            self._part = None


def _flush(file: BinaryIO) -> None:
    """Bring it to the disk, and forget it in memory where the system can: what is read then comes from the disk."""
    file.flush()
    os.fsync(file.fileno())
    if hasattr(os, "posix_fadvise"):
        with contextlib.suppress(OSError):  # a network folder that takes no advice
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    file.close()


def _unproven() -> SavingError:
    return SavingError(
        "backup.unproven",
        tr("What was written could not be read back as it was."),
        SAFE,
        tr("Try again on another disk; this one may be failing."),
    )
