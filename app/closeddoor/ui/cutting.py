"""Blocks cut in two where a page ends: the first half stays, the rest goes on over the page as it began."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from closeddoor.text.blocks import Block, Cell, Code, Heading, Image, Inline, Paragraph, Rule, Run, Table

Halves = tuple[Block, Block]

MOST_NAME = 80
"""How long the head of a column may be to name each of its cells."""


@dataclass(frozen=True)
class CutTable(Table):
    """A part of a table; its columns stay where they stood on the page before. `widths` are shares of the whole."""

    widths: tuple[float, ...] = ()


def length_of(block: Block) -> int:
    """Return how many characters are set for a block, at least 1."""
    return 1 + sum(_lengths(block))


def is_longer(block: Block, characters: int) -> bool:
    """Return whether a block has more characters than that, without counting those behind."""
    return any(length > characters for length in accumulate(_lengths(block)))


def reach(block: Heading | Paragraph | Code, characters: int, lines: int) -> int:
    """Return how many characters at the beginning of a block are no more than that, nor stand on more lines."""
    texts = (block.text,) if isinstance(block, Code) else map(shown_as, block.inlines)
    begun = ""
    for text in texts:
        begun += text[: characters - len(begun)]
        if len(begun) == characters:
            break
    *_, behind = begun.split("\n", lines)
    return len(begun) - len(behind) if begun.count("\n") >= lines else len(begun)


def _lengths(block: Block) -> Iterator[int]:
    match block:
        case Heading() | Paragraph():
            yield from map(_length, block.inlines)
        case Code():
            yield len(block.text)
        case Table():
            yield from map(row_length, block.rows)
        case Rule():
            return


def row_length(row: Iterable[Cell]) -> int:
    return sum(1 + sum(map(_length, cell.inlines)) for cell in row)


def cut_text(block: Heading | Paragraph | Code, at: int) -> Halves:
    """Return the first `at` characters of a block and the rest, which has no bullet of its own."""
    if isinstance(block, Code):
        kept = block.text[:at].removesuffix("\n")
        return replace(block, text=kept), replace(block, text=block.text[at:], start=block.start + at)
    first, rest = cut_inlines(block.inlines, at)
    return replace(block, inlines=first), replace(block, inlines=rest, container=replace(block.container, bullet=""))


def cut_inlines(inlines: tuple[Inline, ...], at: int) -> tuple[tuple[Inline, ...], tuple[Inline, ...]]:
    """Return what stands before the character `at`, and the rest; a picture's name stays whole."""
    whole = 0
    while whole < len(inlines) and at >= _length(inlines[whole]):
        at -= _length(inlines[whole])
        whole += 1
    first, rest = inlines[:whole], inlines[whole:]
    if rest and isinstance(rest[0], Run) and at > 0:
        first = (*first, replace(rest[0], text=rest[0].text[:at]))
        rest = (replace(rest[0], text=rest[0].text[at:], start=rest[0].start + at), *rest[1:])
    return first, rest


def cut_table(table: Table, rows: int) -> tuple[Table, Table]:
    """Return the first `rows` rows, head included, and a table of the others under the same head."""
    return replace(table, rows=table.rows[:rows]), replace(table, rows=(table.rows[0], *table.rows[rows:]))


def unfolded(table: Table) -> tuple[Block, ...]:
    """Return a table whose first row no page can hold: that row as paragraphs, and a table of the others."""
    row = table.rows[min(1, len(table.rows) - 1)]
    _, rest = cut_table(table, 2)
    return (*_paragraphs(table, row), *((rest,) if len(table.rows) > 2 else ()))


def _paragraphs(table: Table, row: tuple[Cell, ...]) -> Iterator[Block]:
    """Yield the cells of a row, each behind the name of its column."""
    is_head = row is table.rows[0]
    for head, cell in zip(table.rows[0], row, strict=False):
        name = "".join(map(shown_as, head.inlines))
        has_name = 0 < len(name) <= MOST_NAME and not is_head
        named = (Run(f"{name}: ", 0, bold=True),) if has_name else ()
        if cell.inlines:
            yield Paragraph((*named, *cell.inlines), table.container)


def _length(inline: Inline) -> int:
    return len(shown_as(inline))


def shown_as(inline: Inline) -> str:
    """Return the characters that are set for an inline."""
    return f"[{inline.alt or 'picture'}]" if isinstance(inline, Image) else inline.text
