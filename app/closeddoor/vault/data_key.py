"""The data key and what is derived from it. Nothing is ever encrypted under the data key itself."""

import hashlib
import hmac
import secrets
from enum import Enum

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from closeddoor.domain.secret import Secret

KEY_BYTES = 32


class Purpose(Enum):
    """One sub-key each; a value never changes its meaning."""

    DATABASE = "database"
    HEADER_MAC = "header mac"
    HEAD = "head"
    ROTATION = "rotation"
    BACKUP = "backup"
    SNAPSHOTS = "snapshots"


def generate_data_key() -> Secret:
    return Secret(secrets.token_bytes(KEY_BYTES))


def sub_key(data_key: Secret, purpose: Purpose) -> Secret:
    """HKDF-SHA256 (RFC 5869) without salt, for the data key is uniformly random already."""
    return derive(data_key, b"", f"closed-door vault 1 {purpose.value}")


def derive(key: Secret, salt: bytes, label: str) -> Secret:
    hkdf = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt or None, info=label.encode())
    return Secret(hkdf.derive(key.reveal()))


def mac(key: Secret, message: bytes) -> str:
    return hmac.new(key.reveal(), message, hashlib.sha256).hexdigest()


def same_mac(left: str, right: str) -> bool:
    return hmac.compare_digest(left.encode(), right.encode())
