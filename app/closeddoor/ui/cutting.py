"""Blocks cut in two where a page ends: the first half stays, the rest goes on over the page as it began."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

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
    match block:
        case Heading() | Paragraph():
            return 1 + sum(map(_length, block.inlines))
        case Code():
            return 1 + len(block.text)
        case Table():
            return 1 + sum(map(row_length, block.rows))
        case Rule():
            return 1


def row_length(row: Iterable[Cell]) -> int:
    return sum(1 + sum(map(_length, cell.inlines)) for cell in row)


def cut_text(block: Heading | Paragraph | Code, at: int) -> Halves:
    """Return the first `at` characters of a block and the rest, which has no bullet of its own."""
    if isinstance(block, Code):
        kept = block.text[:at].removesuffix("\n")
        return replace(block, text=kept), replace(block, text=block.text[at:], start=block.start + at)
    first, rest = cut_inlines(block.inlines, at)
    return replace(block, inlines=first), replace(block, inlines=rest, container=replace(block.container, bullet=""))


def cut_inlines(inlines: Iterable[Inline], at: int) -> tuple[tuple[Inline, ...], tuple[Inline, ...]]:
    """Return what stands before the character `at`, and the rest; a picture's name stays whole."""
    first: list[Inline] = []
    rest: list[Inline] = []
    for inline in inlines:
        if at >= _length(inline):
            first.append(inline)
        elif isinstance(inline, Run) and at > 0:
            first.append(replace(inline, text=inline.text[:at]))
            rest.append(replace(inline, text=inline.text[at:], start=inline.start + at))
        else:
            rest.append(inline)
        at = max(0, at - _length(inline))
    return tuple(first), tuple(rest)


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
