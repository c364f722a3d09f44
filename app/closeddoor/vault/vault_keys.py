"""Changing how an open vault is opened: the data key stays, its slots change."""

import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from closeddoor.domain.secret import Secret
from closeddoor.vault.errors import VaultError
from closeddoor.vault.key_file import KeyFile, write_keys
from closeddoor.vault.recovery_code import RecoveryCode
from closeddoor.vault.slots import SlotKind
from closeddoor.vault.storage_faults import named_faults
from closeddoor.vault.unlocking import OpenedKeys, try_open
from closeddoor.vault.ways import (
    AccountWay,
    KeyService,
    PassphraseDeviceWay,
    PassphraseWay,
    RecoveryCodeWay,
    Way,
    sealed_slot,
)


def new_key_file(data_key: Secret, ways: tuple[Way, ...]) -> KeyFile:
    """Return the first generation of a new vault's key file, signed."""
    vault_id = secrets.token_hex(16)
    slots = tuple(sealed_slot(way, data_key, vault_id) for way in ways)
    return KeyFile(vault_id, 1, slots).signed(data_key)


class VaultKeys:
    """The slots of an open vault. Each change is on the disk when the method returns: in one copy at least.

    A method that raises has changed nothing: what opened the vault before still does.

    They block while the helper works; call them on the database's thread.
    """

    def __init__(self, folder: Path, service: KeyService, opened: OpenedKeys, on_change: Callable[[int], None]) -> None:
        """`on_change` gets the new generation after each change."""
        self._folder = folder
        self._service = service
        self._data_key = opened.data_key
        self._file = opened.file
        self._on_change = on_change

    @property
    def slots(self) -> tuple[SlotKind, ...]:
        return tuple(slot.kind for slot in self._file.slots)

    def passphrase_opens(self, passphrase: Secret) -> bool:
        """Whether this is the passphrase: to ask for it again before something that matters."""
        with_device = "passphrase_device" in self.slots
        return try_open(self._file, self._passphrase_way(passphrase, with_device=with_device)) == self._data_key

    def set_passphrase(self, passphrase: Secret, *, with_device: bool = False) -> None:
        """Replace the passphrase; the old one opens nothing any more, except old backups of the folder.

        `with_device` joins it with a secret in this device's keychain; without, a device is needed no more.
        """
        joined = self._file.slot("passphrase_device")
        way = self._passphrase_way(passphrase, with_device=with_device)
        other: SlotKind = "passphrase" if with_device else "passphrase_device"
        slot = sealed_slot(way, self._data_key, self._file.vault_id)
        self._write(self._file.with_slot(slot, instead_of=other))
        if joined:
            with suppress(VaultError):  # half a key that is left over opens nothing
                PassphraseDeviceWay(self._service, passphrase).forget(joined, self._file.vault_id)

    def new_recovery_code(self) -> RecoveryCode:
        """Replace the recovery code and return the new one, to be shown once."""
        code = RecoveryCode.generate()
        self._put(RecoveryCodeWay(code))
        return code

    def add_account(self) -> None:
        """Let this account's keychain open the vault alone; raise when there is none to trust."""
        way, old_slot = AccountWay(self._service), self._file.slot("account")
        self._put(way)
        if old_slot:
            with suppress(VaultError):  # an item that is left over opens nothing
                way.forget(old_slot, self._file.vault_id)

    def remove_account(self) -> None:
        """Take the keychain's slot away, then its item; an item that cannot be deleted opens nothing any more."""
        slot = self._file.slot("account")
        if slot is None:
            return
        self._write(self._file.without_slot("account"))
        with suppress(VaultError):
            AccountWay(self._service).forget(slot, self._file.vault_id)

    def _passphrase_way(self, passphrase: Secret, *, with_device: bool) -> Way:
        return (PassphraseDeviceWay if with_device else PassphraseWay)(self._service, passphrase)

    def _put(self, way: Way) -> None:
        self._write(self._file.with_slot(sealed_slot(way, self._data_key, self._file.vault_id)))

    def _write(self, file: KeyFile) -> None:
        signed = file.signed(self._data_key)
        with named_faults():
            write_keys(self._folder, signed)
        self._file = signed
        with suppress(VaultError):  # the change is made; the next commit writes its generation into the head too
            self._on_change(signed.generation)
