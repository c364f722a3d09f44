"""What a text may ask of the Markdown parser, whose time grows with the square of unmatched brackets and empty cells.

A block beyond it is characters as they are written in a conversation, and refused in a pack.
"""

import re
from collections.abc import Iterator, Mapping

from closeddoor.text.errors import MarkupError

MOST_INLINE_CHARACTERS = 10_000
MOST_BRACKETS = 200
MOST_CELLS = 1_000
MOST_QUOTED_LINES = 50_000
"""Lines times the quotes around them, for the parser reads a line once for every quote it may belong to."""

_BLANK = re.compile(r"\n[ \t]*\n")
_LEAD = re.compile(r"^(?:[ \t]|>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))+", re.MULTILINE)

_QUOTES = "begins a text with long quotes inside quotes."

_LINE_STEPS = 100
_BLANK_LINE_STEPS = 6
_SIGN_STEPS: Mapping[str, int] = {
    "*": 35, "_": 35, "[": 60, "|": 40, ">": 40, "<": 40, "&": 20, "\\": 10, "`": 10, "\t": 50, "  ": 10,
    "- ": 60, "+ ": 60, "-\n": 50,
}  # fmt: skip
_NUMBERED = re.compile(r"\d[.)]\s")
_NUMBERED_STEPS = 60
_BRACKET_STEPS, _CELL_STEPS = 3, 40
_CHARACTERS_PER_STEP = 4


def markdown_steps(markdown: str) -> Iterator[int]:
    """Yield what a text takes to parse, in the steps of a pack's effort; what is counted in no time comes first.

    Lines and signs; then brackets, with the square of how many stand in one stretch, and cells, as if the widest row of
    a stretch had them all. Whoever has heard enough after the first need not ask for the second.
    """
    filled = 1 + markdown.count("\n") - markdown.count("\n\n")
    steps = len(markdown) // _CHARACTERS_PER_STEP + _LINE_STEPS * filled + _BLANK_LINE_STEPS * markdown.count("\n")
    steps += _NUMBERED_STEPS * len(_NUMBERED.findall(markdown))
    yield steps + sum(weight * markdown.count(sign) for sign, weight in _SIGN_STEPS.items())
    yield sum(_stretch_steps(stretch) for stretch in _BLANK.split(markdown))


def _stretch_steps(stretch: str) -> int:
    """Return what grows faster than the length of a stretch without blank lines."""
    steps = _BRACKET_STEPS * min(stretch.count("["), MOST_BRACKETS) ** 2
    if "|" in stretch:
        lines = stretch.split("\n")
        steps += _CELL_STEPS * len(lines) * max(line.count("|") for line in lines)
    return steps


def refuse_long(markdown: str) -> None:
    """Refuse, before it is parsed, a text in which many lines are read once for each of many quotes."""
    if sum(map(_quoted_lines, _BLANK.split(markdown))) > MOST_QUOTED_LINES:
        raise MarkupError("text.dense", 1, _QUOTES)


def is_dense(inline: str) -> bool:
    """Return whether the text of one paragraph, heading or cell would take long to parse."""
    return len(inline) > MOST_INLINE_CHARACTERS or inline.count("[") > MOST_BRACKETS


def _quoted_lines(stretch: str) -> int:
    """Return how often the lines of a stretch without blank lines are read: all may go on with its deepest quote."""
    depth = max((lead.group().count(">") for lead in _LEAD.finditer(stretch)), default=0)
    return depth * (stretch.count("\n") + 1)
