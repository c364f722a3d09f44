"""A slot: the data key sealed under one way of opening the vault.

AES-256-GCM with a random nonce; everything else in the slot, and the vault's id, is associated data, so that no
parameter can be changed without the slot failing to open.
"""

import secrets
from dataclasses import dataclass, replace
from typing import Any, Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from closeddoor.domain.secret import Secret
from closeddoor.keyhelper.cost import Argon2Cost
from closeddoor.vault import canonical_json
from closeddoor.vault.data_key import KEY_BYTES, derive

SlotKind = Literal["passphrase", "passphrase_device", "account", "recovery_code"]
"""passphrase_device: the passphrase and a secret in this device's keychain together; neither opens anything alone."""

PASSPHRASE_KINDS: tuple[SlotKind, ...] = ("passphrase", "passphrase_device")

NONCE_BYTES = 12
SALT_BYTES = 16
SEALED_BYTES = KEY_BYTES + 16  # the data key and GCM's tag


class SlotError(ValueError):
    """The fields are not those of a slot."""


@dataclass(frozen=True)
class Slot:
    """`cost` belongs to a slot with a passphrase; the other two are keyed by random secrets, through HKDF."""

    kind: SlotKind
    salt: bytes
    nonce: bytes
    sealed: bytes = b""
    cost: Argon2Cost | None = None

    def fields(self) -> dict[str, Any]:
        cost = self.cost and {
            "name": "argon2id",
            "time": self.cost.time,
            "memory_kib": self.cost.memory_kib,
            "lanes": self.cost.lanes,
        }
        return {
            "kind": self.kind,
            "kdf": cost or {"name": "hkdf-sha256"},
            "salt": self.salt.hex(),
            "nonce": self.nonce.hex(),
            "sealed": self.sealed.hex(),
        }

    def associated_data(self, vault_id: str) -> bytes:
        return canonical_json.encode({**self.fields(), "sealed": "", "vault": vault_id})


def new_slot(kind: SlotKind, cost: Argon2Cost | None = None) -> Slot:
    """Return an unsealed slot with a fresh salt and nonce; they are never used a second time."""
    return Slot(kind, secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES), cost=cost)


def random_secret_key(slot: Slot, secret: Secret) -> Secret:
    """Return the key of a slot from a secret that cannot be guessed."""
    return derive(secret, slot.salt, f"closed-door slot 1 {slot.kind}")


def joined_key(slot: Slot, derived: Secret, device_secret: Secret) -> Secret:
    """Return the key of a slot that takes a passphrase and a device: both are 32 bytes, so joining is unambiguous."""
    return random_secret_key(slot, Secret(derived.reveal() + device_secret.reveal()))


def seal(slot: Slot, slot_key: Secret, data_key: Secret, vault_id: str) -> Slot:
    sealed = AESGCM(slot_key.reveal()).encrypt(slot.nonce, data_key.reveal(), slot.associated_data(vault_id))
    return replace(slot, sealed=sealed)


def unseal(slot: Slot, slot_key: Secret, vault_id: str) -> Secret | None:
    """Return the data key, or None when this key does not open the slot."""
    try:
        opened = AESGCM(slot_key.reveal()).decrypt(slot.nonce, slot.sealed, slot.associated_data(vault_id))
    except InvalidTag:
        return None
    return Secret(opened)


def parse_slot(untrusted: Any) -> Slot:
    """Read a slot's fields, raising `SlotError` unless they are exactly the ones `fields` writes."""
    try:
        slot = Slot(
            kind=_kind(untrusted["kind"]),
            salt=bytes.fromhex(untrusted["salt"]),
            nonce=bytes.fromhex(untrusted["nonce"]),
            sealed=bytes.fromhex(untrusted["sealed"]),
            cost=_cost(untrusted["kdf"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise SlotError from error
    lengths = (len(slot.salt), len(slot.nonce), len(slot.sealed))
    if lengths != (SALT_BYTES, NONCE_BYTES, SEALED_BYTES) or slot.fields() != untrusted:
        raise SlotError
    if (slot.cost is None) == (slot.kind in PASSPHRASE_KINDS):
        raise SlotError
    return slot


def _kind(untrusted: Any) -> SlotKind:
    kinds: tuple[SlotKind, ...] = (*PASSPHRASE_KINDS, "account", "recovery_code")
    for kind in kinds:
        if untrusted == kind:
            return kind
    raise SlotError


def _cost(untrusted: Any) -> Argon2Cost | None:
    if untrusted["name"] != "argon2id":
        return None
    values = (untrusted["time"], untrusted["memory_kib"], untrusted["lanes"])
    if not all(type(value) is int for value in values):
        raise SlotError
    return Argon2Cost(*values)
