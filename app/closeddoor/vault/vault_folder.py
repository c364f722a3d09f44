"""A folder that may hold a vault: look, create, unlock.

    vault/              0700, each file 0600
        vault.keys      the slots (key_file.py), and vault.keys.copy the same again
        vault.head      which state of the history is the latest (head.py)
        history.db      SQLCipher (connection.py, schema.sql)
        vault.lock      held while it is open

Nothing here ever deletes or overwrites a vault because something failed.
"""

import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from closeddoor.domain.errors import KnownError
from closeddoor.domain.secret import Secret
from closeddoor.keyhelper.cost import DEFAULT, FLOOR, Argon2Cost
from closeddoor.vault.connection import check_is_ciphertext
from closeddoor.vault.data_key import generate_data_key
from closeddoor.vault.durable_files import flush_folder, make_private_folder
from closeddoor.vault.errors import DamagedKeysError, DiskFullError, NoVaultError, PlaceTakenError, VaultExistsError
from closeddoor.vault.folder_lock import FolderLock
from closeddoor.vault.history_file import DATABASE_NAME, HistoryKeys, create_history, open_history
from closeddoor.vault.key_file import keys_exist, read_keys, write_keys
from closeddoor.vault.key_helper import KeyHelper
from closeddoor.vault.migrations import MIGRATIONS, Migration
from closeddoor.vault.recovery_code import RecoveryCode
from closeddoor.vault.repositories.clock import Clock, now_ms
from closeddoor.vault.slots import SlotKind
from closeddoor.vault.storage_faults import named_faults
from closeddoor.vault.unlocking import OpenedKeys, open_keys
from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_keys import VaultKeys, new_key_file
from closeddoor.vault.ways import AccountWay, KeyService, PassphraseWay, RecoveryCodeWay, Way


@dataclass(frozen=True)
class VaultState:
    """What a folder holds, before anything is opened; `problem` says what is wrong when it is damaged."""

    kind: Literal["none", "locked", "damaged"]
    slots: tuple[SlotKind, ...] = ()
    problem: KnownError | None = None


class VaultFolder:
    """A folder of the vault's own, which need not exist yet. All methods block; call them on the database's thread."""

    def __init__(
        self,
        path: Path,
        helper: KeyHelper | None = None,
        *,
        cost: Argon2Cost = DEFAULT,
        cost_floor: Argon2Cost = FLOOR,
        migrations: Sequence[Migration] = MIGRATIONS,
        clock: Clock = now_ms,
    ) -> None:
        """`cost` is for new passphrases; a slot below `cost_floor` is taken for tampering. Tests lower both."""
        self.path = path
        self._service = KeyService(helper or KeyHelper(), cost, cost_floor)
        self._migrations = migrations
        self._clock = clock

    def state(self) -> VaultState:
        """Look without opening: raises only when the disk does not let it look."""
        with named_faults():
            if not keys_exist(self.path) and not os.path.lexists(self.path / DATABASE_NAME):
                return VaultState("none")
            try:
                newest = read_keys(self.path).candidates[0]
                check_is_ciphertext(self.path / DATABASE_NAME)
            except KnownError as problem:
                return VaultState("damaged", problem=problem)
        return VaultState("locked", tuple(slot.kind for slot in newest.slots))

    def create(self, passphrase: Secret, *, keychain: bool = False) -> tuple[Vault, RecoveryCode]:
        """Make a new vault and open it; the recovery code is to be shown once. Needs an empty or missing folder.

        It is made beside its place and moved there whole, so a kill at any time leaves a whole vault or none.
        """
        code = RecoveryCode.generate()
        ways: tuple[Way, ...] = (PassphraseWay(self._service, passphrase), RecoveryCodeWay(code))
        with named_faults():
            if self.path.exists() and any(self.path.iterdir()):
                raise VaultExistsError
            made = self._make(ways + ((AccountWay(self._service),) if keychain else ()))
            return self._open(lambda: made), code

    def unlock_with_passphrase(self, passphrase: Secret, *, accept_older: bool = False) -> Vault:
        """Raise a `VaultError`. With `accept_older`, also open what `OlderCopyError` or `LostHeadError` refused."""
        return self._unlock(PassphraseWay(self._service, passphrase), accept_older=accept_older)

    def unlock_with_account(self, *, accept_older: bool = False) -> Vault:
        return self._unlock(AccountWay(self._service), accept_older=accept_older)

    def unlock_with_recovery_code(self, typed: Secret, *, accept_older: bool = False) -> Vault:
        """Open with the code as the user typed it; offer to set a new passphrase afterwards (`vault.keys`)."""
        return self._unlock(RecoveryCodeWay(RecoveryCode.parse(typed)), accept_older=accept_older)

    def _make(self, ways: tuple[Way, ...]) -> OpenedKeys:
        staging = self.path.with_name(self.path.name + ".creating")
        shutil.rmtree(staging, ignore_errors=True)  # of a making that was killed: nothing was ever kept in it
        try:
            make_private_folder(staging)
        except FileExistsError:
            raise PlaceTakenError(staging.name) from None
        try:
            data_key = generate_data_key()
            key_file = new_key_file(data_key, ways)
            write_keys(staging, key_file)
            create_history(staging, HistoryKeys.of(data_key, key_file))
            self._move_into_place(staging)
        except BaseException:
            shutil.rmtree(staging, ignore_errors=True)
            raise
        return OpenedKeys(data_key, key_file)

    def _move_into_place(self, staging: Path) -> None:
        if self.path.exists():
            self.path.rmdir()
        os.replace(staging, self.path)  # noqa: PTH105 -- Path.replace is for files in its documentation
        flush_folder(self.path.parent)

    def _unlock(self, way: Way, *, accept_older: bool = False) -> Vault:
        if self.state().kind == "none":
            raise NoVaultError
        with named_faults():
            if not keys_exist(self.path):
                raise DamagedKeysError
            return self._open(lambda: open_keys(self.path, way), accept_older=accept_older)

    def _open(self, keys: Callable[[], OpenedKeys], *, accept_older: bool = False) -> Vault:
        """Hold the lock before the keys are read, and let go of it when anything fails."""
        lock = FolderLock(self.path)
        try:
            return self._open_locked(keys(), lock, accept_older=accept_older)
        except BaseException:
            lock.release()
            raise

    def _open_locked(self, opened: OpenedKeys, lock: FolderLock, *, accept_older: bool) -> Vault:
        history = open_history(
            self.path,
            HistoryKeys.of(opened.data_key, opened.file),
            accept_older=accept_older,
            migrations=self._migrations,
        )
        database = history.database
        vault = Vault(database, self._clock, (*opened.notices, *history.notices))
        vault.belongs_to(
            self.path, lock, VaultKeys(self.path, self._service, opened, database.settle_head), history.pages
        )
        try:
            with suppress(DiskFullError):  # the next open does it
                vault.conversations.mark_interrupted()
        except BaseException:
            vault.close()
            raise
        return vault
