"""The author's cards at the end of a debrief: a table of questions to take along, taken out of its text."""

from dataclasses import dataclass, replace

from closeddoor.text.blocks import Block, Cell, Heading, RenderedText, Run, Table

HEAD = ("when", "ask", "because")


@dataclass(frozen=True)
class AuthorCard:
    """A question to ask, `when` the occasion and `because` why it matters; either may be empty."""

    when: str
    ask: str
    because: str


def part_cards(text: RenderedText) -> tuple[RenderedText, tuple[AuthorCard, ...]]:
    """Return the text without its tables of cards, and the cards; a text without such a table as it is.

    A table of cards has the head `When | Ask | Because`, in any case of letters; a row without a question is no card.
    A heading under which nothing else stands goes with its table.
    """
    tables = [place for place, block in enumerate(text.blocks) if _is_of_cards(block)]
    if not tables:
        return text, ()
    rows = [row for place in tables for row in _rows(text.blocks[place])]
    cards = tuple(dict.fromkeys(AuthorCard(*row) for row in rows if row[1]))
    gone = {*tables, *(place - 1 for place in tables if _is_bare_heading(text.blocks, place))}
    return _without(text, gone), cards


def _is_of_cards(block: Block) -> bool:
    return isinstance(block, Table) and bool(block.rows) and tuple(map(str.casefold, _words(block.rows[0]))) == HEAD


def _rows(block: Block) -> list[tuple[str, str, str]]:
    rows = block.rows[1:] if isinstance(block, Table) else ()
    return [(row[0], row[1], row[2]) for row in map(_words, rows) if len(row) == len(HEAD)]


def _words(row: tuple[Cell, ...]) -> tuple[str, ...]:
    said = ("".join(inline.text for inline in cell.inlines if isinstance(inline, Run)).strip() for cell in row)
    return tuple(" ".join(text.split()) for text in said)


def _is_bare_heading(blocks: tuple[Block, ...], table: int) -> bool:
    stands_before = table > 0 and isinstance(blocks[table - 1], Heading)
    ends = table + 1 == len(blocks) or isinstance(blocks[table + 1], Heading)
    return stands_before and ends


def _without(text: RenderedText, gone: set[int]) -> RenderedText:
    """Return the text without some blocks; what is displayed ends before them when they are the last ones."""
    kept = tuple(block for place, block in enumerate(text.blocks) if place not in gone)
    first = min(gone)
    is_tail = len(kept) == first
    displayed = text.displayed[: _start(text.blocks[first])].rstrip() + "\n" if is_tail else text.displayed
    return replace(text, blocks=kept, displayed=displayed)


def _start(block: Block) -> int:
    """Return where a heading or a table begins in the displayed text."""
    if isinstance(block, Heading):
        return min((inline.start for inline in block.inlines), default=0)
    cells = [cell for row in block.rows for cell in row] if isinstance(block, Table) else []
    return min((inline.start for cell in cells for inline in cell.inlines), default=0)
