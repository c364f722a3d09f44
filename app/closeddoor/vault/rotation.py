"""Rotating the data key: every way to open the vault and every page of the history under another one.

1. A copy of the history is made in `vault.rotating/`, encrypted anew, with a head of its own; each page is checked.
2. The key file of the new key is written, with the key before sealed in it. From here on the new ways open, and only
   they. What a kill leaves is whole either way: the history is under one of the two keys, and both are known.
3. Both copies of the key file being the same, the history and its head are moved into their places.
4. The key file forgets the key before.

A rotation that stopped after 2 goes on when the vault is opened next. The file that is replaced is only unlinked, and
old backups stay what they were: whoever has one, and an old way to open it, opens it.
"""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from sqlcipher3 import dbapi2

from closeddoor.domain.errors import BugError
from closeddoor.domain.secret import Secret
from closeddoor.language import tr
from closeddoor.vault.connection import change_key, open_encrypted
from closeddoor.vault.data_key import Purpose, sub_key
from closeddoor.vault.database import Database
from closeddoor.vault.durable_files import copy_durably, flush_folder, make_private_folder
from closeddoor.vault.errors import (
    DamagedDatabaseError,
    DiskFullError,
    PlaceTakenError,
    RotationStoppedError,
    RotationUnfinishedError,
    StorageError,
    VaultError,
)
from closeddoor.vault.head import HEAD_NAME
from closeddoor.vault.history_file import DATABASE_NAME, HistoryKeys, open_history, remove_migration_copies
from closeddoor.vault.page_check import PageCheck
from closeddoor.vault.slots import Slot
from closeddoor.vault.storage_faults import named_faults
from closeddoor.vault.unlocking import OpenedKeys
from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_keys import NewKeys, VaultKeys

STAGING_NAME = "vault.rotating"

NOT_FINISHED = tr(
    "Your new ways to open your history are in force, but the change could not be finished: the file itself may still"
    " be encrypted under the key before. The rest is done when you open your history next."
)


def rotate(vault: Vault, new: NewKeys) -> tuple[Slot, ...]:
    """Put the vault under `new` and return the slots that open nothing any more; blocks, 2 s for 100,000 messages.

    Raises a `VaultError` when nothing was changed. When only the history could not follow yet, `NOT_FINISHED` is among
    the notices of the vault; when it could not be opened again either, it raises `RotationStoppedError`: `new` counts,
    and the vault is closed. Call it on the database's thread.
    """
    keys = _keys_of(vault)
    if keys.is_rotating:
        go_on_rotating(vault)
    if keys.is_rotating:
        raise RotationUnfinishedError
    present = keys.opened
    vault.settle_head(present.file.generation)  # where this is refused, the moves would be too
    history = HistoryKeys.of(present.data_key, present.file)
    _stage(keys.folder, history, HistoryKeys(new.data_key, history.vault_id, history.generation + 1))
    try:
        replaced = keys.rotate_to(new)
    except VaultError:
        _clear(keys.folder)
        raise
    _finish(vault, keys, is_staged=True)
    return replaced


def go_on_rotating(vault: Vault) -> None:
    """After opening: do what is left of a rotation that was interrupted, or clear away one that never counted."""
    keys = _keys_of(vault)
    opened = keys.opened
    if opened.previous_key is None:
        _clear(keys.folder)
        return
    present = history_keys(keys.folder, opened)
    is_staged = present.data_key != opened.data_key
    if is_staged and not _succeeds(lambda: _stage(keys.folder, present, HistoryKeys.of(opened.data_key, opened.file))):
        _note(vault)
        return
    _finish(vault, keys, is_staged=is_staged)


def history_keys(folder: Path, opened: OpenedKeys) -> HistoryKeys:
    """Return what the history in this folder is under; in the middle of a rotation that may be the key before.

    Where the history was moved already and its head not yet, the head follows: without it nothing would be proven.
    """
    previous = opened.previous_key
    if previous is not None and not _is_under(folder / DATABASE_NAME, opened.data_key):
        return HistoryKeys.of(previous, opened.file)
    if previous is not None and (folder / STAGING_NAME / HEAD_NAME).is_file():
        _move(folder, HEAD_NAME)
    return HistoryKeys.of(opened.data_key, opened.file)


