"""From lines as they were printed to paragraphs as they were written. Pure functions over strings."""

import re
from collections.abc import Iterable, Iterator, Sequence

_BEGINS_ITEM = re.compile(
    r"(?:[-*•◦▪–—‣●○■□]|\(?[0-9]{1,3}[.)]|\(?[a-zA-Z][.)]|\([ivx]{1,4}\)|[0-9]{1,2}(?:\.[0-9]{1,2}){1,4}\.?)\s"
)
_ENDS_SENTENCE = re.compile(r"[.!?:;…][\"”’»)\]]*$")
_BROKEN_WORD = re.compile(r"(\w{2,})-$")
_HYPHENATED = (
    "all anti co cross cost data first free full high hard in inter large long low mid multi non off on one open out "
    "over part post pre re real risk self semi set short single so sub third time top two under up value well whole "
    "year"
)
_KEEPS_HYPHEN = frozenset(_HYPHENATED.split())
"""First halves of words that are written with a hyphen more often than they are broken there."""

_LONGEST_WORD = 60

_FULL = 0.72
"""A line shorter than this share of the page's usual line was ended by the writer, not by the margin."""


def paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """Yield paragraphs: lines joined where they were only wrapped; a blank line always ends one.

    Only the line before decides, so the time grows with the length of the text alone.
    """
    full = _FULL * usual_length(lines)
    held: list[str] = []
    for line in (each.strip() for each in lines):
        if held and not (line and _goes_on(held[-1], line, was_full=len(held[-1]) >= full)):
            yield _joined(held)
            held = []
        if line:
            held.append(line)
    if held:
        yield _joined(held)


def usual_length(lines: Iterable[str]) -> int:
    """Return the length that nine of ten lines stay below: that of a full line."""
    lengths = sorted(len(line.strip()) for line in lines if line.strip())
    return lengths[int(len(lengths) * 0.9)] if lengths else 0


def _joined(lines: Sequence[str]) -> str:
    """Return lines as one; a word broken at the end of a line is whole again."""
    pieces = []
    for line, following in zip(lines, (*lines[1:], ""), strict=True):
        broken = _BROKEN_WORD.search(line[-_LONGEST_WORD:])
        if not following:
            pieces.append(line)
        elif broken and following[:1].islower():
            pieces.append(line if broken.group(1).lower() in _KEEPS_HYPHEN else line[:-1])
        else:
            pieces.append(f"{line} ")
    return "".join(pieces)


def _goes_on(before: str, line: str, *, was_full: bool) -> bool:
    if _BEGINS_ITEM.match(line):
        return False
    if line[:1].islower():
        return was_full or not _ENDS_SENTENCE.search(before[-_LONGEST_WORD:])
    return was_full
