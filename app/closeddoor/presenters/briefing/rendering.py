"""A pack's Markdown as the page shows it; rendered once, since each state of a page holds it."""

from collections.abc import Iterable
from functools import lru_cache

from closeddoor.domain.document import Document
from closeddoor.presenters.states.briefing import DocumentView, NoteView
from closeddoor.services.practice import MarginNote
from closeddoor.text import RenderedText, read_document, read_markdown


@lru_cache(maxsize=32)
def rendered_document(markdown: str) -> RenderedText:
    return read_document(markdown)


@lru_cache(maxsize=64)
def rendered_markdown(markdown: str) -> RenderedText:
    return read_markdown(markdown)


def document_view(document: Document, notes: Iterable[MarginNote] = ()) -> DocumentView:
    """Return a document with those of the participant's notes that stand in its margin."""
    return DocumentView(
        document.id,
        document.title,
        rendered_document(document.markdown),
        tuple(
            NoteView(note.start, note.end, document.displayed[note.start : note.end], note.text)
            for note in notes
            if note.document_id == document.id
        ),
    )
