"""Decoding the texts and TOML files of a pack, strictly and with the line of what is wrong."""

import math
import re
import tomllib

from closeddoor.domain.characters import first_forbidden
from closeddoor.domain.table import shown_name
from closeddoor.packs.errors import PackError

MOST_NESTING = 32

MOST_DIGITS = 10_000
_LONG_NUMBER = re.compile(r"(?<!\w)[0-9][0-9A-Fa-fxo_]{%d}" % (MOST_DIGITS - 1))  # noqa: UP031 - braces
"""The parser's pattern for numbers takes memory for every digit."""

_LONG_KEY = re.compile(
    r"(?<![\w-])(?:(?:[\w-]++|\"[^\"\n]*+\"|'[^'\n]*+')[ \t]*+\.[ \t]*+){%d}" % MOST_NESTING  # noqa: UP031 - braces
)
"""A key of more parts than may nest: the parser's time grows with the square of them."""

_PLAIN = bytes({*b"\t\n\r", *range(0x20, 0x7F)})
"""Most of a text: what is left without them is looked at closely, in a tenth of the time."""

_AT_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)$")
_AT_END = " (at end of document)"
_MOST_SYNTAX_CHARACTERS = 200


_Place = tuple["_Place | None", str | int]


def decode_text(name: str, content: bytes) -> str:
    """Return a text file as text with LF line ends; refuses another encoding and characters that packs may not hold."""
    if content.startswith(b"\xef\xbb\xbf"):
        raise PackError("text.byte_order_mark", name, "begins with a byte-order mark.", "line 1")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise PackError("text.encoding", name, "is not UTF-8.", f"line {line}") from error
    suspicious = content.translate(None, _PLAIN).decode()
    offset = first_forbidden(text) if first_forbidden(suspicious) is not None else None
    if offset is not None:
        problem = f"holds the character U+{ord(text[offset]):04X}, which is not allowed."
        raise PackError("text.character", name, problem, f"line {text.count(chr(10), 0, offset) + 1}")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def decode_toml(name: str, text: str) -> dict[str, object]:
    """Return the root table of a TOML file, whose text is as `decode_text` returns it."""
    _refuse_slow(name, text)
    try:
        data: dict[str, object] = tomllib.loads(text)
    except RecursionError as error:
        raise PackError("toml.nesting", name, f"nests deeper than {MOST_NESTING}.") from error
    except ValueError as error:
        problem, line = _syntax(str(error), text)
        raise PackError("toml.syntax", name, f"{problem}.", f"line {line}") from error
    _refuse_values(name, data)
    return data


def _refuse_slow(name: str, text: str) -> None:
    """Refuse, before it is parsed, what would keep the parser busy for long."""
    lines = text.split("\n")
    has_dots = any(line.count(".") >= MOST_NESTING for line in lines)
    long_key = _LONG_KEY.search(text) if has_dots else None
    if long_key:
        line = text.count("\n", 0, long_key.start()) + 1
        raise PackError("toml.nesting", name, f"holds a key of more than {MOST_NESTING} parts.", f"line {line}")
    long_number = _LONG_NUMBER.search(text) if max(map(len, lines)) >= MOST_DIGITS else None
    if long_number:
        line = text.count("\n", 0, long_number.start()) + 1
        raise PackError("toml.dense", name, f"holds a number of {MOST_DIGITS:,} digits or more.", f"line {line}")


def _syntax(message: str, text: str) -> tuple[str, int]:
    """Return what the parser found wrong, which may quote a key of any length, and the line it names."""
    found = _AT_LINE.search(message[-_MOST_SYNTAX_CHARACTERS:])
    if found:
        return message.removesuffix(found.group())[:_MOST_SYNTAX_CHARACTERS], int(found.group(1))
    return message.removesuffix(_AT_END)[:_MOST_SYNTAX_CHARACTERS], text.rstrip("\n").count("\n") + 1


def _refuse_values(name: str, data: dict[str, object]) -> None:
    """Refuse what nests too deep or is not finite, level by level and without recursion.

    A place is (the place above it, its key): a path is put together only for the one value that is refused.
    """
    level: list[tuple[_Place, object]] = [((None, ""), data)]
    for depth in range(MOST_NESTING + 2):
        below: list[tuple[_Place, object]] = []
        for place, value in level:
            if depth > MOST_NESTING and isinstance(value, dict | list):
                raise PackError("toml.nesting", name, f"nests deeper than {MOST_NESTING}.", _path(place))
            if isinstance(value, dict):
                below += [((place, key), item) for key, item in value.items() if not isinstance(item, str)]
            elif isinstance(value, list):
                below += [((place, index), item) for index, item in enumerate(value) if not isinstance(item, str)]
            elif isinstance(value, float) and not math.isfinite(value):
                raise PackError("toml.number", name, "must be a finite number.", _path(place))
        level = below


def _path(place: _Place) -> str:
    """Return `tasks[2].options[1].credit`."""
    keys: list[str | int] = []
    while place[0] is not None:
        keys.append(place[1])
        place = place[0]
    parts = (f"[{key}]" if isinstance(key, int) else f".{shown_name(key)}" for key in reversed(keys))
    return "".join(parts).removeprefix(".")
