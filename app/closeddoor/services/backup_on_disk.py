"""One backup on its way to a file: written, read back from the disk, then put in its place.

Where the system can (Linux) it has no name before that, so that a kill or a lock leaves nothing of it; else it is
written beside its place and moved over.
"""

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from closeddoor.domain.errors import BugError, KnownError
from closeddoor.language import tr
from closeddoor.policy.in_force import rules
from closeddoor.services.saving import NO_LINKS, PART, PREFIX, SAFE, SavingError, give_name, nameless, saving_error
from closeddoor.vault.backup import BackupWriting
from closeddoor.vault.backup_file import CHUNK_BYTES, SUFFIX
from closeddoor.vault.durable_files import flush_folder
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
                rules().check_backup(self.path)
                self._writing = BackupWriting(self._vault, self._new_file(), self.made_at_ms)
            is_done = self._writing.advance(is_wanted)
        except OSError as error:
            raise saving_error(error) from error
        return 1.0 if is_done else self._writing.fraction

    def _new_file(self) -> BinaryIO:
        if self.path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        descriptor = nameless(self.path.parent)
        self._file = self._named() if descriptor is None else _opened(descriptor)
        return self._file

    def _named(self) -> BinaryIO:
        descriptor, name = tempfile.mkstemp(prefix=PREFIX, suffix=PART, dir=self.path.parent)
        self._part = Path(name)
        return _opened(descriptor)

    def prove_and_place(self, is_cancelled: Callable[[], bool], on_progress: Callable[[float], None]) -> BackupMade:
        """Read it back from the disk and put it into its place; blocks, off the database's thread."""
        try:
            self._prove(is_cancelled, on_progress)
            try:
                size_bytes = self._place()
            except OSError as error:
                if self._part or error.errno not in NO_LINKS:
                    raise
                self._write_beside()
                self._prove(is_cancelled, on_progress)
                size_bytes = self._place()
        except OSError as error:
            raise saving_error(error) from error
        except DamagedBackupError as error:
            raise _unproven() from error
        with contextlib.suppress(OSError):  # a network folder that cannot be flushed holds the file all the same
            flush_folder(self.path.parent)
        return BackupMade(self.path, size_bytes, self.made_at_ms)

    def _prove(self, is_cancelled: Callable[[], bool], on_progress: Callable[[float], None]) -> None:
        if self._file is None or self._writing is None:
            raise BugError("nothing was written")
        _flush(self._file)
        self._file.seek(0)
        for fraction in self._writing.read_back(self._file):
            on_progress(fraction)
            if is_cancelled():
                raise BackupCancelledError

    def _place(self) -> int:
        """Give it its name, in the place of one that was there; return how long it is."""
        if self._file is None:
            raise BugError("nothing was written")
        size_bytes = os.fstat(self._file.fileno()).st_size
        if self._part is None:
            give_name(self._file.fileno(), self.path)
            return size_bytes
        self._file.close()  # some systems move no open file
        self._part.replace(self.path)
        self._part = None
        return size_bytes

    def _write_beside(self) -> None:
        """Write it again under a name: this disk takes a file without one, and then gives it none."""
        if self._file is None:
            raise BugError("nothing was written")
        with self._file as source:
            source.seek(0)
            self._file = self._named()
            shutil.copyfileobj(source, self._file, CHUNK_BYTES)

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


def _opened(descriptor: int) -> BinaryIO:
    return open(descriptor, "w+b")


def _unproven() -> SavingError:
    return SavingError(
        "backup.unproven",
        tr("What was written could not be read back as it was."),
        SAFE,
        tr("Try again on another disk; this one may be failing."),
    )
