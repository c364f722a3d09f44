"""The statement of practice set for paper, as a document of the application is."""

from PySide6.QtGui import QTextDocument

from closeddoor.language import tr
from closeddoor.presenters.states.record import StatementPage
from closeddoor.ui.paper import heading, paragraph, set_on_paper, table
from closeddoor.ui.pdf import pdf_of

HEAD = (tr("Module"), tr("About how long"))


def pdf_of_statement(page: StatementPage) -> bytes:
    """Return the page as a PDF of one sheet."""
    return pdf_of(statement_document(page), page.title)


def statement_document(page: StatementPage) -> QTextDocument:
    blocks = (
        heading(1, page.title),
        *map(paragraph, page.above),
        table(HEAD, page.modules),
        *map(paragraph, page.below),
    )
    return set_on_paper(blocks)
