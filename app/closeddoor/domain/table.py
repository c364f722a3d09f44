"""Strict, typed access to a decoded TOML or JSON table: each field is one line, and every error knows its path.

Reading a field marks it as read and `close` refuses what nobody read: no parser can forget to refuse unknown fields.
"""

import math
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


class FieldError(KnownError):
    """A field that is missing, unknown, of the wrong type or out of range; `path` reads `tasks[2].options[1].credit`.

    Codes: field.missing field.unknown field.type field.value field.empty field.length field.reference text.character
    id.malformed id.twice.
    """

    def __init__(self, code: str, path: str, problem: str) -> None:
        super().__init__(code, f"{path}: {problem}" if path else problem)
        self.path = path
        self.problem = problem


class Table:
    """One table of an authored file, or (`authored=False`) of a response, whose texts may hold any character and none.

    Lists are counted from 0 in paths.
    """

    def __init__(self, data: object, path: str = "", *, authored: bool = True) -> None:
        if not isinstance(data, Mapping):
            raise FieldError("field.type", path, f"must be a table, and is {_name(data)}.")
        self.path = path
        self._data: Mapping[str, object] = data
        self._authored = authored
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

    def close(self) -> None:
        """Refuse the first field that nobody has read."""
        for key in self._data:
            if key not in self._read:
                raise self.error("field.unknown", key, "is not a field of this table.")

    def raw(self, key: str) -> object:
        """Return a field as decoded, for a reader that knows its own shape."""
        self._read.add(key)
        if key not in self._data:
            raise self.error("field.missing", key, "is missing.")
        return self._data[key]

    def text(self, key: str, *, most: int = 20_000, empty: bool = False) -> str:
        return self._text(self.raw(key), self.at(key), most=most, empty=empty)

    def optional_text(self, key: str) -> str | None:
        return self.text(key) if self.has(key) else None

    def id(self, key: str = "id") -> str:
        value = self.text(key)
        if not is_id(value):
            problem = f"“{value[:80]}” is no id: a-z, 0-9, _ and -, starting with a letter or digit, at most 64 long."
            raise self.error("id.malformed", key, problem)
        return value

    def choice(self, key: str, allowed: tuple[str, ...]) -> str:
        value = self.text(key)
        if value not in allowed:
            raise self.error("field.value", key, f"“{value[:80]}” is not one of {', '.join(allowed)}.")
        return value

    def number(self, key: str, least: float = -math.inf, most: float = math.inf) -> float:
        value = self.raw(key)
        return _ranged(_number(value, self.at(key)), least, most, self.at(key))

    def integer(self, key: str, least: int = 1, most: int = 10**9) -> int:
        value = self.raw(key)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.error("field.type", key, f"must be a whole number, and is {_name(value)}.")
        return int(_ranged(value, least, most, self.at(key)))

    def date(self, key: str) -> date:
        value = self.raw(key)
        if isinstance(value, datetime) or not isinstance(value, date):
            raise self.error("field.type", key, f"must be a date such as 2026-11-01, and is {_name(value)}.")
        return value

    def numbers(self, key: str) -> tuple[float, ...]:
        return tuple(_number(value, path) for path, value in self._items(key, least=1))

    def texts(self, key: str, *, least: int = 1, most: int = 20_000, empty: bool = False) -> tuple[str, ...]:
        return tuple(self._text(value, path, most=most, empty=empty) for path, value in self._items(key, least))

    def optional_texts(self, key: str) -> tuple[str, ...]:
        return self.texts(key) if self.has(key) else ()

    def one(self, key: str, parse: Callable[["Table"], T]) -> T:
        """Parse the table under `key` and refuse what `parse` left unread."""
        return _closed(Table(self.raw(key), self.at(key), authored=self._authored), parse)

    def each(
        self, key: str, parse: Callable[["Table"], T], *, least: int = 1, unique: Callable[[T], Hashable] | None = None
    ) -> tuple[T, ...]:
        """Parse every table of the list under `key`; `unique` names what may stand only once in the list."""
        tables = [Table(value, path, authored=self._authored) for path, value in self._items(key, least)]
        parsed = tuple(_closed(table, parse) for table in tables)
        if unique:
            refuse_twice([unique(item) for item in parsed], [table.path for table in tables])
        return parsed

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
