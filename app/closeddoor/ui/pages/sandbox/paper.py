"""A conversation set for paper, as the application sets Markdown anywhere."""

from closeddoor.text import render_chat
from closeddoor.ui.paper import set_on_paper
from closeddoor.ui.pdf import pdf_of


def pdf_of_markdown(markdown: str, title: str, footnote: str) -> bytes:
    """Return Markdown as a PDF with `title` in its metadata and `footnote` at the foot of every page."""
    return pdf_of(set_on_paper(render_chat(markdown).blocks), title, footnote)
