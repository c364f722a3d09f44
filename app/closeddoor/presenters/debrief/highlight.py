"""The debrief of a highlight: each place in the document, found, missed or marked without need."""

from collections.abc import Sequence

from closeddoor.domain.document import Span
from closeddoor.domain.result import TaskResult
from closeddoor.domain.tasks.highlight import (
    NEUTRAL,
    Decoy,
    HighlightResponse,
    HighlightTask,
    PlacedQuote,
    Target,
    place_quotes,
)
from closeddoor.language import tr
from closeddoor.presenters.briefing.rendering import document_view
from closeddoor.presenters.debrief.closing import terms_of
from closeddoor.presenters.states.debrief import HighlightDebrief, PlaceView
from closeddoor.presenters.states.shared import Verdict
from closeddoor.presenters.words import counted, point_range
from closeddoor.services.practice import Briefing

TARGET_VERDICTS: dict[str, Verdict] = {"found": "found", "found_other_label": "partly", "missed": "missed"}


FREE = tr("The author says nothing of this place, for or against.")
MARKED_WITH_ALL = tr("You marked it, among marks that cover too much to count.")
MARKED_TOO_WIDELY = tr("Your mark covers it, and far more than the point itself.")


def highlight_debrief(briefing: Briefing, task: HighlightTask, result: TaskResult) -> HighlightDebrief:
    document = briefing.scenario.documents_by_id[task.document]
    answer = briefing.response().answers.get(task.id)
    quotes = place_quotes(task, answer, document) if isinstance(answer, HighlightResponse) else ()
    places = [
        *(_target(briefing, task, target, quotes, result) for target in task.targets),
        *(_decoy(briefing, task, decoy, quotes) for decoy in task.decoys if _verdict(result, decoy.span) == "decoy"),
        *(_quote(briefing, task, quote, result) for quote in quotes if quote.neutral and result.item(_id(quote))),
    ]
    return HighlightDebrief(
        task_id=task.id,
        title=task.title,
        summary=result.note or _summary(task, result),
        points_line=point_range(result.low, result.high, result.max),
        document=document_view(document, briefing.margin_notes),
        places=tuple(sorted(places, key=lambda place: place.start)),
        terms=terms_of(briefing.scenario),
    )


def is_void(result: TaskResult) -> bool:
    """Return whether the marks cover so much that none of them counts, of which the note tells."""
    return bool(result.note and result.items)


def found_line(task: HighlightTask, result: TaskResult) -> str:
    """Return the sentence on top: `You marked 5 of 8 claims.`; of marks that do not count it says that they do not."""
    if is_void(result):
        return result.note
    found = sum(_verdict(result, target.span) != "missed" for target in task.targets)
    return tr(
        "You marked {found} of {places}.",
        found=found,
        places=counted(len(task.targets), "place that matters", "places that matter"),
    )


def _summary(task: HighlightTask, result: TaskResult) -> str:
    taken = sum(item.verdict == "decoy" for item in result.items)
    other = sum(item.verdict == "found_other_label" for item in result.items)
    parts = [found_line(task, result)]
    if other:
        parts.append(tr("{marks} carried another label than the author's.", marks=counted(other, "mark").capitalize()))
    if taken:
        parts.append(tr("{marks} fell on a sound statement.", marks=counted(taken, "mark").capitalize()))
    elif task.decoys:
        parts.append(tr("You left the sound statements alone."))
    return " ".join(parts)


def _target(
    briefing: Briefing, task: HighlightTask, target: Target, quotes: Sequence[PlacedQuote], result: TaskResult
) -> PlaceView:
    labels = [quote.label for quote in quotes if target.span in quote.finds]
    verdict = TARGET_VERDICTS[_verdict(result, target.span)]
    yours = _marked_as(task, labels, _label(task, target.label))
    if verdict == "missed" and _is_covered(briefing, task, target.span, quotes):
        verdict = "neutral" if is_void(result) else verdict
        yours = MARKED_WITH_ALL if is_void(result) else MARKED_TOO_WIDELY
    return _place(briefing, task, target.span, verdict, _label(task, target.label), yours, target.why)


def _is_covered(briefing: Briefing, task: HighlightTask, span_id: str, quotes: Sequence[PlacedQuote]) -> bool:
    """Return whether a mark covers half of the place or more, however much else it covers."""
    span = _span(briefing, task, span_id)
    return any(2 * quote.place.overlap(span.start, span.end) >= span.length for quote in quotes)


def _decoy(briefing: Briefing, task: HighlightTask, decoy: Decoy, quotes: Sequence[PlacedQuote]) -> PlaceView:
    labels = [quote.label for quote in quotes if decoy.span in quote.hits]
    return _place(
        briefing, task, decoy.span, "decoy", tr("It looks suspicious and is sound"), _marked_as(task, labels), decoy.why
    )


def _place(
    briefing: Briefing, task: HighlightTask, span_id: str, verdict: Verdict, heading: str, yours: str, why: str
) -> PlaceView:
    span = _span(briefing, task, span_id)
    quote = briefing.scenario.documents_by_id[task.document].displayed[span.start : span.end]
    return PlaceView(span_id, span.start, span.end, quote, verdict, heading, yours, why)


def _span(briefing: Briefing, task: HighlightTask, span_id: str) -> Span:
    document = briefing.scenario.documents_by_id[task.document]
    return next(span for span in document.spans if span.id == span_id)


def _quote(briefing: Briefing, task: HighlightTask, quote: PlacedQuote, result: TaskResult) -> PlaceView:
    document = briefing.scenario.documents_by_id[task.document]
    item = result.item(_id(quote))
    return PlaceView(
        item_id=_id(quote),
        start=quote.place.start,
        end=quote.place.end,
        quote=document.displayed[quote.place.start : quote.place.end],
        verdict="neutral",
        heading=tr("Your own mark"),
        yours=_marked_as(task, [quote.label]),
        why=FREE if item and item.why == NEUTRAL else item.why if item else "",
        can_stand_by=True,
        stands_by=_id(quote) in briefing.notes.stood_by.get(task.id, ()),
    )


def _id(quote: PlacedQuote) -> str:
    """Return the item id of a mark that is neither a target nor a decoy."""
    return f"quote-{quote.number}"


def _verdict(result: TaskResult, item_id: str) -> str:
    item = result.item(item_id)
    return item.verdict if item else "missed"


def _label(task: HighlightTask, label_id: str) -> str:
    return next(label.title for label in task.labels if label.id == label_id)


def _marked_as(task: HighlightTask, label_ids: Sequence[str], author: str = "") -> str:
    """Return how a place was marked; the label is not said again where it is the author's, which stands above."""
    titles = list(dict.fromkeys(_label(task, label_id) for label_id in label_ids))
    if titles == [author]:
        return tr("You marked it so.")
    return (
        tr("You marked it {list}.", list=" and ".join(f"“{title}”" for title in titles))
        if titles
        else tr("You did not mark it.")
    )
