"""The rules of the Markdown parser within the bounds of `density`: the only ones that it is given here.

Beside `parser` the only module that imports the parser itself, for its 50 ms.
"""

from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from closeddoor.text.density import MOST_CELLS, is_dense
from closeddoor.text.errors import MarkupError

_BRACKETS = "begins a paragraph that is longer than any reader follows or full of brackets."
_CELLS = f"begins a table of more than {MOST_CELLS:,} cells."


def bounded(parser: MarkdownIt, *, strict: bool) -> MarkdownIt:
    """Return `parser` with these bounds: `strict` raises `MarkupError`, else a block beyond them is plain text."""
    parser.core.ruler.at("inline", _inline_rule(strict=strict))
    parser.block.ruler.at("table", _table_rule(strict=strict), {"alt": ["paragraph", "reference"]})
    return parser


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
