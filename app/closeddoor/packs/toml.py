"""Decoding the texts and TOML files of a pack, strictly and with the line of what is wrong."""

import math
import re
import tomllib
from collections.abc import Iterator

from closeddoor.domain.characters import first_forbidden
from closeddoor.domain.table import Table
from closeddoor.packs.errors import PackError

MOST_NESTING = 32

_AT_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)$")
_AT_END = " (at end of document)"


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
    try:
        data = tomllib.loads(text)
    except RecursionError as error:
        raise PackError("toml.nesting", name, f"nests deeper than {MOST_NESTING}.") from error
    except ValueError as error:
        problem, line = _syntax(str(error), text)
        raise PackError("toml.syntax", name, f"{problem}.", f"line {line}") from error
    for path, depth, value in _walk(data):
        if depth > MOST_NESTING:
            raise PackError("toml.nesting", name, f"nests deeper than {MOST_NESTING}.", path)
        if isinstance(value, float) and not math.isfinite(value):
            raise PackError("toml.number", name, "must be a finite number.", path)
    return Table(data)


def _syntax(message: str, text: str) -> tuple[str, int]:
    """Return what the parser found wrong and the line it names."""
    found = _AT_LINE.search(message)
    if found:
        return message[: found.start()], int(found.group(1))
    return message.removesuffix(_AT_END), text.rstrip("\n").count("\n") + 1


def _walk(data: object) -> Iterator[tuple[str, int, object]]:
    """Yield every value with its path and depth, without recursion: the depth is what is being checked."""
    pending: list[tuple[str, int, object]] = [("", 0, data)]
    while pending:
        path, depth, value = pending.pop()
        yield path, depth, value
        if depth > MOST_NESTING:
            return
        if isinstance(value, dict):
            pending.extend((f"{path}.{key}" if path else str(key), depth + 1, item) for key, item in value.items())
        elif isinstance(value, list):
            pending.extend((f"{path}[{index}]", depth + 1, item) for index, item in enumerate(value))
