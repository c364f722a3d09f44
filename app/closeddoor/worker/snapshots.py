"""Snapshots: states of texts that were read ahead, sealed, in slot files that the window made.

A file is `head | sealed tokens | sealed state, in segments`. Each is AES-256-GCM under a key of that file alone
(HKDF-SHA256 of the key this worker was given, a random salt and the fingerprint), with the segment's index as nonce;
the associated data are fingerprint, index and sizes. Whatever does not open is not there: the text is read anew.

This process may write no file (its limit of bytes in files is nought): it fills what the window has made room for,
through a shared mapping, and can neither lengthen a slot nor make one.
"""

import hashlib
import mmap
import os
import secrets
import struct
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import FileIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.utils import Buffer

from closeddoor.worker.kept_states import KeptState, common

SEGMENT_BYTES = 1024 * 1024
"""So much is read, and opened, while it is still in the processor's cache."""
_MAGIC = b"CDSNAP2\n"
_HEAD = struct.Struct("<8s32sIQ")
"""Magic, salt, and how many bytes the tokens and the state take, unsealed."""
_TAG_BYTES = 16
_MOST_TOKENS_BYTES = 4 * 1024 * 1024
"""A million tokens: what says more was not written here."""


class _NotOursError(Exception):
    """A slot that is empty, of another key, model or setting, cut off or changed: all of them are a miss."""


