"""Mark what matters in a document: quotes with labels against targets and decoys. Scored exactly.

The rules are those of the pack format, "highlight". A unit is one point of weight.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from closeddoor.domain.document import Document, Span
from closeddoor.domain.result import Item, TaskResult
from closeddoor.domain.table import Table
from closeddoor.domain.tasks.base import ResponseError, ScoringContext, SpanUse, Task, TaskResponse, exact, parse_head
from closeddoor.domain.tasks.quotes import FoldedText, Place, covered

MOST_COVERAGE = 0.35
DECOY_COST = 0.5
NEUTRAL_COST = 0.25

NEUTRAL = "This is neither one of the author's points nor one of the decoys."
TOO_LONG = "This covers one of the author's points, but marks far more than the point itself."


@dataclass(frozen=True)
class Label:
    id: str
    title: str


@dataclass(frozen=True)
class Target:
    """A marked place worth finding, what is wrong with it (`label`) and how much it weighs (1 to 3)."""

    span: str
    label: str
    weight: int
    why: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Decoy:
    """A marked place that only looks wrong."""

    span: str
    why: str


@dataclass(frozen=True, kw_only=True)
class HighlightTask(Task):
    type: ClassVar[str] = "highlight"

    document: str
    labels: tuple[Label, ...]
    targets: tuple[Target, ...]
    decoys: tuple[Decoy, ...] = ()

    @property
    def document_ids(self) -> tuple[str, ...]:
        return (self.document,)

    @property
    def span_uses(self) -> tuple[SpanUse, ...]:
        targets = (
            SpanUse(self.document, key.span, "target", f"targets[{n}].span") for n, key in enumerate(self.targets)
        )
        decoys = (SpanUse(self.document, key.span, "decoy", f"decoys[{n}].span") for n, key in enumerate(self.decoys))
        return (*targets, *decoys)


@dataclass(frozen=True)
class Quote:
    """A marked quote; `occurrence` counts the places where it stands in the displayed text from 1."""

    quote: str
    label: str
    occurrence: int = 1

    def to_json(self) -> dict[str, object]:
        shown: dict[str, object] = {"quote": self.quote, "label": self.label}
        return shown if self.occurrence == 1 else shown | {"occurrence": self.occurrence}


@dataclass(frozen=True)
class HighlightResponse(TaskResponse):
    quotes: tuple[Quote, ...]

    def to_json(self) -> dict[str, object]:
        return {"quotes": [quote.to_json() for quote in self.quotes]}


@dataclass(frozen=True)
class PlacedQuote:
    """A quote that counts: its place in the response (from 1), in the displayed text, and what it found and hit."""

    number: int
    label: str
    place: Place
    finds: tuple[str, ...]
    hits: tuple[str, ...]
    too_long: bool

    @property
    def neutral(self) -> bool:
        return not self.finds and not self.hits


def parse(table: Table) -> HighlightTask:
    task = HighlightTask(
        **parse_head(table),
        document=table.id("document"),
        labels=table.each(
            "labels", lambda label: Label(label.id(), label.text("title")), unique=lambda label: label.id
        ),
        targets=table.each("targets", _target),
        decoys=table.each("decoys", lambda decoy: Decoy(decoy.id("span"), decoy.text("why")))
        if table.has("decoys")
        else (),
    )
    labels = {label.id for label in task.labels}
    for index, target in enumerate(task.targets):
        if target.label not in labels:
            problem = f"“{target.label}” is not one of this task's labels."
            raise table.error("field.reference", f"targets[{index}].label", problem)
    return task


def parse_response(task: HighlightTask, table: Table) -> HighlightResponse | None:
    quotes = table.each("quotes", _quote, least=0)
    labels = {label.id for label in task.labels}
    for quote in quotes:
        if quote.label not in labels:
            raise ResponseError("response.unknown_label", f"Task “{task.id}” has no label “{quote.label}”.")
    return HighlightResponse(quotes) if quotes else None


def score(task: HighlightTask, response: HighlightResponse, context: ScoringContext) -> TaskResult:
    """Score `points × max(0, earned − cost) / total weight`, or 0 when more than 35 % of the document is marked."""
    document = context.documents[task.document]
    quotes = place_quotes(task, response, document)
    coverage = covered(quote.place for quote in quotes) / len(document.displayed)
    if coverage > MOST_COVERAGE:
        return _everything_marked(task, coverage)
    earned = sum(_earned(target, quotes) for target in task.targets)
    total = sum(target.weight for target in task.targets)
    points = task.points * max(0.0, earned - _cost(task, quotes)) / total
    found = sum(any(target.span in quote.finds for quote in quotes) for target in task.targets)
    return replace(
        exact(task, points, _items(task, quotes)),
        recall=found / len(task.targets),
        precision=sum(bool(quote.finds) for quote in quotes) / len(quotes),
    )


def place_quotes(task: HighlightTask, response: HighlightResponse, document: Document) -> tuple[PlacedQuote, ...]:
    """Return the quotes that count, in order: of the same place with the same label only the first does."""
    text = FoldedText(document.displayed)
    spans = {span.id: span for span in document.spans}
    targets = [spans[target.span] for target in task.targets]
    decoys = [spans[decoy.span] for decoy in task.decoys]
    placed: dict[tuple[Place, str], PlacedQuote] = {}
    for number, quote in enumerate(response.quotes, start=1):
        place = text.find(quote.quote, quote.occurrence)
        if place is None:
            raise _not_there(task, quote)
        placed.setdefault((place, quote.label), _judged(number, quote.label, place, targets, decoys))
    return tuple(placed.values())


def _judged(number: int, label: str, place: Place, targets: Sequence[Span], decoys: Sequence[Span]) -> PlacedQuote:
    reached = [span for span in targets if _reaches(place, span)]
    return PlacedQuote(
        number=number,
        label=label,
        place=place,
        finds=tuple(span.id for span in reached if _short_enough(place, span)),
        hits=tuple(span.id for span in decoys if _reaches(place, span)),
        too_long=any(not _short_enough(place, span) for span in reached),
    )


def _reaches(place: Place, span: Span) -> bool:
    return 2 * place.overlap(span.start, span.end) >= span.length


def _short_enough(place: Place, span: Span) -> bool:
    return place.length <= max(4 * span.length, span.length + 200)


def _earned(target: Target, quotes: Sequence[PlacedQuote]) -> float:
    labels = {quote.label for quote in quotes if target.span in quote.finds}
    if not labels:
        return 0.0
    return target.weight if labels == {target.label} else target.weight / 2


def _cost(task: HighlightTask, quotes: Sequence[PlacedQuote]) -> float:
    decoys = sum(_costs(decoy, quotes) for decoy in task.decoys)
    neutral = sum(quote.neutral for quote in quotes)
    return DECOY_COST * decoys + NEUTRAL_COST * max(0, neutral - len(task.targets))


def _costs(decoy: Decoy, quotes: Sequence[PlacedQuote]) -> bool:
    """Return whether a decoy was hit, and only by quotes that find no target."""
    hitting = [quote for quote in quotes if decoy.span in quote.hits]
    return bool(hitting) and not any(quote.finds for quote in hitting)


def _items(task: HighlightTask, quotes: Sequence[PlacedQuote]) -> tuple[Item, ...]:
    targets = (Item(key.span, _target_verdict(key, quotes), key.why, "exact") for key in task.targets)
    decoys = (Item(key.span, "decoy" if _costs(key, quotes) else "left_alone", key.why, "exact") for key in task.decoys)
    return (*targets, *decoys, *(_quote_item(quote) for quote in quotes if quote.neutral))


def _quote_item(quote: PlacedQuote) -> Item:
    verdict, why = ("too_long", TOO_LONG) if quote.too_long else ("neutral", NEUTRAL)
    return Item(f"quote-{quote.number}", verdict, why, "exact")


def _target_verdict(target: Target, quotes: Sequence[PlacedQuote]) -> str:
    earned = _earned(target, quotes)
    return "missed" if not earned else "found" if earned == target.weight else "found_other_label"


def _everything_marked(task: HighlightTask, coverage: float) -> TaskResult:
    share = math.ceil(coverage * 1000) / 1000  # a share that is too much never reads as 35.0%
    return replace(
        exact(task, 0.0, tuple(Item(target.span, "missed", target.why, "exact") for target in task.targets)),
        note=f"The marks cover {share:.1%} of the document. Above 35% nothing counts as found, "
        "because marking everything tells nothing apart.",
        recall=0.0,
        precision=0.0,
    )


def _not_there(task: HighlightTask, quote: Quote) -> ResponseError:
    which = f" a place number {quote.occurrence}" if quote.occurrence > 1 else ""
    shown = quote.quote if len(quote.quote) <= 120 else quote.quote[:120] + "…"
    if which:
        return ResponseError(
            "response.quote_missing", f"Task “{task.id}”: the document has no{which[2:]} of “{shown}”."
        )
    return ResponseError("response.quote_missing", f"Task “{task.id}”: “{shown}” does not stand in the document.")


def _target(table: Table) -> Target:
    return Target(
        span=table.id("span"),
        label=table.id("label"),
        weight=table.integer("weight", 1, 3),
        why=table.text("why"),
        tags=table.optional_texts("tags"),
    )


def _quote(table: Table) -> Quote:
    occurrence = table.integer("occurrence") if table.has("occurrence") else 1
    return Quote(table.text("quote", most=1_000_000, empty=True), table.text("label", empty=True), occurrence)
