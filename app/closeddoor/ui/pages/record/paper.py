"""The statement of practice set for paper, as a document of the application is."""

from PySide6.QtGui import QTextDocument

from closeddoor.presenters.states.record import StatementPage
from closeddoor.text.blocks import Block, Cell, Heading, Paragraph, Run, Table
from closeddoor.ui.pdf import paper_faces, pdf_of
from closeddoor.ui.widgets.document.typesetter import Typesetter

HEAD = ("Module", "About how long")


def pdf_of_statement(page: StatementPage) -> bytes:
    """Return the page as a PDF of one sheet."""
    return pdf_of(statement_document(page), page.title)


def statement_document(page: StatementPage) -> QTextDocument:
    document = QTextDocument()
    rows = tuple(tuple(Cell(_runs(text)) for text in texts) for texts in (HEAD, *page.modules))
    blocks: tuple[Block, ...] = (
        Heading(1, _runs(page.title)),
        *(Paragraph(_runs(text)) for text in page.above),
        Table(rows),
        *(Paragraph(_runs(text)) for text in page.below),
    )
    Typesetter(document, paper_faces()).set_blocks(blocks)
    return document


def _runs(text: str) -> tuple[Run, ...]:
    return (Run(text, 0),)
