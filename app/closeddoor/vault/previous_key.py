"""The data key before a rotation, in the key file under the one that follows it, until the history has followed.

    "previous": {"nonce": …, "sealed": …, "mac": …}

So whoever opens the new key file can open the history in whichever of the two states a kill has left it. `mac` is that
of the whole file under the key before: with it, an old copy beside a new one is known to be old, and opens nothing.
"""

import secrets
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from closeddoor.domain.secret import Secret
from closeddoor.vault.data_key import Purpose, sub_key
from closeddoor.vault.slots import NONCE_BYTES, SEALED_BYTES, SlotError

_LABEL = b"closed-door previous 1 "


@dataclass(frozen=True)
class PreviousKey:
    """`mac` is empty until the key file is signed."""

    nonce: bytes
    sealed: bytes
    mac: str = ""

    def fields(self) -> dict[str, Any]:
        """Return what the signatures of the key file cover."""
        return {"nonce": self.nonce.hex(), "sealed": self.sealed.hex()}

    def open(self, data_key: Secret, vault_id: str) -> Secret | None:
        """Return the key before, or None when `data_key` is not the one that follows it."""
        try:
            return Secret(_cipher(data_key).decrypt(self.nonce, self.sealed, _LABEL + vault_id.encode()))
        except InvalidTag:
            return None


def seal_previous(previous: Secret, data_key: Secret, vault_id: str) -> PreviousKey:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return PreviousKey(nonce, _cipher(data_key).encrypt(nonce, previous.reveal(), _LABEL + vault_id.encode()))


def parse_previous(untrusted: Any) -> PreviousKey:
    """Read the fields, raising `SlotError` unless they are exactly those that are written."""
    try:
        nonce, sealed = bytes.fromhex(untrusted["nonce"]), bytes.fromhex(untrusted["sealed"])
        previous = PreviousKey(nonce, sealed, untrusted["mac"])
    except (KeyError, TypeError, ValueError) as error:
        raise SlotError from error
    if (len(nonce), len(sealed)) != (NONCE_BYTES, SEALED_BYTES):
        raise SlotError
    return previous


def _cipher(data_key: Secret) -> AESGCM:
    return AESGCM(sub_key(data_key, Purpose.ROTATION).reveal())