def _is_under(path: Path, data_key: Secret) -> bool:
    """Whether any of the first pages bears a MAC of this key.

    The file is only read: SQLite would deal with the journal that a kill may have left, whichever key it is given.
    """
    check = PageCheck(path, sub_key(data_key, Purpose.DATABASE))
    with suppress(OSError):  # what is wrong with the file is named when it is opened
        check.advance(lambda: True)
    return len(check.problems) < check.pages_seen


def _stage(folder: Path, present: HistoryKeys, new: HistoryKeys) -> None:
    """Make the copy under the new key with its head; when anything fails there is none."""
    staging = folder / STAGING_NAME
    _clear(folder)
    with named_faults():
        try:
            make_private_folder(staging)
        except FileExistsError:
            raise PlaceTakenError(STAGING_NAME) from None
    try:
        with named_faults():
            copy_durably(folder / DATABASE_NAME, staging / DATABASE_NAME)
            _encrypt_anew(staging, present, new)
    except BaseException:
        _clear(folder)
        raise


def _encrypt_anew(staging: Path, present: HistoryKeys, new: HistoryKeys) -> None:
    path = staging / DATABASE_NAME
    _refuse_damage(path, present)
    connection = open_encrypted(path, present.database_key())
    try:
        change_key(connection, new.database_key())
    except dbapi2.Error:  # every page was sound a moment ago, so it is the disk
        has_room = shutil.disk_usage(staging).free >= path.stat().st_size
        raise (StorageError("input/output error") if has_room else DiskFullError()) from None
    finally:
        connection.close()
    _refuse_damage(path, new)
    database = Database(partial(open_encrypted, path, new.database_key()), new.head_file(staging), new.generation)
    try:
        database.settle_head()
    finally:
        database.abandon()


def _refuse_damage(path: Path, keys: HistoryKeys) -> None:
    """Raise `DamagedDatabaseError` unless every page bears the MAC of these keys."""
    check = PageCheck(path, keys.database_key())
    check.advance(lambda: False)
    if check.problems:
        raise DamagedDatabaseError("a part of it cannot be read")


def _finish(vault: Vault, keys: VaultKeys, *, is_staged: bool) -> None:
    """Move what is staged into its place and forget the key before; where the disk refuses, the next open goes on.

    As long as an old copy of the key file is about, the history stays under the old key and the new file knows it:
    were the new file lost, the old copy still opens everything.
    """

    def end() -> None:
        keys.end_rotation()
        _clear(keys.folder)
        with suppress(VaultError):  # then they go after the next full check
            remove_migration_copies(keys.folder)

    if not _succeeds(keys.copies_agree):
        _clear(keys.folder)  # what comes in the meantime would not be in it
        _note(vault)
    elif (is_staged and not _move_into_place(vault, keys)) or not _succeeds(end):
        _note(vault)


def _move_into_place(vault: Vault, keys: VaultKeys) -> bool:
    """Close the history, move the other into its place, and go on in whichever stands there; say if it is the other."""

    def move() -> None:
        with named_faults():
            _move(keys.folder, DATABASE_NAME)
            _move(keys.folder, HEAD_NAME)

    vault.let_go()
    _succeeds(move)
    try:
        with named_faults():
            standing = history_keys(keys.folder, keys.opened)
            vault.go_on_in(open_history(keys.folder, standing))
    except VaultError as error:
        raise RotationStoppedError from error
    return standing.data_key == keys.opened.data_key


def _succeeds(step: Callable[[], object]) -> bool:
    """Whether it neither raised a `VaultError` nor said False."""
    try:
        return step() is not False
    except VaultError:
        return False


def _move(folder: Path, name: str) -> None:
    os.replace(folder / STAGING_NAME / name, folder / name)  # noqa: PTH105 -- as everywhere in the vault
    flush_folder(folder)


def _clear(folder: Path) -> None:
    """Take away a copy that was made here and never counted; whatever else bears its name stays."""
    shutil.rmtree(folder / STAGING_NAME, ignore_errors=True)


def _note(vault: Vault) -> None:
    if NOT_FINISHED not in vault.notices:
        vault.notices += (NOT_FINISHED,)


def _keys_of(vault: Vault) -> VaultKeys:
    if vault.keys is None:
        raise BugError("a history in memory has no keys")
    return vault.keys
