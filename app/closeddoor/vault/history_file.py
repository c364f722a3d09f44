"""`history.db`: making it, and opening it with everything that is checked before the window shows."""

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlcipher3 import dbapi2

from closeddoor.domain.errors import BugError
from closeddoor.domain.secret import Secret
from closeddoor.vault import migrations as schema
from closeddoor.vault.connection import check_is_ciphertext, open_encrypted
from closeddoor.vault.data_key import Purpose, sub_key
from closeddoor.vault.database import Database
from closeddoor.vault.durable_files import FILE_MODE, copy_durably
from closeddoor.vault.errors import DamagedDatabaseError, DiskFullError, LostHeadError, MigrationError, OlderCopyError
from closeddoor.vault.head import DatabaseState, HeadFile, judge
from closeddoor.vault.key_file import KeyFile
from closeddoor.vault.migrations import Migration
from closeddoor.vault.page_check import PageCheck
from closeddoor.vault.storage_faults import named_faults

DATABASE_NAME = "history.db"
_COPY_MARK = ".before-"
_OLDER_KEYS = (
    "An older key file was restored: a passphrase or recovery code that was replaced since opens your history again."
    " Set a new passphrase and make a new recovery code."
)


@dataclass(frozen=True)
class HistoryKeys:
    """What opens the history of one vault: its key, its id, and the generation of its key file."""

    data_key: Secret
    vault_id: str
    generation: int

    @classmethod
    def of(cls, data_key: Secret, file: KeyFile) -> "HistoryKeys":
        return cls(data_key, file.vault_id, file.generation)

    def head_file(self, folder: Path) -> HeadFile:
        return HeadFile(folder, sub_key(self.data_key, Purpose.HEAD), self.vault_id)

    def database_key(self) -> Secret:
        return sub_key(self.data_key, Purpose.DATABASE)


@dataclass(frozen=True)
class Found:
    """What the head told at opening: `notices` for the user, and whether the last session ended by closing it."""

    notices: tuple[str, ...] = ()
    ended_cleanly: bool = False


@dataclass(frozen=True)
class OpenedHistory:
    """The database, what is known of it although it opened, and a new check of all its pages."""

    database: Database
    found: Found
    pages: Callable[[], PageCheck]


def create_history(
    folder: Path,
    keys: HistoryKeys,
    fill: Callable[[Database], None] = lambda _: None,
    lay_out: Callable[[dbapi2.Connection], None] = schema.create_schema,
) -> None:
    """Make a history in a new folder and let `fill` put into it what is there; raise when the disk refuses."""
    path = folder / DATABASE_NAME
    with named_faults():
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE))
        connection = open_encrypted(path, keys.database_key(), create=True)
        try:
            lay_out(connection)
        finally:
            connection.close()
        database = _connect(path, keys)
        try:
            fill(database)
            database.settle_head()
        finally:
            database.abandon()


def open_history(
    folder: Path,
    keys: HistoryKeys,
    *,
    accept_older: bool = False,
    migrations: Sequence[Migration] = schema.MIGRATIONS,
) -> OpenedHistory:
    """Open, check, migrate; raise a `VaultError` and leave every file as it was.

    `accept_older` opens a history whose head is lost or newer: the user has said that it is meant to be so.
    """
    path = folder / DATABASE_NAME
    with named_faults():
        check_is_ciphertext(path)
        database = _connect(path, keys)
        try:
            found = _check(path, keys, database, migrations, accept_older=accept_older)
            with suppress(DiskFullError):  # reading what is there needs no space; the head is accepted as it is
                database.settle_head()
            _migrate(path, database, migrations)
        except BaseException:
            database.abandon()
            raise
    return OpenedHistory(database, found, partial(PageCheck, path, keys.database_key()))


def _connect(path: Path, keys: HistoryKeys) -> Database:
    return Database(partial(_open, path, keys.database_key()), keys.head_file(path.parent), keys.generation)


def _open(path: Path, database_key: Secret) -> dbapi2.Connection:
    try:
        return open_encrypted(path, database_key)
    except dbapi2.DatabaseError as error:
        if getattr(error, "sqlite_errorname", "") != "SQLITE_NOTADB":
            raise
        raise DamagedDatabaseError("its beginning cannot be decrypted, or it belongs to another history") from None


def _check(
    path: Path, keys: HistoryKeys, database: Database, migrations: Sequence[Migration], *, accept_older: bool
) -> Found:
    """Compare with what this version knows, and with the head; return what it told although the history opens.

    The size is the file's own: after a cut, SQLite's count of pages is still the old one.
    """
    schema.pending(database.schema_version(), migrations)
    seen = database.state()
    found = DatabaseState(seen.sequence, seen.entries, path.stat().st_size)
    if found.size_bytes != seen.size_bytes:
        raise DamagedDatabaseError("it was cut off or something was added to it")
    try:
        head = keys.head_file(path.parent).read()
        judge(head, found)
    except (OlderCopyError, LostHeadError) as error:
        if accept_older:
            return Found((error.happened,))
        raise
    notices = (_OLDER_KEYS,) if head.keys_generation > keys.generation else ()
    return Found(notices, ended_cleanly=head.next is None)


def _migrate(path: Path, database: Database, migrations: Sequence[Migration]) -> None:
    """Copy first, then all steps in one transaction; foreign keys rest, so that a step may rebuild a table."""
    steps, target = schema.pending(database.schema_version(), migrations), schema.latest_version(migrations)
    if not steps:
        return
    copy = path.with_name(f"{path.name}{_COPY_MARK}{target}")
    copy_durably(path, copy)
    database.read("PRAGMA foreign_keys = OFF")
    try:
        with database.write() as writing:
            schema.apply(writing, steps, target)
    except BugError as error:
        raise MigrationError(copy.name) from error
    finally:
        database.read("PRAGMA foreign_keys = ON")


def migration_copies(folder: Path) -> tuple[Path, ...]:
    """Return the copies made before migrations; each holds what is deleted from the history meanwhile."""
    return tuple(folder.glob(f"{DATABASE_NAME}{_COPY_MARK}*"))


def remove_migration_copies(folder: Path) -> None:
    """Forget the copies made before migrations: call it once the migrated history was checked in full.

    Until then a copy keeps what is deleted meanwhile; after it, deleted is deleted.
    """
    with named_faults():
        for copy in migration_copies(folder):
            copy.unlink()
