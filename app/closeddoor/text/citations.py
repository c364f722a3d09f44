"""Where a text names passages by their numbers, as the model is asked to: `[1]`, `[2, 3]`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BRACKETS = re.compile(r"\[[ ]?[0-9]{1,3}(?:[ ]?[,;][ ]?[0-9]{1,3})*[ ]?\]")
_ONE = re.compile(r"(?:\[[ ]?)?([0-9]{1,3})(?:[ ]?\])?")


@dataclass(frozen=True)
class Citation:
    """One number, with the brackets beside it, from code point `start` to `end` of the text."""

    number: int
    start: int
    end: int


def citations_in(text: str) -> Iterator[Citation]:
    """Yield the numbers in brackets, in reading order; several in one pair are one each."""
    for brackets in _BRACKETS.finditer(text):
        for one in _ONE.finditer(brackets[0]):
            yield Citation(int(one[1]), brackets.start() + one.start(), brackets.start() + one.end())
