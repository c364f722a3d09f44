"""Decoding the texts and TOML files of a pack, strictly and with the line of what is wrong."""

import math
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

from closeddoor.domain.characters import first_forbidden
from closeddoor.domain.table import Table, shown_name
from closeddoor.packs.errors import PackError

MOST_NESTING = 32

MOST_CHARACTERS = 4_000_000
MOST_MARKS = 100_000
"""How many characters that begin, part or escape values a file may have: the parser takes a few microseconds for each,
and a thousand labelled answers stay far below it."""

_MARKS = ",.\n[{=\\_"
_LONG_NUMBER = re.compile(r"(?<!\w)[0-9][0-9A-Fa-fxo_]{9999}")
"""The parser's pattern for numbers takes memory for every digit."""

_LONG_KEY = re.compile(
    r"(?<![\w-])(?:(?:[\w-]++|\"[^\"\n]*+\"|'[^'\n]*+')[ \t]*+\.[ \t]*+){%d}" % MOST_NESTING  # noqa: UP031 - braces
)
"""A key of more parts than may nest: the parser's time grows with the square of them."""

_AT_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)$")
_AT_END = " (at end of document)"
_MOST_SYNTAX_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value stands; a path is put together only for the one value that is refused."""

    above: "_Place | None"
    key: str | int
    depth: int

    @property
    def path(self) -> str:
        above = self.above.path if self.above else ""
        if isinstance(self.key, int):
            return f"{above}[{self.key}]"
        return f"{above}.{shown_name(self.key)}" if above else shown_name(self.key)


_ROOT = _Place(None, "", 0)


def decode_text(name: str, content: bytes) -> str:
    """Return a text file as text with LF line ends; refuses another encoding and characters that packs may not hold."""
    if content.startswith(b"\xef\xbb\xbf"):
        raise PackError("text.byte_order_mark", name, "begins with a byte-order mark.", "line 1")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise PackError("text.encoding", name, "is not UTF-8.", f"line {line}") from error
    offset = first_forbidden(text)
    if offset is not None:
        problem = f"holds the character U+{ord(text[offset]):04X}, which is not allowed."
        raise PackError("text.character", name, problem, f"line {text.count(chr(10), 0, offset) + 1}")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def decode_toml(name: str, content: bytes) -> Table:
    """Return the root table of a TOML file."""
    text = decode_text(name, content)
    _refuse_slow(name, text)
    try:
        data = tomllib.loads(text)
    except RecursionError as error:
        raise PackError("toml.nesting", name, f"nests deeper than {MOST_NESTING}.") from error
    except ValueError as error:
        problem, line = _syntax(str(error), text)
        raise PackError("toml.syntax", name, f"{problem}.", f"line {line}") from error
    for place, value in _walk(data):
        if place.depth > MOST_NESTING:
            raise PackError("toml.nesting", name, f"nests deeper than {MOST_NESTING}.", place.path)
        if isinstance(value, float) and not math.isfinite(value):
            raise PackError("toml.number", name, "must be a finite number.", place.path)
    return Table(data)


def _refuse_slow(name: str, text: str) -> None:
    """Refuse, before it is parsed, what would keep the parser busy for long."""
    long_key = _LONG_KEY.search(text)
    if long_key:
        line = text.count("\n", 0, long_key.start()) + 1
        raise PackError("toml.nesting", name, f"holds a key of more than {MOST_NESTING} parts.", f"line {line}")
    marks = sum(map(text.count, _MARKS))
    if len(text) > MOST_CHARACTERS or marks > MOST_MARKS or _LONG_NUMBER.search(text):
        problem = f"holds more than any scenario needs: {len(text):,} characters, {marks:,} lines, values and escapes."
        raise PackError("toml.dense", name, problem, "line 1")


def _syntax(message: str, text: str) -> tuple[str, int]:
    """Return what the parser found wrong, which may quote a key of any length, and the line it names."""
    found = _AT_LINE.search(message[-_MOST_SYNTAX_CHARACTERS:])
    if found:
        return message.removesuffix(found.group())[:_MOST_SYNTAX_CHARACTERS], int(found.group(1))
    return message.removesuffix(_AT_END)[:_MOST_SYNTAX_CHARACTERS], text.rstrip("\n").count("\n") + 1


def _walk(data: object) -> Iterator[tuple[_Place, object]]:
    """Yield every value with its place, without recursion: the depth is what is being checked."""
    pending: list[tuple[_Place, object]] = [(_ROOT, data)]
    while pending:
        place, value = pending.pop()
        yield place, value
        above, depth = None if place is _ROOT else place, place.depth + 1
        if isinstance(value, dict):
            pending.extend((_Place(above, str(key), depth), item) for key, item in value.items())
        elif isinstance(value, list):
            pending.extend((_Place(above, index, depth), item) for index, item in enumerate(value))