@dataclass(frozen=True)
class _Head:
    """What stands in clear in front; believed only because every segment is sealed with it."""

    salt: bytes
    tokens_bytes: int
    state_bytes: int

    @property
    def slot_bytes(self) -> int:
        segments = 1 + -(-self.state_bytes // SEGMENT_BYTES)
        return _HEAD.size + self.tokens_bytes + self.state_bytes + segments * _TAG_BYTES

    def packed(self) -> bytes:
        return _HEAD.pack(_MAGIC, self.salt, self.tokens_bytes, self.state_bytes)


class Snapshots:
    """The slots, as one model with one set of settings sees them."""

    def __init__(
        self, slots: Sequence[int], key: bytes, fingerprint: bytes, go_on: Callable[[], None] = lambda: None
    ) -> None:
        """`slots` are descriptors, `key` 32 bytes; `fingerprint` names all that must be the same for a state to fit.

        `go_on` is called before each segment; what it raises ends the reading or writing, and leaves a miss.
        """
        self._go_on = go_on
        self._slots = tuple(slots)
        self._key = key
        self._fingerprint = hashlib.sha256(fingerprint).digest()

    def __bool__(self) -> bool:
        return bool(self._slots and self._key)

    def find(self, tokens: Sequence[int], longer_than: int) -> tuple[int, KeptState] | None:
        """Return the slot whose text has most in common with `tokens`, above `longer_than` tokens, and its state."""
        best, most = -1, longer_than
        for slot in range(len(self._slots) if self else 0):
            with suppress(_NotOursError, OSError):
                alike = common(self._tokens(slot)[0], tokens)
                best, most = (slot, alike) if alike > most else (best, most)
        if best < 0:
            return None
        with suppress(_NotOursError, OSError, MemoryError):
            return best, self._read(best)
        return None

    def slot_bytes(self, kept: KeptState) -> int:
        """Return how long a slot must be to hold this; 0 where there is none."""
        return self._head(kept).slot_bytes if self else 0

    def write(self, slot: int, kept: KeptState) -> bool:
        """Fill a slot that is just as long as `slot_bytes` said; return False where it is not."""
        head = self._head(kept)
        if not (self and 0 <= slot < len(self._slots)) or os.fstat(self._slots[slot]).st_size != head.slot_bytes:
            return False
        with mmap.mmap(self._slots[slot], head.slot_bytes, access=mmap.ACCESS_WRITE) as place:
            place[: _HEAD.size] = head.packed()
            at = _HEAD.size
            for sealed in self._sealed(head, kept):
                place[at : at + len(sealed)] = sealed
                at += len(sealed)
        return True

    def _head(self, kept: KeptState) -> _Head:
        return _Head(secrets.token_bytes(32), 4 * (1 + len(kept.tokens)), len(kept.state))

    def _sealed(self, head: _Head, kept: KeptState) -> Iterator[bytes]:
        cipher = self._cipher(head)
        yield cipher.encrypt(_nonce(0), array("i", [kept.in_batches, *kept.tokens]).tobytes(), self._bound(head, 0))
        state = memoryview(kept.state)
        for index, start in enumerate(range(0, len(state), SEGMENT_BYTES), start=1):
            self._go_on()
            yield cipher.encrypt(_nonce(index), state[start : start + SEGMENT_BYTES], self._bound(head, index))

    def _read(self, slot: int) -> KeptState:
        tokens, in_batches, head = self._tokens(slot)
        cipher, descriptor = self._cipher(head), self._slots[slot]
        state, segment = bytearray(head.state_bytes), bytearray(SEGMENT_BYTES + _TAG_BYTES)
        at = _HEAD.size + head.tokens_bytes + _TAG_BYTES
        for index, start in enumerate(range(0, head.state_bytes, SEGMENT_BYTES), start=1):
            self._go_on()
            with memoryview(state)[start : start + SEGMENT_BYTES] as place:
                sealed = memoryview(segment)[: len(place) + _TAG_BYTES]
                _read_at(descriptor, at, sealed)
                _open(cipher, index, sealed, self._bound(head, index), place)
            at += len(sealed)
        return KeptState(tokens, state, in_batches)

    def _tokens(self, slot: int) -> tuple[tuple[int, ...], int, _Head]:
        """Return the tokens of a slot, how many of them stand in whole batches, and its head."""
        descriptor = self._slots[slot]
        in_front = bytearray(_HEAD.size)
        _read_at(descriptor, 0, in_front)
        magic, *fields = _HEAD.unpack(in_front)
        head = _Head(*fields)
        is_possible = 8 <= head.tokens_bytes <= _MOST_TOKENS_BYTES and head.tokens_bytes % 4 == 0
        if magic != _MAGIC or not is_possible or os.fstat(descriptor).st_size != head.slot_bytes:
            raise _NotOursError
        sealed, opened = bytearray(head.tokens_bytes + _TAG_BYTES), bytearray(head.tokens_bytes)
        _read_at(descriptor, _HEAD.size, sealed)
        _open(self._cipher(head), 0, sealed, self._bound(head, 0), opened)
        in_batches, *tokens = array("i", opened)
        return tuple(tokens), in_batches, head

    def _cipher(self, head: _Head) -> AESGCM:
        return AESGCM(HKDF(SHA256(), 32, salt=head.salt, info=b"closed-door snapshot 1").derive(self._key))

    def _bound(self, head: _Head, index: int) -> bytes:
        return self._fingerprint + struct.pack("<IIQ", index, head.tokens_bytes, head.state_bytes)


def _nonce(index: int) -> bytes:
    """Return a number used once: the key is of one file that is written once."""
    return index.to_bytes(12, "big")


def _open(cipher: AESGCM, index: int, sealed: Buffer, bound: bytes, place: Buffer) -> None:
    """Open a segment into `place`; what stands there after an error is nothing to go by."""
    try:
        cipher.decrypt_into(_nonce(index), sealed, bound, place)
    except InvalidTag:
        raise _NotOursError from None


def _read_at(descriptor: int, at: int, place: bytearray | memoryview) -> None:
    """Fill `place`. Read, and never map, what another process could cut off meanwhile."""
    os.lseek(descriptor, at, os.SEEK_SET)
    with memoryview(place) as rest, FileIO(descriptor, closefd=False) as file:
        done = 0
        while done < len(rest):
            read_bytes = file.readinto(rest[done:])
            if not read_bytes:
                raise _NotOursError
            done += read_bytes
