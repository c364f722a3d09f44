"""Blocks that a page writes for paper; `ui.pdf` makes a file of them."""

from collections.abc import Iterable, Sequence

from closeddoor.text.blocks import Block, Cell, Container, Heading, Paragraph, Run, Table

PLAIN = Container()


def heading(level: int, text: str) -> Block:
    return Heading(level, (Run(text, 0),))


def paragraph(text: str, *, bold: bool = False, italic: bool = False, container: Container = PLAIN) -> Block:
    return Paragraph((Run(text, 0, bold=bold, italic=italic),), container)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Block:
    """Return a table whose first row is `head`."""
    return Table(tuple(tuple(Cell((Run(text, 0),)) for text in row) for row in (head, *rows)))
