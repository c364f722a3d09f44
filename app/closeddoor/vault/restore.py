"""Restoring a backup: unpacked beside the vault and looked at first, then put in its place.

    vault.restoring     the backup unpacked: SQLCipher's ciphertext, a key file, a head; never the only copy of anything

What opens the vault that is there opens the restored one too, when both are under the same data key: then its key file
is taken over. Otherwise only the recovery code of the backup does. The vault before is set aside (set_aside.py).
"""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from closeddoor.domain.errors import BugError
from closeddoor.domain.secret import Secret
from closeddoor.vault import migrations as schema
from closeddoor.vault.backup_file import BackupHeader, Chunks, read_header
from closeddoor.vault.connection import open_encrypted
from closeddoor.vault.database import Database
from closeddoor.vault.durable_files import FILE_MODE, NotAFileError, flush_folder, make_private_folder, open_regular
from closeddoor.vault.errors import (
    DamagedKeysError,
    LostHeadError,
    NoBackupError,
    OtherBackupCodeError,
    PlaceTakenError,
)
from closeddoor.vault.folder_lock import FolderLock
from closeddoor.vault.history_file import DATABASE_NAME, HistoryKeys
from closeddoor.vault.key_file import KeyFile, read_keys, write_keys
from closeddoor.vault.migrations import Migration
from closeddoor.vault.recovery_code import RecoveryCode
from closeddoor.vault.set_aside import put_in_place, unpacked_beside
from closeddoor.vault.slots import random_secret_key, unseal
from closeddoor.vault.storage_faults import named_faults

_CONTENTS = """
    WITH times (at_ms) AS (SELECT updated_at_ms FROM conversations UNION ALL SELECT updated_at_ms FROM attempts)
    SELECT (SELECT count(*) FROM conversations), (SELECT count(*) FROM messages), (SELECT count(*) FROM attempts),
           min(at_ms), max(at_ms)
    FROM times
"""


@dataclass(frozen=True)
class BackupPreview:
    """What a backup holds, beside what is there.

    `missing_entries` of the present history are not in it: None where that cannot be told. `keeps_ways` says that what
    opens the present history will open the restored one; otherwise only the recovery code of the backup does.
    """

    made_at_ms: int
    conversations: int
    messages: int
    attempts: int
    first_ms: int | None
    last_ms: int | None
    keeps_ways: bool
    missing_entries: int | None


class Restoring:
    """One backup on its way into a vault folder; all methods block, and the vault is closed. Nothing is deleted."""

    def __init__(self, folder: Path, migrations: Sequence[Migration] = schema.MIGRATIONS) -> None:
        self._folder = folder
        self._staging = unpacked_beside(folder)
        self._migrations = migrations
        self._unpacked: tuple[BackupHeader, Secret] | None = None

    def unpack(
        self,
        backup: Path,
        typed_code: Secret,
        on_progress: Callable[[float], None] = lambda _: None,
    ) -> BackupPreview:
        """Open a backup with the code as it was typed, unpack it and say what it holds; raise a `VaultError`.

        What `on_progress` raises ends it, too; then nothing is left of what was unpacked.
        """
        code = RecoveryCode.parse(typed_code)
        self.discard()
        with named_faults(), _open_backup(backup) as file:
            header = read_header(file)
            data_key = _data_key(header, code)
            try:
                make_private_folder(self._staging)
            except FileExistsError:
                raise PlaceTakenError(self._staging.name) from None
            try:
                preview = self._unpack(header, data_key, file, on_progress)
            except BaseException:
                self.discard()
                raise
        self._unpacked = (header, data_key)
        return preview

    def _unpack(
        self, header: BackupHeader, data_key: Secret, file: BinaryIO, on_progress: Callable[[float], None]
    ) -> BackupPreview:
        present = _present_keys(self._folder, data_key)
        keys = present or _keys_of_backup(header, data_key)
        path = self._staging / DATABASE_NAME
        _write_history(path, Chunks(header, data_key), file, header.size_bytes, on_progress)
        history = HistoryKeys.of(data_key, keys)
        database = Database(
            partial(open_encrypted, path, history.database_key()), history.head_file(self._staging), keys.generation
        )
        try:
            schema.pending(database.schema_version(), self._migrations)
            database.settle_head()
            conversations, messages, attempts, first_ms, last_ms = database.read(_CONTENTS)[0]
            missing = _missing_entries(self._folder, history, database.state().entries) if present else None
        finally:
            database.abandon()
        return BackupPreview(
            header.made_at_ms, conversations, messages, attempts, first_ms, last_ms, present is not None, missing
        )

    def put_in_place(self) -> Path | None:
        """Make what was unpacked the vault; return where the one before was set aside, None when there was none.

        The keys are those of now: a passphrase may have been changed since it was looked at. Raises a `VaultError`, and
        then the vault is as it was.
        """
        if self._unpacked is None:
            raise BugError("nothing was unpacked")
        header, data_key = self._unpacked
        with named_faults():
            if self._folder.is_dir():
                FolderLock(self._folder).release()  # nobody has it open
            write_keys(self._staging, _present_keys(self._folder, data_key) or _keys_of_backup(header, data_key))
            aside = put_in_place(self._folder, self._staging, "before-restore")
        self._unpacked = None
        return aside

    def discard(self) -> None:
        """Throw away what was unpacked; the backup itself has it all."""
        self._unpacked = None
        shutil.rmtree(self._staging, ignore_errors=True)


@contextmanager
def _open_backup(path: Path) -> Iterator[BinaryIO]:
    try:
        with open_regular(path) as file:
            yield file
    except (FileNotFoundError, NotAFileError) as error:
        raise NoBackupError from error


def _data_key(header: BackupHeader, code: RecoveryCode) -> Secret:
    opened = unseal(header.slot, random_secret_key(header.slot, code.key), header.vault_id)
    if opened is None:
        raise OtherBackupCodeError
    return opened


def _keys_of_backup(header: BackupHeader, data_key: Secret) -> KeyFile:
    return KeyFile(header.vault_id, header.generation, (header.slot,)).signed(data_key)


def _present_keys(folder: Path, data_key: Secret) -> KeyFile | None:
    """Return the key file of the vault that is there if it is under the same data key: its passphrase stays."""
    with suppress(OSError, DamagedKeysError):
        for file in read_keys(folder).candidates:
            if file.previous is None and file.is_signed_by(data_key):
                return file
    return None


def _write_history(
    path: Path, chunks: Chunks, untrusted: BinaryIO, size_bytes: int, on_progress: Callable[[float], None]
) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), FILE_MODE)
    with open(descriptor, "wb") as file:  # noqa: PTH123 -- the descriptor carries the mode
        for content in chunks.read(untrusted):
            file.write(content)
            on_progress(file.tell() / size_bytes)
        file.flush()
        os.fsync(file.fileno())
    flush_folder(path.parent)


def _missing_entries(folder: Path, history: HistoryKeys, restored_entries: int) -> int | None:
    """Return how many entries were made since; None when the present head does not tell."""
    try:
        head = history.head_file(folder).read()
    except (LostHeadError, OSError):
        return None
    return max(head.latest.entries - restored_entries, 0)
