"""What a text may ask of the Markdown parser, whose time grows with the square of unmatched brackets and empty cells.

A block beyond it is characters as they are written in a conversation, and refused in a pack.
"""

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

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

_BRACKETS = "begins a paragraph that is longer than any reader follows or full of brackets."
_CELLS = f"begins a table of more than {MOST_CELLS:,} cells."
_QUOTES = "begins a text with long quotes inside quotes."
_LONG = f"begins a text of more than {MOST_CHARACTERS:,} characters."


def bounded(parser: MarkdownIt, *, strict: bool) -> MarkdownIt:
    """Return `parser` with these bounds: `strict` raises `MarkupError`, else a block beyond them is plain text."""
    parser.core.ruler.at("inline", _inline_rule(strict=strict))
    parser.block.ruler.at("table", _table_rule(strict=strict), {"alt": ["paragraph", "reference"]})
    return parser


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


def _inline_rule(*, strict: bool) -> Callable[[StateCore], None]:
    def inline(state: StateCore) -> None:
        for token in state.tokens:
            if token.type != "inline":
                continue
            token.children = []
            if not is_dense(token.content):
                state.md.inline.parse(token.content, state.md, state.env, token.children)
            elif strict:
                raise MarkupError("text.dense", token.map[0] + 1 if token.map else 1, _BRACKETS)
            else:
                token.children.append(Token("text", "", 0, content=token.content))

    return inline


def _table_rule(*, strict: bool) -> Callable[[StateBlock, int, int, bool], bool]:
    def bounded_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 (the parser's)
        if not table(state, start, end, True):
            return False
        if _cells(state, start, end) > MOST_CELLS:
            if strict:
                raise MarkupError("text.dense", start + 1, _CELLS)
            return False
        return silent or table(state, start, end, False)

    return bounded_table


def _cells(state: StateBlock, start: int, end: int) -> int:
    """Return how many cells the table that begins at line `start` would have, counted to just beyond the bound."""
    columns = max(1, state.src.count("|", state.bMarks[start], state.eMarks[start]) - 1)
    rows, furthest = 1, min(end, start + 3 + MOST_CELLS // columns)
    for line in range(start + 2, furthest):
        if state.isEmpty(line):
            break
        rows += 1
    return columns * rows
