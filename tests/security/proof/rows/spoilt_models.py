"""Model files spoilt where it hurts: in the header that llama.cpp reads before it knows what it has."""

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

_SIZES = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}
_STRING, _ARRAY = 8, 9
_LONGEST_TEXT = 4_000
_FORMS = {1: "<B", 2: "<H", 4: "<I", 8: "<Q"}
_OF_AN_ARRAY = 40
"""So many of a vocabulary's entries may be spoilt; they would be all but the only fields otherwise."""
_WAYS = ("cut", "bits", "text", "text", "value", "value", "value", "value", "element", "length", "count", "type",
         "shape", "offset", "version")  # fmt: skip
"""Mostly what a header says about the model: what is wrong in its form, llama.cpp refuses before it computes."""


@dataclass(frozen=True)
class Field:
    """A number in a header: where it stands, its bytes, and what it says."""

    place: int
    size: int
    kind: str


@dataclass(frozen=True)
class Patch:
    """What is put where; `cut_at` ends the file there instead."""

    how: str
    places: tuple[tuple[int, bytes], ...] = ()
    cut_at: int | None = None


class _Walk:
    def __init__(self, header: bytes) -> None:
        self.header = header
        self.place = 4
        self.fields: list[Field] = []

    def number(self, size: int, kind: str) -> int:
        if kind:
            self.fields.append(Field(self.place, size, kind))
        self.place += size
        return int(struct.unpack_from(_FORMS[size], self.header, self.place - size)[0])

    def string(self, kind: str = "length") -> None:
        length = self.number(8, kind)
        if kind and 0 < length < _LONGEST_TEXT:
            self.fields.append(Field(self.place, length, "text"))
        self.place += length

    def value(self, kind: int) -> None:
        if kind == _STRING:
            self.string()
        elif kind == _ARRAY:
            element, count = self.number(4, "type"), self.number(8, "count")
            self.array(element, count)
        else:
            self.number(_SIZES[kind], "value")

    def array(self, element: int, count: int) -> None:
        step = max(1, count // _OF_AN_ARRAY)
        for number in range(count):
            if element == _STRING:
                self.string("" if number % step else "length")
            else:
                self.number(_SIZES[element], "" if number % step else "element")

    def tensor(self) -> None:
        self.string()
        for _ in range(self.number(4, "count")):
            self.number(8, "shape")
        self.number(4, "type")
        self.number(8, "offset")


def fields_of(header: bytes) -> tuple[list[Field], int]:
    """Return the numbers in a good header, and where it ends."""
    walk = _Walk(header)
    walk.number(4, "version")
    tensors, pairs = walk.number(8, "count"), walk.number(8, "count")
    for _ in range(pairs):
        walk.string()
        walk.value(walk.number(4, "type"))
    for _ in range(tensors):
        walk.tensor()
    return walk.fields, walk.place


def spoilt(header: bytes, fields: list[Field], end: int, random: Random) -> Patch:
    """Return one way to spoil a file that begins with `header`: bits, numbers, or its end."""
    way = random.choice(_WAYS)
    if way == "cut":
        return Patch("cut", cut_at=random.choice((random.randrange(end), end, end + random.randrange(1_000_000))))
    if way == "bits":
        places = (random.randrange(end) for _ in range(random.choice((1, 1, 4, 32))))
        return Patch("bits", tuple((place, bytes([header[place] ^ 1 << random.randrange(8)])) for place in places))
    of_kind = [field for field in fields if field.kind == way]
    chosen = [random.choice(of_kind) for _ in range(random.choice((1, 1, 2, 3)))]
    return Patch(way, tuple(_other(header, field, random) for field in chosen))


def _other(header: bytes, field: Field, random: Random) -> tuple[int, bytes]:
    if field.kind == "text":
        at = field.place + random.randrange(field.size)
        return at, bytes([random.choice((0, 0x20, 0x2E, 0x41, 0x80, 0xFF, header[at] ^ 1 << random.randrange(8)))])
    form, most = _FORMS[field.size], 2 ** (8 * field.size) - 1
    value = int(struct.unpack_from(form, header, field.place)[0])
    ways = (0, 1, 2, most, most // 2, most // 2 + 1, value + 1, value - 1, 2 * value, value ^ 1 << random.randrange(31),
            random.randrange(64), random.randrange(most))  # fmt: skip
    return field.place, struct.pack(form, random.choice(ways) & most)


class SpoiltModel:
    """A copy of a model that is spoilt in one way after the other, each time from the good one."""

    def __init__(self, good: Path, copy: Path) -> None:
        self._good = good
        self.path = copy
        copy.write_bytes(good.read_bytes())
        header = good.read_bytes()[: 8 * 1024 * 1024]
        self._fields, self._end = fields_of(header)
        self._header = header[: self._end]

    def spoil(self, seed: str) -> Iterator[Patch]:
        """Spoil the file as long as the one turn of the loop lasts."""
        patch = spoilt(self._header, self._fields, self._end, Random(seed))  # noqa: S311 - the same seed, the same way
        with self.path.open("r+b") as file:
            for place, content in patch.places:
                file.seek(place)
                file.write(content)
        if patch.cut_at is not None:
            os.truncate(self.path, patch.cut_at)
        yield patch
        if patch.cut_at is not None:
            self.path.write_bytes(self._good.read_bytes())
        with self.path.open("r+b") as file:
            file.write(self._header)
