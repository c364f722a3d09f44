"""Strict, typed access to a decoded TOML or JSON table: each field is one line, and every error knows its path.

Reading a field marks it as read and `close` refuses what nobody read: no parser can forget to refuse unknown fields.
"""

import math
import re
from collections.abc import Callable, Hashable, Mapping
from datetime import date, datetime
from typing import TypeVar

from closeddoor.domain.characters import first_forbidden, is_id
from closeddoor.domain.errors import KnownError

T = TypeVar("T")

_NAMES: Mapping[type, str] = {
    str: "a text", bool: "true or false", int: "a whole number", float: "a number", dict: "a table", list: "a list",
    date: "a date", type(None): "nothing",
}  # fmt: skip

_MOST_SHOWN = 80
_UNSHOWN = 10**300
MOST_FAULTS = 100
"""Whoever gathers more of them in one table has another kind of trouble."""

_NO_DATE = date.min
_UNREAD = "(unread)"
"""Stands for a text that is refused while all faults are gathered; told apart by being this very object"""


class FieldError(KnownError):
    """A field that is missing, unknown, of the wrong type or out of range; `path` reads `tasks[2].options[1].credit`.

    Codes: field.missing field.unknown field.type field.value field.empty field.length field.reference text.character
    id.malformed id.twice.
    """

    def __init__(self, code: str, path: str, problem: str) -> None:
        super().__init__(code, f"{path}: {problem}" if path else problem)
        self.path = path
        self.problem = problem


class _ToldError(FieldError):
    """Nothing can be read on with, and why is kept already."""

    def __init__(self, path: str) -> None:
        super().__init__("field.value", path, "holds what is wrong.")


