"""A folder that may hold a vault: look, create, unlock.

    vault/              0700, each file 0600
        vault.keys      the slots (key_file.py), and vault.keys.copy the same again
        vault.head      which state of the history is the latest (head.py)
        history.db      SQLCipher (connection.py, schema.sql)
        vault.lock      held while it is open

Nothing here ever deletes or overwrites a vault because something failed; only its user's order does (erasing.py).
"""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from closeddoor.domain.secret import Secret
from closeddoor.keyhelper.cost import DEFAULT, FLOOR, Argon2Cost
from closeddoor.vault.data_key import generate_data_key
from closeddoor.vault.database import Database
from closeddoor.vault.durable_files import flush_folder, make_private_folder
from closeddoor.vault.erasing import Erased, erase_closed, go_on_erasing, refuse_ordered
from closeddoor.vault.errors import (
    DamagedKeysError,
    DiskFullError,
    EraseUnfinishedError,
    NoVaultError,
    PlaceTakenError,
    VaultError,
    VaultExistsError,
)
from closeddoor.vault.folder_lock import FolderLock
from closeddoor.vault.history_file import HistoryKeys, OpenedHistory, create_history, open_history
from closeddoor.vault.key_file import keys_exist, write_keys
from closeddoor.vault.key_helper import KeyHelper
from closeddoor.vault.looking import VaultState, look_at, whole_aside
from closeddoor.vault.migrations import MIGRATIONS, Migration
from closeddoor.vault.recovery_code import RecoveryCode
from closeddoor.vault.repositories.clock import Clock, now_ms
from closeddoor.vault.rotation import go_on_rotating, history_keys
from closeddoor.vault.set_aside import put_back, settle
from closeddoor.vault.slots import SlotKind
from closeddoor.vault.storage_faults import named_faults
from closeddoor.vault.unlocking import OpenedKeys, heal_copies, open_keys
from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_keys import VaultKeys, new_key_file
from closeddoor.vault.ways import (
    AccountWay,
    KeyService,
    PassphraseWay,
    Protection,
    RecoveryCodeWay,
    Way,
)


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
        self.migrations = migrations
        self._clock = clock
        self._erased: Erased | None = None

    def state(self) -> VaultState:
        """Look without opening: raises only when the disk does not let it look.

        An order to erase everything is carried out first. A restore or a repair that was killed half-way is ended or
        taken back: see `set_aside.settle`. Who must change nothing calls `looking.look_at`.
        """
        with named_faults():
            try:
                self._erase_as_ordered()
            except EraseUnfinishedError as problem:
                return VaultState("damaged", problem=problem)
            settle(self.path)
            return look_at(self.path)

    def put_back(self) -> None:
        """Put the whole history that was set aside last in its place; what stands there is set aside in turn."""
        with named_faults():
            aside = whole_aside(self.path)
            if aside is None:
                raise NoVaultError
            put_back(self.path, aside.path)

    def erase(self, *, with_models: bool = False) -> Erased:
        """Erase everything, closed as it is; raise `FolderInUseError` where somebody has it open."""
        self._erased = erase_closed(self.path, self._service.helper, with_models=with_models)
        return self._erased

    def begin_in_memory(self) -> Vault:
        """Return an empty history in memory; its notices tell of an order that was carried out before."""
        notices = (self._erased.sentence,) if self._erased else ()
        return Vault.in_memory(self._clock, notices=notices)

    def create(self, passphrase: Secret, *, keychain: bool = False) -> tuple[Vault, RecoveryCode]:
        """Make a new vault and open it; the recovery code is to be shown once. Needs an empty or missing folder.

        It is made beside its place and moved there whole, so a kill at any time leaves a whole vault or none.
        """
        code = RecoveryCode.generate()
        ways: tuple[Way, ...] = (PassphraseWay(self._service, passphrase), RecoveryCodeWay(code))
        with named_faults():
            self._refuse_taken()
            made = self._make(ways + ((AccountWay(self._service),) if keychain else ()), lambda _: None)
            return self._open(lambda: made), code

    def keep(self, memory: Vault, protection: Protection) -> RecoveryCode:
        """Move a history in memory here; `memory` is then the kept one, for all who hold it. Show the code once.

        Its rows are in the new vault before that is moved to its place, so a kill at any time leaves a whole vault
        with everything or none. When anything fails it raises a `VaultError`, `memory` is as it was, and there is
        no vault.
        """
        code = RecoveryCode.generate()
        ways = (protection.way(self._service), RecoveryCodeWay(code))
        with named_faults():
            self._refuse_taken()
            made = self._make(ways, memory.copy_into)
            try:
                self._open(lambda: made, memory=memory)
            except BaseException:
                self._take_back()
                raise
        return code

    def keychain_works(self) -> bool:
        """Whether a keychain here keeps what it is given, and forgets it again."""
        try:
            self._service.helper.keychain_check()
        except VaultError:
            return False
        return True

    def unlock_with_passphrase(self, passphrase: Secret, *, accept_older: bool = False) -> Vault:
        """Raise a `VaultError`. With `accept_older`, also open what `OlderCopyError` or `LostHeadError` refused."""
        return self._unlock(self.way("passphrase", passphrase), accept_older=accept_older)

    def unlock_with_account(self, *, accept_older: bool = False) -> Vault:
        return self._unlock(self.way("account", None), accept_older=accept_older)

    def unlock_with_recovery_code(self, typed: Secret, *, accept_older: bool = False) -> Vault:
        """Open with the code as the user typed it; offer to set a new passphrase afterwards (`vault.keys`)."""
        return self._unlock(self.way("recovery_code", typed), accept_older=accept_older)

    def way(self, kind: SlotKind, secret: Secret | None) -> Way:
        """Return the way that opens what is there; `secret` is the passphrase or the code as the user typed it."""
        if kind == "recovery_code":
            return RecoveryCodeWay(RecoveryCode.parse(secret or Secret(b"")))
        joined = kind == "passphrase" and "passphrase_device" in self.state().slots
        return Protection("passphrase_device" if joined else kind, secret).way(self._service)

    @contextmanager
    def closed(self, key: Way | OpenedKeys) -> Iterator[OpenedKeys]:
        """Hold the vault closed, and yield its keys without opening its history: it may be damaged.

        `key` may be what it was open with a moment ago.
        """
        if self.state().kind == "none":
            raise NoVaultError
        with named_faults():
            refuse_ordered(self.path)
            lock = FolderLock(self.path)
            try:
                yield key if isinstance(key, OpenedKeys) else open_keys(self.path, key)
            finally:
                lock.release()

    def _erase_as_ordered(self) -> None:
        self._erased = go_on_erasing(self.path, self._service.helper) or self._erased

    def _refuse_taken(self) -> None:
        self._erase_as_ordered()
        settle(self.path)
        if self.path.exists() and any(self.path.iterdir()):
            raise VaultExistsError

    def _make(self, ways: tuple[Way, ...], fill: Callable[[Database], None]) -> OpenedKeys:
        staging = self._staging()
        shutil.rmtree(staging, ignore_errors=True)  # of a making that was killed: nothing was ever kept in it
        try:
            make_private_folder(staging)
        except FileExistsError:
            raise PlaceTakenError(staging.name) from None
        try:
            data_key = generate_data_key()
            key_file = new_key_file(data_key, ways)
            write_keys(staging, key_file)
            create_history(staging, HistoryKeys.of(data_key, key_file), fill)
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

    def _take_back(self) -> None:
        """Take away the copy that was made a moment ago and could not be opened: what it holds is still in memory."""
        staging = self._staging()
        with suppress(OSError):
            os.replace(self.path, staging)  # noqa: PTH105 -- as above
        shutil.rmtree(staging, ignore_errors=True)

    def _staging(self) -> Path:
        return self.path.with_name(self.path.name + ".creating")

    def _unlock(self, way: Way, *, accept_older: bool = False) -> Vault:
        if self.state().kind == "none":
            raise NoVaultError
        with named_faults():
            refuse_ordered(self.path)
            if not keys_exist(self.path):
                raise DamagedKeysError
            return self._open(lambda: open_keys(self.path, way), accept_older=accept_older)

    def _open(
        self, keys: Callable[[], OpenedKeys], *, accept_older: bool = False, memory: Vault | None = None
    ) -> Vault:
        """Hold the lock before the keys are read, and let go of it when anything fails."""
        lock = FolderLock(self.path)
        try:
            return self._open_locked(keys(), lock, memory, accept_older=accept_older)
        except BaseException:
            lock.release()
            raise

    def _open_locked(self, opened: OpenedKeys, lock: FolderLock, memory: Vault | None, *, accept_older: bool) -> Vault:
        history = self._open_history(opened, accept_older=accept_older)
        notices = (*heal_copies(self.path, opened), *history.found.notices)
        vault = _vault_on(history, notices, self._clock, memory)
        keys = VaultKeys(self.path, self._service, opened, vault.settle_head)
        vault.belongs_to(self.path, lock, keys, history.pages)
        if memory is None:
            _note_the_end(vault, ended_cleanly=history.found.ended_cleanly)
            go_on_rotating(vault)
        return vault

    def _open_history(self, opened: OpenedKeys, *, accept_older: bool) -> OpenedHistory:
        return open_history(
            self.path,
            history_keys(self.path, opened),
            accept_older=accept_older,
            migrations=self.migrations,
        )


def _vault_on(history: OpenedHistory, notices: Sequence[str], clock: Clock, memory: Vault | None) -> Vault:
    """Return a new vault, or the one in memory, which goes on with the database that it was copied into."""
    if memory is None:
        return Vault(history.database, clock, notices)
    memory.go_on_with(history.database)
    return memory


def _note_the_end(vault: Vault, *, ended_cleanly: bool) -> None:
    """Mark what the last session was in the middle of: replies being written, and a file that was not closed."""
    try:
        with suppress(DiskFullError):  # the next open does it
            vault.conversations.mark_interrupted()
            if not ended_cleanly:
                vault.ask_for_check()
    except BaseException:
        vault.close()
        raise
