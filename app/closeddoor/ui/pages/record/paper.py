"""The statement of practice on paper, as any document of the application is set there."""

from closeddoor.language import tr
from closeddoor.presenters.paper import Steps
from closeddoor.presenters.states.record import StatementPage
from closeddoor.ui.paper import heading, paragraph, table
from closeddoor.ui.pdf import pdf_steps

HEAD = (tr("Module"), tr("About how long"))


def pdf_of_statement(page: StatementPage) -> Steps:
    """Return the steps that set the page as a PDF of one sheet."""
    blocks = (
        heading(1, page.title),
        *map(paragraph, page.above),
        table(HEAD, page.modules),
        *map(paragraph, page.below),
    )
    return pdf_steps(blocks, page.title)