class Table:
    """One table of an authored file, or (`authored=False`) of a response, whose texts may hold any character and none.

    Lists are counted from 0 in paths. With `faults` what is wrong with a field is kept there, something harmless is
    returned in its place, and reading goes on: for whoever mends a table, and wants to know all of it at once.
    """

    def __init__(
        self, data: object, path: str = "", *, authored: bool = True, faults: list[FieldError] | None = None
    ) -> None:
        if not isinstance(data, Mapping):
            raise FieldError("field.type", path, f"must be a table, and is {_name(data)}.")
        self.path = path
        self._data: Mapping[str, object] = data
        self._authored = authored
        self._faults = faults
        self._read: set[str] = set()

    def at(self, key: str) -> str:
        """Return the path of a field of this table."""
        return f"{self.path}.{shown_name(key)}" if self.path else shown_name(key)

    def error(self, code: str, key: str, problem: str) -> FieldError:
        return FieldError(code, self.at(key) if key else self.path, problem)

    def has(self, key: str) -> bool:
        return key in self._data

    def names(self) -> tuple[str, ...]:
        return tuple(self._data)

    def position(self, path: str) -> tuple[int, ...]:
        """Return where a path stands in the order in which the table was written; what is missing stands last."""
        place: list[int] = []
        value: object = self._data
        for key in re.findall(r"[^.\[\]]+", path):
            if isinstance(value, Mapping) and key in value:
                place.append(list(value).index(key))
                value = value[key]
            elif isinstance(value, list) and key.isdecimal() and int(key) < len(value):
                place.append(int(key))
                value = value[int(key)]
            else:
                return (*place, len(value) if isinstance(value, Mapping | list) else 0)
        return tuple(place)

    def close(self) -> None:
        """Refuse the first field that nobody has read."""
        for key in self._data:
            if key not in self._read:
                self.refuse(self.error("field.unknown", key, "is not a field of this table."))

    def refuse(self, fault: FieldError) -> None:
        """Raise what is wrong with one field by itself, or keep it where all faults are gathered."""
        if self._faults is None:
            raise fault
        if len(self._faults) < MOST_FAULTS and all(each.path != fault.path for each in self._faults):
            self._faults.append(fault)

    def _or(self, read: Callable[[], T], instead: T) -> T:
        try:
            return read()
        except FieldError as fault:
            self.refuse(fault)
            return instead

    def raw(self, key: str) -> object:
        """Return a field as decoded, for a reader that knows its own shape."""
        self._read.add(key)
        if key not in self._data:
            raise self.error("field.missing", key, "is missing.")
        return self._data[key]

    def text(self, key: str, *, most: int = 20_000, empty: bool = False) -> str:
        return self._or(lambda: self._text(self.raw(key), self.at(key), most=most, empty=empty), _UNREAD)

    def optional_text(self, key: str) -> str | None:
        return self.text(key) if self.has(key) else None

    def id(self, key: str = "id") -> str:
        value = self.text(key)
        if value is not _UNREAD and not is_id(value):
            problem = f"“{value[:80]}” is no id: a-z, 0-9, _ and -, starting with a letter or digit, at most 64 long."
            self.refuse(self.error("id.malformed", key, problem))
        return self.at(key) if value is _UNREAD else value

    def choice(self, key: str, allowed: tuple[str, ...]) -> str:
        value = self.text(key)
        if value in allowed:
            return value
        if value is not _UNREAD:
            self.refuse(self.error("field.value", key, f"“{value[:80]}” is not one of {', '.join(allowed)}."))
        return allowed[0]

    def number(self, key: str, least: float = -math.inf, most: float = math.inf) -> float:
        return self._or(
            lambda: _ranged(_number(self.raw(key), self.at(key)), least, most, self.at(key)), min(max(1, least), most)
        )

    def integer(self, key: str, least: int = 1, most: int = 10**9) -> int:
        return self._or(lambda: self._integer(key, least, most), least)

    def date(self, key: str) -> date:
        return self._or(lambda: _dated(self.raw(key), self.at(key)), _NO_DATE)

    def numbers(self, key: str) -> tuple[float, ...]:
        return tuple(_number(value, path) for path, value in self._items(key, least=1))

    def texts(self, key: str, *, least: int = 1, most: int = 20_000, empty: bool = False) -> tuple[str, ...]:
        return self._or(
            lambda: tuple(self._text(value, path, most=most, empty=empty) for path, value in self._items(key, least)),
            (_UNREAD,) * max(1, least),
        )

    def optional_texts(self, key: str) -> tuple[str, ...]:
        return self.texts(key) if self.has(key) else ()

    def one(self, key: str, parse: Callable[["Table"], T]) -> T:
        """Parse the table under `key` and refuse what `parse` left unread."""
        return _closed(self._below(self.raw(key), self.at(key)), parse)

    def each(
        self, key: str, parse: Callable[["Table"], T], *, least: int = 1, unique: Callable[[T], Hashable] | None = None
    ) -> tuple[T, ...]:
        """Parse every table of the list under `key`; `unique` names what may stand only once in the list."""
        tables = [self._below(value, path) for path, value in self._tables(key, least)]
        parsed = [(table, item) for table in tables for item in self._parsed(table, parse)]
        if len(parsed) < least:
            raise _ToldError(self.at(key))
        if unique:
            keys: list[Hashable] = [unique(item) for _, item in parsed]
            self._or(lambda: refuse_twice(keys, [table.path for table, _ in parsed]), None)
        return tuple(item for _, item in parsed)

    def gather(self, parse: Callable[["Table"], T], faults: list[FieldError]) -> T | None:
        """Parse this table, keeping all that is wrong in `faults`; None where too little could be read."""
        table = Table(self._data, self.path, authored=self._authored, faults=faults)
        return next(iter(table._parsed(table, parse)), None)

    def _parsed(self, table: "Table", parse: Callable[["Table"], T]) -> tuple[T, ...]:
        """Return the one value of a table; none where it is refused, and that is kept.

        What is wrong with several fields together is kept only where each of them is sound: else it may follow.
        """
        before = len(self._faults or ())
        try:
            return (_closed(table, parse),)
        except FieldError as fault:
            if self._faults is None:
                raise
            if len(self._faults) == before and not isinstance(fault, _ToldError):
                self._faults.append(fault)
            return ()

    def _tables(self, key: str, least: int) -> list[tuple[str, object]]:
        try:
            return self._items(key, least)
        except FieldError as fault:
            self.refuse(fault)
            raise _ToldError(self.at(key)) from fault

    def _below(self, value: object, path: str) -> "Table":
        return Table(value, path, authored=self._authored, faults=self._faults)

    def _integer(self, key: str, least: int, most: int) -> int:
        value = self.raw(key)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.error("field.type", key, f"must be a whole number, and is {_name(value)}.")
        return int(_ranged(value, least, most, self.at(key)))

    def _items(self, key: str, least: int) -> list[tuple[str, object]]:
        value = self.raw(key)
        if not isinstance(value, list):
            raise self.error("field.type", key, f"must be a list, and is {_name(value)}.")
        if len(value) < least:
            raise self.error("field.empty", key, f"needs at least {least}, and has {len(value)}.")
        return [(f"{self.at(key)}[{index}]", item) for index, item in enumerate(value)]

    def _text(self, value: object, path: str, *, most: int, empty: bool) -> str:
        if not isinstance(value, str):
            raise FieldError("field.type", path, f"must be a text, and is {_name(value)}.")
        if not empty and not value.strip():
            raise FieldError("field.empty", path, "must not be empty.")
        if len(value) > most:
            raise FieldError("field.length", path, f"has {len(value):,} characters, more than {most:,}.")
        self._refuse_characters(value, path)
        return value

    def _refuse_characters(self, value: str, path: str) -> None:
        offset = first_forbidden(value) if self._authored else _first_surrogate(value)
        if offset is not None:
            problem = f"holds the character U+{ord(value[offset]):04X}, which is not allowed."
            raise FieldError("text.character", path, problem)


