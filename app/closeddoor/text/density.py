"""What a text may ask of the Markdown parser, whose time grows with the square of unmatched brackets and empty cells.

A block beyond it is characters as they are written in a conversation, and refused in a pack.
"""

import re

from closeddoor.text.errors import MarkupError

MOST_CHARACTERS = 100_000
"""How long one text of a pack may be; its blocks take time in proportion."""

MOST_INLINE_CHARACTERS = 10_000
MOST_BRACKETS = 200
MOST_CELLS = 1_000
MOST_QUOTED_LINES = 50_000
"""Lines times the quotes around them, for the parser reads a line once for every quote it may belong to."""

_BLANK = re.compile(r"\n[ \t]*\n")
_LEAD = re.compile(r"^(?:[ \t]|>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))+", re.MULTILINE)

_QUOTES = "begins a text with long quotes inside quotes."
_LONG = f"begins a text of more than {MOST_CHARACTERS:,} characters."


def refuse_long(markdown: str) -> None:
    """Refuse, before it is parsed, a text of a pack that is too long altogether."""
    if len(markdown) > MOST_CHARACTERS:
        raise MarkupError("text.dense", 1, _LONG)
    if sum(map(_quoted_lines, _BLANK.split(markdown))) > MOST_QUOTED_LINES:
        raise MarkupError("text.dense", 1, _QUOTES)


def is_dense(inline: str) -> bool:
    """Return whether the text of one paragraph, heading or cell would take long to parse."""
    return len(inline) > MOST_INLINE_CHARACTERS or inline.count("[") > MOST_BRACKETS


def _quoted_lines(stretch: str) -> int:
    """Return how often the lines of a stretch without blank lines are read: all may go on with its deepest quote."""
    depth = max((lead.group().count(">") for lead in _LEAD.finditer(stretch)), default=0)
    return depth * (stretch.count("\n") + 1)
