"""Marks in hand: where kept quotes stand in the document, and the quotes that marks become."""

from collections.abc import Sequence

from closeddoor.domain.document import Document
from closeddoor.domain.tasks.highlight import HighlightTask, Quote
from closeddoor.domain.tasks.quotes import FoldedText, Place
from closeddoor.presenters.briefing.rendering import document_view, rendered_markdown
from closeddoor.presenters.states.briefing import HighlightState, LabelView, MarkView
from closeddoor.services.practice import Briefing


def highlight_state(briefing: Briefing, task: HighlightTask) -> HighlightState:
    document = briefing.scenario.documents_by_id[task.document]
    return HighlightState(
        title=task.title,
        prompt=rendered_markdown(task.prompt),
        document=document_view(document, briefing.margin_notes),
        labels=tuple(LabelView(label.id, label.title) for label in task.labels),
        marks=marks_of(document, briefing.answers.get(task.id, {}).get("quotes", ())),
    )


def marks_of(document: Document, quotes: Sequence[dict[str, object]]) -> tuple[MarkView, ...]:
    """Return the places of kept quotes, in document order; a quote that is not in the text has none."""
    folded = FoldedText(document.displayed)
    marks = []
    for quote in quotes:
        occurrence = quote.get("occurrence", 1)
        place = folded.find(str(quote["quote"]), occurrence if isinstance(occurrence, int) else 1)
        if place is not None:
            text = document.displayed[place.start : place.end]
            marks.append(MarkView(place.start, place.end, text, str(quote["label"])))
    return tuple(sorted(marks, key=lambda mark: (mark.start, mark.end)))


def quotes_of(document: Document, marks: Sequence[MarkView]) -> list[dict[str, object]]:
    """Return marks as the quotes of a response, each with its occurrence where the words stand more than once."""
    folded = FoldedText(document.displayed)
    quotes: list[dict[str, object]] = []
    for mark in marks:
        found = folded.quote_at(Place(mark.start, mark.end))
        if found is not None:
            quote, occurrence = found
            quotes.append(Quote(quote, mark.label_id, occurrence).to_json())
    return quotes