def shown_name(name: str) -> str:
    """Return a name that anyone may have written as an error shows it: short, and of printable characters only."""
    short = name if len(name) <= _MOST_SHOWN else f"{name[:_MOST_SHOWN]}…"
    return short if short.isprintable() else ascii(short)[1:-1]


def refuse_twice(keys: list[Hashable], paths: list[str]) -> None:
    """Refuse a list in which a key stands twice, at the path of its second place."""
    seen: set[Hashable] = set()
    for key, path in zip(keys, paths, strict=True):
        if key in seen:
            raise FieldError("id.twice", path, f"“{key}” stands twice in this list.")
        seen.add(key)


def _closed(table: Table, parse: Callable[[Table], T]) -> T:
    parsed = parse(table)
    table.close()
    return parsed


def _dated(value: object, path: str) -> date:
    if isinstance(value, datetime) or not isinstance(value, date):
        raise FieldError("field.type", path, f"must be a date such as 2026-11-01, and is {_name(value)}.")
    return value


def _number(value: object, path: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise FieldError("field.type", path, f"must be a number, and is {_name(value)}.")
    if isinstance(value, int) and abs(value) > _UNSHOWN:
        raise FieldError("field.value", path, "is too large.")
    if not math.isfinite(value):
        raise FieldError("field.value", path, "must be a finite number.")
    return float(value)


def _ranged(value: float, least: float, most: float, path: str) -> float:
    if least <= value <= most:
        return value
    bounds = " and ".join(
        words
        for words, on in ((f"at least {least:g}", least > -math.inf), (f"at most {most:g}", most < math.inf))
        if on
    )
    shown = f"{value:g}" if abs(value) < _UNSHOWN else "far too large"  # an integer may be longer than any float
    raise FieldError("field.value", path, f"is {shown}; it must be {bounds}.")


def _first_surrogate(text: str) -> int | None:
    return next((index for index, character in enumerate(text) if "\ud800" <= character <= "\udfff"), None)


def _name(value: object) -> str:
    return _NAMES.get(type(value), type(value).__name__)
