"""The pages of a history file that can still be trusted, read without SQLite.

SQLite cannot pass a damaged page: below one inner page of a table there may be thousands of rows that are well. So a
repair reads the file itself. The form of a page on the disk is SQLCipher's (page_check.py); below it, pages, cells and
records are SQLite's ("Database File Format", sqlite.org). Only pages whose MAC is right are believed.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from closeddoor.domain.secret import Secret
from closeddoor.vault.connection import PAGE_BYTES
from closeddoor.vault.durable_files import open_regular
from closeddoor.vault.page_check import PageCheck

_SALT_BYTES, _IV_BYTES, _MAC_BYTES = 16, 16, 64
USABLE_BYTES = PAGE_BYTES - _IV_BYTES - _MAC_BYTES
_HEADER_BYTES = 100
"""What stands before the tree on page 1."""

_INNER_INDEX, _INNER_TABLE, _LEAF_INDEX, _LEAF_TABLE = 2, 5, 10, 13
_INTEGER_BYTES = (0, 1, 2, 3, 4, 6, 8)
_FLOAT, _ZERO, _ONE, _FIRST_BLOB = 7, 8, 9, 12

Value = int | float | str | bytes | None
Record = tuple[Value, ...]


class UnreadablePageError(Exception):
    """A page that is damaged, missing, or not what it would have to be; `number` is its own."""

    def __init__(self, number: int) -> None:
        super().__init__(f"page {number}")
        self.number = number


@dataclass(frozen=True)
class Cell:
    """One entry of a tree: `child` for inner pages, `rowid` for tables, `size_bytes` and `local` for what it holds."""

    child: int = 0
    rowid: int = 0
    size_bytes: int = 0
    local: bytes = b""
    overflow: int = 0


@dataclass(frozen=True)
class Page:
    """`right` is the last child of an inner page."""

    is_leaf: bool
    is_table: bool
    cells: tuple[Cell, ...]
    right: int = 0


class DamagedFile:
    """All pages, read once into memory as they are on the disk; each is checked and decrypted when it is asked for."""

    def __init__(self, path: Path, database_key: Secret) -> None:
        """Raise `OSError` when the file cannot be read at all."""
        with open_regular(path) as file:
            self._bytes = file.read()
        self._key = database_key.reveal()
        self.count = -(-len(self._bytes) // PAGE_BYTES)
        self._genuine = self._checked(PageCheck(path, database_key))

    def _checked(self, check: PageCheck) -> frozenset[int]:
        genuine = set()
        for number in range(1, self.count + 1):
            problems = len(check.problems)
            check.look_at(self._raw(number).ljust(PAGE_BYTES, b"\0"))
            if len(check.problems) == problems:
                genuine.add(number)
        return frozenset(genuine)

    @property
    def size_bytes(self) -> int:
        return len(self._bytes)

    @property
    def damaged(self) -> tuple[int, ...]:
        return tuple(number for number in range(1, self.count + 1) if number not in self._genuine)

    def _raw(self, number: int) -> bytes:
        return self._bytes[(number - 1) * PAGE_BYTES : number * PAGE_BYTES]

    def content(self, number: int) -> bytes:
        """Return a page in the clear, without what SQLCipher adds; raise `UnreadablePageError`."""
        if number not in self._genuine:
            raise UnreadablePageError(number)
        page, skip = self._raw(number), _SALT_BYTES if number == 1 else 0
        cipher = Cipher(algorithms.AES(self._key), modes.CBC(page[USABLE_BYTES : USABLE_BYTES + _IV_BYTES]))
        decryptor = cipher.decryptor()
        return bytes(skip) + decryptor.update(page[skip:USABLE_BYTES]) + decryptor.finalize()

    def page(self, number: int) -> Page:
        """Return a page of a tree; raise `UnreadablePageError` for what is none."""
        content = self.content(number)
        try:
            return _parse(content, _HEADER_BYTES if number == 1 else 0)
        except (IndexError, struct.error, KeyError) as error:
            raise UnreadablePageError(number) from error

    def record(self, cell: Cell) -> Record:
        """Return the values of an entry, also where they go on in other pages; raise `UnreadablePageError`."""
        payload, following = bytearray(cell.local), cell.overflow
        while len(payload) < cell.size_bytes:
            content = self.content(following)
            payload += content[4 : 4 + cell.size_bytes - len(payload)]
            (following,) = struct.unpack_from(">I", content)
        try:
            return tuple(_values(bytes(payload)))
        except (IndexError, ValueError) as error:
            raise UnreadablePageError(following) from error


def _parse(content: bytes, start: int) -> Page:
    kind, count = content[start], struct.unpack_from(">H", content, start + 3)[0]
    is_leaf, is_table = {
        _INNER_INDEX: (False, False),
        _INNER_TABLE: (False, True),
        _LEAF_INDEX: (True, False),
        _LEAF_TABLE: (True, True),
    }[kind]
    after_header = start + (8 if is_leaf else 12)
    places = struct.unpack_from(f">{count}H", content, after_header)
    right = 0 if is_leaf else struct.unpack_from(">I", content, start + 8)[0]
    return Page(
        is_leaf, is_table, tuple(_cell(content, at, is_leaf=is_leaf, is_table=is_table) for at in places), right
    )


def _cell(content: bytes, at: int, *, is_leaf: bool, is_table: bool) -> Cell:
    child = 0
    if not is_leaf:
        (child,) = struct.unpack_from(">I", content, at)
        at += 4
        if is_table:
            return Cell(child, _varint(content, at)[0])
    size_bytes, at = _varint(content, at)
    rowid = 0
    if is_table:
        rowid, at = _varint(content, at)
    local_bytes = _local_bytes(size_bytes, is_table=is_table)
    end = at + local_bytes
    overflow = struct.unpack_from(">I", content, end)[0] if local_bytes < size_bytes else 0
    return Cell(child, rowid, size_bytes, content[at:end], overflow)


def _local_bytes(size_bytes: int, *, is_table: bool) -> int:
    """Return how much of an entry stands in its own page."""
    most = USABLE_BYTES - 35 if is_table else (USABLE_BYTES - 12) * 64 // 255 - 23
    if size_bytes <= most:
        return size_bytes
    least = (USABLE_BYTES - 12) * 32 // 255 - 23
    kept = least + (size_bytes - least) % (USABLE_BYTES - 4)
    return kept if kept <= most else least


def _varint(content: bytes, at: int) -> tuple[int, int]:
    """Return a number of one to nine bytes, and what stands after it; the ninth byte counts whole."""
    value = 0
    for place in range(at, at + 8):
        value = value << 7 | content[place] & 0x7F
        if content[place] < 0x80:
            return value, place + 1
    value = value << 8 | content[at + 8]
    return value - (1 << 64) if value >= 1 << 63 else value, at + 9


def _values(payload: bytes) -> Iterator[Value]:
    body, at = _varint(payload, 0)
    header_bytes = body
    while at < header_bytes:
        kind, at = _varint(payload, at)
        value, size_bytes = _value(payload, body, kind)
        body += size_bytes
        yield value


def _value(payload: bytes, at: int, kind: int) -> tuple[Value, int]:
    if kind in (_ZERO, _ONE):
        return kind - _ZERO, 0
    if kind >= _FIRST_BLOB:
        size_bytes = (kind - _FIRST_BLOB) // 2
        content = _slice(payload, at, size_bytes)
        return content.decode("utf-8", "replace") if kind % 2 else content, size_bytes
    if kind == _FLOAT:
        return struct.unpack(">d", _slice(payload, at, 8))[0], 8
    size_bytes = _INTEGER_BYTES[kind]
    return (int.from_bytes(_slice(payload, at, size_bytes), signed=True) if kind else None), size_bytes


def _slice(payload: bytes, at: int, size_bytes: int) -> bytes:
    content = payload[at : at + size_bytes]
    if len(content) != size_bytes:
        raise ValueError("an entry that is cut off")
    return content
