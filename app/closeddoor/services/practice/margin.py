"""Notes in the margin: what the participant wrote beside a passage of a document, as values and as kept text."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from closeddoor.domain.document import Document
from closeddoor.domain.scenario import Scenario

MARGIN_KEY = "margin:"
"""Before the id of a document: the key under which its notes lie among the reflections of an attempt."""


@dataclass(frozen=True)
class MarginNote:
    """A note beside the passage from code point `start` to `end` of a document's displayed text."""

    document_id: str
    start: int
    end: int
    text: str


MarginNotes = tuple[MarginNote, ...]


def with_note(notes: MarginNotes, note: MarginNote) -> MarginNotes:
    """Return `notes` with `note`, in place of another at the very same passage; one without words is none."""
    others = (each for each in notes if _place(each) != _place(note))
    written = (note,) if note.text.strip() else ()
    return tuple(sorted((*others, *written), key=_place))


def notes_json(notes: Iterable[MarginNote], document: Document) -> str:
    """Return the notes on one document as they are kept: with their passage, which finds its place again by itself."""
    kept = [
        {"start": each.start, "end": each.end, "quote": document.displayed[each.start : each.end], "text": each.text}
        for each in notes
        if each.document_id == document.id
    ]
    return json.dumps(kept)


def read_notes(texts: Mapping[str, str], scenario: Scenario) -> MarginNotes:
    """Return every note that was kept; one on a document that is not there any more is left where it lies."""
    notes = [
        _read(entry, document)
        for document in scenario.documents
        for entry in json.loads(texts.get(MARGIN_KEY + document.id, "[]"))
    ]
    return tuple(sorted(notes, key=_place))


def _read(entry: Mapping[str, Any], document: Document) -> MarginNote:
    """Read a note where it was; where the text is now set otherwise, at its passage, or at the nearest end."""
    start, end, quote = int(entry["start"]), int(entry["end"]), str(entry["quote"])
    if document.displayed[start:end] != quote and (found := document.displayed.find(quote)) >= 0:
        start, end = found, found + len(quote)
    length = len(document.displayed)
    return MarginNote(document.id, min(start, length), min(end, length), str(entry["text"]))


def _place(note: MarginNote) -> tuple[str, int, int]:
    return note.document_id, note.start, note.end
