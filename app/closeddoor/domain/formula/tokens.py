"""Cutting a formula into numbers, names and signs."""

import math
import re
from typing import Literal, NamedTuple

from closeddoor.domain.formula.errors import FormulaError

TokenKind = Literal["number", "name", "sign", "end"]

# Each alternative is linear: nothing follows a repetition that could make it try again.
_TOKEN = re.compile(
    r"[ \t\r\n]*(?:"
    r"(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<sign>\*\*|<=|>=|==|!=|[-+*/<>()\[\],])"
    r"|(?P<end>$))"
)
_MOST_SHOWN = 40


class Token(NamedTuple):
    """One piece of a formula; `at` is its place, counted from 1."""

    kind: TokenKind
    text: str
    at: int


def tokens_of(source: str) -> list[Token]:
    """Return the pieces of a formula, the last of kind `end`; refuses a character that no formula holds."""
    tokens: list[Token] = []
    place = 0
    while not tokens or tokens[-1].kind != "end":
        found = _TOKEN.match(source, place)
        if found is None:
            raise syntax_error(source[place:].lstrip()[:1], len(source) - len(source[place:].lstrip()) + 1)
        kind: TokenKind = found.lastgroup  # type: ignore[assignment]  # the names of the groups are the kinds
        tokens.append(Token(kind, found[kind], found.start(kind) + 1))
        place = found.end()
    return tokens


def number_of(token: Token) -> float:
    value = float(token.text)
    if not math.isfinite(value):
        raise syntax_error(token.text, token.at)
    return value


def syntax_error(text: str, at: int) -> FormulaError:
    if not text:
        return FormulaError("formula.syntax", "ends where more was expected.")
    shown = text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"
    return FormulaError("formula.syntax", f"does not parse at character {at:,}: “{shown}”.")
