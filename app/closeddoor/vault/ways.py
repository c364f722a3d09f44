"""The ways to open a vault: each turns what the user has into the key of its slot."""

import secrets
from dataclasses import dataclass
from typing import Protocol

from closeddoor.domain.secret import Secret
from closeddoor.keyhelper.cost import DEFAULT, FLOOR, Argon2Cost, within
from closeddoor.vault.data_key import KEY_BYTES
from closeddoor.vault.errors import (
    DamagedKeysError,
    DeviceSecretLockedError,
    DeviceSecretMissingError,
    KeychainChangedError,
    KeychainLockedError,
    KeychainMissingError,
    KeychainRefusedError,
    OtherRecoveryCodeError,
    VaultError,
    WrongPassphraseError,
    WrongPassphraseOrDeviceError,
)
from closeddoor.vault.key_helper import KeyHelper
from closeddoor.vault.passphrase import normalise
from closeddoor.vault.recovery_code import RecoveryCode
from closeddoor.vault.slots import Slot, SlotKind, joined_key, new_slot, random_secret_key, seal

KEYCHAIN_KINDS: tuple[SlotKind, ...] = ("passphrase_device", "account")
"""Those with an item in this account's keychain."""


class Way(Protocol):
    """One way to open a vault; `refusal` is what to say when it does not open this one."""

    @property
    def kind(self) -> SlotKind: ...

    @property
    def refusal(self) -> VaultError: ...

    def new_slot(self, vault_id: str) -> Slot:
        """Return a fresh unsealed slot for this way."""
        ...

    def key(self, slot: Slot, vault_id: str) -> Secret:
        """Return the key of a slot of this kind; raise a `VaultError` when there is none to be had."""
        ...


def sealed_slot(way: Way, data_key: Secret, vault_id: str) -> Slot:
    slot = way.new_slot(vault_id)
    return seal(slot, way.key(slot, vault_id), data_key, vault_id)


@dataclass(frozen=True)
class KeyService:
    """What ways need: the helper process, the cost for new slots, and the least cost that is believed."""

    helper: KeyHelper
    cost: Argon2Cost = DEFAULT
    floor: Argon2Cost = FLOOR


class PassphraseWay:
    """Through Argon2id in the helper process."""

    kind: SlotKind = "passphrase"

    def __init__(self, service: KeyService, passphrase: Secret) -> None:
        """Raise at once for a passphrase that is empty, too long or unreadable; it is then never hashed."""
        self._service = service
        self._passphrase = normalise(passphrase)

    @property
    def refusal(self) -> VaultError:
        return WrongPassphraseError()

    def new_slot(self, vault_id: str) -> Slot:  # noqa: ARG002 -- the passphrase does not depend on the vault
        return new_slot(self.kind, self._service.cost)

    def key(self, slot: Slot, vault_id: str) -> Secret:  # noqa: ARG002 -- as above
        return derived(self._service, self._passphrase, slot)


def derived(service: KeyService, passphrase: Secret, slot: Slot) -> Secret:
    """Return 32 bytes of Argon2id at the slot's cost; raise `DamagedKeysError` for a cost that is not believed."""
    if slot.cost is None or not within(slot.cost, service.floor):
        raise DamagedKeysError
    return service.helper.derive(passphrase, slot.salt, slot.cost, service.floor)


class PassphraseDeviceWay:
    """Through Argon2id and a random secret in this account's keychain, joined: whoever has the files lacks one half.

    Its risk: with the keychain lost, the passphrase opens nothing, and only the recovery code does.
    """

    kind: SlotKind = "passphrase_device"

    def __init__(self, service: KeyService, passphrase: Secret) -> None:
        """Raise at once for a passphrase that cannot be one."""
        self._service = service
        self._passphrase = normalise(passphrase)

    @property
    def refusal(self) -> VaultError:
        return WrongPassphraseOrDeviceError()

    def new_slot(self, vault_id: str) -> Slot:
        """Make a slot and leave the device's half in the keychain; raise when there is no keychain to trust."""
        slot = new_slot(self.kind, self._service.cost)
        self._service.helper.keychain_set(keychain_entry(slot, vault_id), Secret(secrets.token_bytes(KEY_BYTES)))
        return slot

    def key(self, slot: Slot, vault_id: str) -> Secret:
        try:
            device_secret = self._service.helper.keychain_get(keychain_entry(slot, vault_id))
        except KeychainLockedError:
            raise DeviceSecretLockedError from None
        except (KeychainMissingError, KeychainRefusedError):
            raise DeviceSecretMissingError from None
        return joined_key(slot, derived(self._service, self._passphrase, slot), device_secret)


class AccountWay:
    """Through a random secret in this account's keychain; each slot has an item of its own."""

    kind: SlotKind = "account"

    def __init__(self, service: KeyService) -> None:
        self._helper = service.helper

    @property
    def refusal(self) -> VaultError:
        return KeychainChangedError()

    def new_slot(self, vault_id: str) -> Slot:
        """Make a slot and leave its secret in the keychain; raise when there is no keychain to trust."""
        slot = new_slot(self.kind)
        self._helper.keychain_set(keychain_entry(slot, vault_id), Secret(secrets.token_bytes(KEY_BYTES)))
        return slot

    def key(self, slot: Slot, vault_id: str) -> Secret:
        return random_secret_key(slot, self._helper.keychain_get(keychain_entry(slot, vault_id)))


def keychain_entry(slot: Slot, vault_id: str) -> str:
    """Return the name of the item: a replaced slot has another, so a crash in between loses nothing."""
    return f"{vault_id} {slot.salt[:4].hex()}"


class RecoveryCodeWay:
    """Through the code on paper."""

    kind: SlotKind = "recovery_code"

    def __init__(self, code: RecoveryCode) -> None:
        self._code = code

    @property
    def refusal(self) -> VaultError:
        return OtherRecoveryCodeError()

    def new_slot(self, vault_id: str) -> Slot:  # noqa: ARG002 -- the code does not depend on the vault
        return new_slot(self.kind)

    def key(self, slot: Slot, vault_id: str) -> Secret:  # noqa: ARG002 -- as above
        return random_secret_key(slot, self._code.key)


@dataclass(frozen=True)
class Protection:
    """How a new history opens, besides by the recovery code; the account alone takes no passphrase."""

    kind: SlotKind
    passphrase: Secret | None = None

    def way(self, service: KeyService) -> Way:
        """Raise a `VaultError` for a passphrase that cannot be one."""
        if self.kind == "account":
            return AccountWay(service)
        passphrase = self.passphrase or Secret(b"")
        return (PassphraseDeviceWay if self.kind == "passphrase_device" else PassphraseWay)(service, passphrase)
