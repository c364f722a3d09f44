"""The form of a backup: one file, which the recovery code that was valid when it was made opens.

    closed-door backup 1, and a line feed
    4 bytes     length of the header, big endian
    header      canonical JSON: which history, when, how long, a salt, the slot of the recovery code, a checksum
    chunks      the bytes of history.db, 1 MiB each, under AES-256-GCM

The chunks are a STREAM (Hoang, Reyhanitabar, Rogaway and Vizár 2015): the nonce is the number of the chunk and whether
it is the last, so that none can be left out, put elsewhere or cut off; the associated data is the hash of all that
stands before them. The key is of this file only: HKDF of the data key's sub-key over the salt. What is encrypted is
ciphertext already, so that no text is ever in the clear on the way.
"""

import hashlib
import os
import secrets
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from closeddoor.domain.secret import Secret
from closeddoor.vault import canonical_json
from closeddoor.vault.connection import PAGE_BYTES
from closeddoor.vault.data_key import Purpose, derive, sub_key
from closeddoor.vault.errors import DamagedBackupError, NewerBackupError, NoBackupError
from closeddoor.vault.slots import SALT_BYTES, Slot, SlotError, parse_slot

SUFFIX = ".cdbackup"
CHUNK_BYTES = 1 << 20
_ANY_FORMAT = b"closed-door backup "
FORMAT = _ANY_FORMAT + b"1\n"
_TAG_BYTES = 16
_LENGTH = struct.Struct(">I")
_NONCE = struct.Struct(">3xQ?")
_MOST_HEADER_BYTES = 4_096
"""A header takes about 600 bytes."""


@dataclass(frozen=True)
class BackupHeader:
    """`size_bytes` is the length of the history; `slot` is that of the recovery code."""

    vault_id: str
    generation: int
    made_at_ms: int
    size_bytes: int
    salt: bytes
    slot: Slot

    @classmethod
    def new(cls, vault_id: str, generation: int, made_at_ms: int, size_bytes: int, slot: Slot) -> "BackupHeader":
        return cls(vault_id, generation, made_at_ms, size_bytes, secrets.token_bytes(SALT_BYTES), slot)

    @property
    def chunks(self) -> int:
        return -(-self.size_bytes // CHUNK_BYTES)

    @property
    def file_bytes(self) -> int:
        """How long the whole file is."""
        return len(self.encode()) + self.size_bytes + self.chunks * _TAG_BYTES

    def encode(self) -> bytes:
        fields = self._fields()
        body = canonical_json.encode({**fields, "checksum": _checksum(fields)})
        return FORMAT + _LENGTH.pack(len(body)) + body

    def _fields(self) -> dict[str, Any]:
        return {
            "vault": self.vault_id,
            "generation": self.generation,
            "made_at_ms": self.made_at_ms,
            "size_bytes": self.size_bytes,
            "salt": self.salt.hex(),
            "slot": self.slot.fields(),
        }


def read_header(untrusted: BinaryIO) -> BackupHeader:
    """Read the beginning of a file; raise `NoBackupError`, `NewerBackupError`, `DamagedBackupError` or `OSError`.

    The checksum tells damage from a wrong code before anything is opened; whoever changes both is found at the first
    chunk.
    """
    start = untrusted.read(len(FORMAT))
    if start != FORMAT:
        raise NewerBackupError if start.startswith(_ANY_FORMAT) else NoBackupError
    (length,) = _LENGTH.unpack(untrusted.read(_LENGTH.size).rjust(_LENGTH.size, b"\xff"))
    if length > _MOST_HEADER_BYTES:
        raise DamagedBackupError
    header = _parse(untrusted.read(length))
    if os.fstat(untrusted.fileno()).st_size != header.file_bytes:
        raise DamagedBackupError
    return header


def _parse(untrusted: bytes) -> BackupHeader:
    """Believe only what encodes to the same bytes again, its checksum included."""
    try:
        fields = canonical_json.decode(untrusted)
        numbers = (fields["generation"], fields["made_at_ms"], fields["size_bytes"])
        header = BackupHeader(fields["vault"], *numbers, bytes.fromhex(fields["salt"]), parse_slot(fields["slot"]))
    except (canonical_json.NotCanonicalError, SlotError, KeyError, TypeError, ValueError) as error:
        raise DamagedBackupError from error
    is_typed = isinstance(header.vault_id, str) and all(type(number) is int and number > 0 for number in numbers)
    if not is_typed or header.size_bytes % PAGE_BYTES:
        raise DamagedBackupError
    if header.slot.kind != "recovery_code" or header.encode()[len(FORMAT) + _LENGTH.size :] != untrusted:
        raise DamagedBackupError
    return header


def _checksum(fields: dict[str, Any]) -> str:
    return hashlib.sha256(canonical_json.encode(fields)).hexdigest()


class Chunks:
    """Seals and opens the chunks of one backup."""

    def __init__(self, header: BackupHeader, data_key: Secret) -> None:
        key = derive(sub_key(data_key, Purpose.BACKUP), header.salt, "closed-door backup 1")
        self._cipher = AESGCM(key.reveal())
        self._associated_data = hashlib.sha256(header.encode()).digest()
        self._count = header.chunks

    def seal(self, number: int, content: bytes) -> bytes:
        return self._cipher.encrypt(self._nonce(number), content, self._associated_data)

    def read(self, untrusted: BinaryIO) -> Iterator[bytes]:
        """Yield what was sealed, from the first chunk on; raise `DamagedBackupError` at one that is not as it was.

        A caller that stops before the end knows nothing of the rest.
        """
        for number in range(self._count):
            yield self._open(number, untrusted.read(CHUNK_BYTES + _TAG_BYTES))
        if untrusted.read(1):
            raise DamagedBackupError

    def _open(self, number: int, untrusted: bytes) -> bytes:
        try:
            return self._cipher.decrypt(self._nonce(number), untrusted, self._associated_data)
        except (InvalidTag, ValueError) as error:
            raise DamagedBackupError from error

    def _nonce(self, number: int) -> bytes:
        return _NONCE.pack(number, number == self._count - 1)
