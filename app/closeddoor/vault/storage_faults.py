"""One place where the disk's refusals become sentences: operating system errors and SQLite's error codes."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from sqlcipher3 import dbapi2

from closeddoor.domain.errors import BugError
from closeddoor.vault.durable_files import UnreadableFileError
from closeddoor.vault.errors import (
    DamagedDatabaseError,
    DiskFullError,
    FolderInUseError,
    ReadOnlyError,
    StorageError,
    UnreadableError,
    VaultError,
    VaultGoneError,
)

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}
_GONE = {errno.ENOENT, errno.ESTALE}

_BY_PRIMARY_CODE: dict[int, type[VaultError]] = {
    dbapi2.SQLITE_FULL: DiskFullError,
    dbapi2.SQLITE_READONLY: ReadOnlyError,
    dbapi2.SQLITE_PERM: ReadOnlyError,
    dbapi2.SQLITE_CANTOPEN: ReadOnlyError,
    dbapi2.SQLITE_BUSY: FolderInUseError,
    dbapi2.SQLITE_LOCKED: FolderInUseError,
}
_DAMAGE = {dbapi2.SQLITE_CORRUPT, dbapi2.SQLITE_NOTADB}


def from_os_error(error: OSError) -> VaultError:
    if error.errno in _FULL:
        return DiskFullError()
    if isinstance(error, UnreadableFileError):
        return UnreadableError()
    if error.errno in _GONE:
        return VaultGoneError()
    if error.errno in _READ_ONLY:
        return ReadOnlyError()
    return StorageError(error.strerror or type(error).__name__)


def from_sqlite_error(error: dbapi2.Error) -> VaultError | BugError:
    """Return what to raise for it; the message of SQLite is never passed on, for it may quote what was stored."""
    code = getattr(error, "sqlite_errorcode", dbapi2.SQLITE_ERROR)
    primary = code & 0xFF  # the upper bits say which kind of the same fault
    if primary in _BY_PRIMARY_CODE:
        return _BY_PRIMARY_CODE[primary]()
    if primary in _DAMAGE:
        return DamagedDatabaseError("a part of it cannot be read")
    if primary == dbapi2.SQLITE_IOERR:
        return StorageError(getattr(error, "sqlite_errorname", "input/output error"))
    return BugError(f"database: {getattr(error, 'sqlite_errorname', type(error).__name__)}")


@contextmanager
def named_faults() -> Iterator[None]:
    """Run a block whose disk and database errors are raised as `VaultError` or, for our own mistakes, `BugError`."""
    try:
        yield
    except OSError as error:
        raise from_os_error(error) from error
    except dbapi2.Error as error:
        raise from_sqlite_error(error) from None
