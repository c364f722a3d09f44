"""`vault.head`: which state of the database is the latest, sealed.

Before each commit the head is written with the state that is (`current`) and the one that comes (`next`); either is
accepted at open, so a kill at any moment is no alarm, and a database older than both is named. It cannot see database
and head rolled back together, nor one old page put back (the threat model says so).

AES-256-GCM rather than a bare MAC: how many entries there are is nobody's business. Its length is always the same.
"""

import secrets
import struct
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from closeddoor.domain.secret import Secret
from closeddoor.vault.durable_files import NotAFileError, open_regular, write_durably
from closeddoor.vault.errors import DamagedDatabaseError, LostHeadError, OlderCopyError

HEAD_NAME = "vault.head"
_FORMAT = b"closed-door head 1\n"
_NONCE_BYTES = 12
_BODY = struct.Struct(">Q?QQQQQQ")  # keys generation, is there a next, current, next
_FILE_BYTES = len(_FORMAT) + _NONCE_BYTES + _BODY.size + 16


@dataclass(frozen=True)
class DatabaseState:
    """`sequence` counts commits, `entries` what was ever added (`schema.sql`); both only grow."""

    sequence: int
    entries: int
    size_bytes: int

    def numbers(self) -> tuple[int, int, int]:
        return (self.sequence, self.entries, self.size_bytes)


@dataclass(frozen=True)
class Head:
    """`next` is None after a clean close; `keys_generation` is that of the key file when the head was written."""

    current: DatabaseState
    next: DatabaseState | None
    keys_generation: int

    @property
    def latest(self) -> DatabaseState:
        return self.next or self.current

    def encode(self) -> bytes:
        return _BODY.pack(self.keys_generation, self.next is not None, *self.current.numbers(), *self.latest.numbers())

    @classmethod
    def decode(cls, body: bytes) -> "Head":
        generation, has_next, *numbers = _BODY.unpack(body)
        upcoming = DatabaseState(*numbers[3:]) if has_next else None
        return cls(DatabaseState(*numbers[:3]), upcoming, generation)


class HeadFile:
    """Reads and writes the head of one vault."""

    def __init__(self, folder: Path, head_key: Secret, vault_id: str) -> None:
        self._path = folder / HEAD_NAME
        self._cipher = AESGCM(head_key.reveal())
        self._associated_data = _FORMAT + vault_id.encode()

    def write(self, head: Head) -> None:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = self._cipher.encrypt(nonce, head.encode(), self._associated_data)
        write_durably(self._path, _FORMAT + nonce + sealed)

    def read(self) -> Head:
        """Return the head, raising `LostHeadError` when it is missing or not one that this vault wrote."""
        try:
            with open_regular(self._path) as file:
                untrusted = file.read(_FILE_BYTES + 1)
            nonce_at, sealed_at = len(_FORMAT), len(_FORMAT) + _NONCE_BYTES
            nonce, sealed = untrusted[nonce_at:sealed_at], untrusted[sealed_at:]
            body = self._cipher.decrypt(nonce, sealed, untrusted[:nonce_at] + self._associated_data[nonce_at:])
        except (FileNotFoundError, NotAFileError, InvalidTag, ValueError) as error:
            raise LostHeadError from error
        return Head.decode(body)


def judge(head: Head, found: DatabaseState) -> None:
    """Raise `OlderCopyError` or `DamagedDatabaseError` unless the database is in a state that the head names."""
    if found in (head.current, head.next):
        return
    if found.sequence < head.current.sequence:
        raise OlderCopyError(head.latest.entries - found.entries)
    if found.sequence > head.latest.sequence:
        raise LostHeadError  # an older head beside a newer database: the proof is what was put back
    raise DamagedDatabaseError("its size is not the one it had")
