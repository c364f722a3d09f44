"""Cutting a formula into numbers, names and signs."""

import math
import re
from itertools import islice

from closeddoor.domain.formula.errors import FormulaError

END = ""
"""Stands behind the last token."""

_BLANKS = r"[ \t\r\n]*+"
_TOKEN = re.compile(
    r"(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)(?:[eE][-+]?[0-9]++)?|[A-Za-z_][A-Za-z0-9_]*+|\*\*|[<>=!]=|[-+*/<>()\[\],]"
)
_TOKENS = re.compile(rf"(?:{_BLANKS}(?:{_TOKEN.pattern}))*+{_BLANKS}")
_MOST_SHOWN = 40


def tokens_of(source: str) -> list[str]:
    """Return the tokens of a formula and `END`; refuses a character that no formula holds."""
    whole = _TOKENS.match(source)
    end = whole.end() if whole else 0
    if end < len(source):
        raise _syntax_error(source[end], end)
    return [*_TOKEN.findall(source), END]


def is_number(token: str) -> bool:
    return token[:1].isdigit() or token[:1] == "."


def is_name(token: str) -> bool:
    return token[:1].isalpha() or token[:1] == "_"


def number_of(token: str) -> float | None:
    """Return the number a token stands for; None when it is beyond all doubles."""
    number = float(token)
    return number if math.isfinite(number) else None


def unexpected(source: str, index: int) -> FormulaError:
    """Return the error of a formula whose token of this index, counted from 0, fits nothing."""
    found = next(islice(_TOKEN.finditer(source), index, None), None)
    if found is None:
        return FormulaError("formula.syntax", "ends where more was expected.")
    return _syntax_error(found.group(), found.start())


def _syntax_error(text: str, offset: int) -> FormulaError:
    shown = text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"
    return FormulaError("formula.syntax", f"does not parse at character {offset + 1:,}: “{shown}”.")
