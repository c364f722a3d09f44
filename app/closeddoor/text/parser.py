"""The Markdown dialect: CommonMark with pipe tables, and what of it packs and conversations may use."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

MOST_NESTING = 32
"""How deep quotes and lists (or styles) may nest in a text of a pack."""

_MOST_CHAT_NESTING = 12
"""Of the parser's levels, of which a list takes two: every level reads the lines below it once more."""


@cache
def pack_parser() -> "MarkdownIt":
    """Return the parser for packs: raw HTML is recognised, so that it can be refused, and no target is altered."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - 50 ms, which no refusal before the first Markdown waits for

    from closeddoor.text.bounded_rules import bounded  # noqa: PLC0415 - brings the same

    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 2 * MOST_NESTING}).enable("table")
    # The stock parser rewrites targets, and turns links to schemes it distrusts into text: they would go unseen here.
    parser.normalizeLink = _as_written  # type: ignore[method-assign]
    parser.validateLink = _anything  # type: ignore[method-assign]
    return bounded(parser, strict=True)


@cache
def chat_parser() -> "MarkdownIt":
    """Return the parser for conversations: HTML is text, and a definition below never changes a paragraph above."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - as above

    from closeddoor.text.bounded_rules import bounded  # noqa: PLC0415 - as above

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _MOST_CHAT_NESTING})
    return bounded(parser.enable("table").disable("reference"), strict=False)


def _as_written(url: str) -> str:
    return url


def _anything(url: str) -> bool:  # noqa: ARG001 (the parser asks about each target; `packs` decides, with the line)
    return True
