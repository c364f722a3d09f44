"""A stretch of a long document to read, cut where paragraphs end. Pure functions."""

from closeddoor.domain.attachment import Part, ReadDocument
from closeddoor.language import tr
from closeddoor.presenters.states.attachments import PassageView
from closeddoor.text.plain_document import render_lines

AROUND = 8_000
"""Characters before and after a passage: some three pages each, set in an instant whatever the document's length."""


def excerpt(attachment_id: int, document: ReadDocument, start: int, end: int, title: str) -> PassageView:
    """Return the passage from `start` to `end` with what stands around it."""
    end = min(end, start + 2 * AROUND)
    first = _line_start(document.text, max(0, start - AROUND))
    last = _line_end(document.text, min(len(document.text), end + AROUND))
    text = document.text[first:last]
    parts = [Part(part.kind, part.label, part.start - first) for part in document.parts if first <= part.start < last]
    is_whole_shown = (end - start) >= len(text)
    shown = (0, 0) if is_whole_shown else (start - first, end - first)
    return PassageView(attachment_id, title, _note(document, first, last), render_lines(text, parts), *shown)


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found


def _note(document: ReadDocument, first: int, last: int) -> str:
    """Say whether something is left out."""
    before, after = first > 0, last < len(document.text.rstrip("\n"))
    if not (before or after):
        return ""
    where = tr("before and after this") if before and after else tr("before this") if before else tr("after this")
    return tr("The document has more text {where}; open the file itself to read all of it.", where=where)
