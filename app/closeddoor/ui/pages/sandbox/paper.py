"""A conversation set for paper, as the application sets Markdown anywhere."""

from closeddoor.presenters.paper import Steps
from closeddoor.text import render_chat
from closeddoor.ui.pdf import pdf_steps


def pdf_of_markdown(markdown: str, title: str, footnote: str) -> Steps:
    """Read Markdown, which may take a while and does on any thread, and return the steps that set it as a PDF.

    `title` stands in its metadata, `footnote` at the foot of every page.
    """
    return pdf_steps(render_chat(markdown).blocks, title, footnote)
