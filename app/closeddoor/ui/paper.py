"""Blocks set for paper, in the faces that every document of the application has there; `ui.pdf` makes a file of it."""

from collections.abc import Iterable, Sequence

from PySide6.QtGui import QTextDocument

from closeddoor.text.blocks import Block, Cell, Container, Heading, Paragraph, Run, Table
from closeddoor.ui.pdf import paper_faces
from closeddoor.ui.widgets.document.typesetter import Typesetter

PLAIN = Container()


def set_on_paper(blocks: Sequence[Block]) -> QTextDocument:
    document = QTextDocument()
    Typesetter(document, paper_faces()).set_blocks(tuple(blocks))
    return document


def heading(level: int, text: str) -> Block:
    return Heading(level, (Run(text, 0),))


def paragraph(text: str, *, bold: bool = False, italic: bool = False, container: Container = PLAIN) -> Block:
    return Paragraph((Run(text, 0, bold=bold, italic=italic),), container)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Block:
    """Return a table whose first row is `head`."""
    return Table(tuple(tuple(Cell((Run(text, 0),)) for text in row) for row in (head, *rows)))
