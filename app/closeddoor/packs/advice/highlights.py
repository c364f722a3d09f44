"""Warnings about highlights: no decoys, and documents in which the targets stand out before they are understood."""

import re
from collections import Counter
from collections.abc import Iterator

from closeddoor.domain.document import Document
from closeddoor.domain.scenario import Scenario
from closeddoor.domain.tasks.base import ScoringContext
from closeddoor.domain.tasks.highlight import HighlightResponse, HighlightTask, Quote, score
from closeddoor.domain.tasks.quotes import FoldedText
from closeddoor.domain.tasks.quotes import Place as Stretch
from closeddoor.language import tr
from closeddoor.packs.advice.warning import Place, Warned
from closeddoor.text.sentences import split_sentences

MOST_BY_KEYWORD = 0.35
"""The share of the points that marking by keyword, without reading, should not earn."""

NO_DECOYS = tr(
    "This task has no decoys, so that whoever marks everything odd is never wrong. Mark a place or two that look "
    "doubtful and are sound."
)

_KEYWORD = re.compile(
    r"\d|\bAI\b|\b(?:all|always|any|best|every|first|fully|guarantee[ds]?|leading|most|never|only|unique|\w{3,}est)\b"
)


def warn_of_highlights(scenario: Scenario, place: Place) -> Iterator[Warned]:
    """Look at every highlight and at what a reader would score on it who marks by keyword."""
    for number, task in enumerate(scenario.tasks):
        if not isinstance(task, HighlightTask):
            continue
        at = place.at(f"tasks[{number}]")
        if not task.decoys:
            yield at.warn("highlight.decoys", NO_DECOYS)
        share = score_by_keyword(task, scenario.documents_by_id[task.document])
        if share > MOST_BY_KEYWORD:
            problem = tr(
                "Whoever marks every sentence with a number, a superlative or “AI”, and reads none, earns {share} of "
                "the points. Put such words into sound sentences too, or mark targets without them.",
                share=f"{share:.0%}",
            )
            yield at.at("document").warn("highlight.keyword", problem)


def score_by_keyword(task: HighlightTask, document: Document, keyword: re.Pattern[str] = _KEYWORD) -> float:
    """Return the share of the points that a reader earns who marks by keyword and gives all the commonest label."""
    label = Counter(target.label for target in task.targets).most_common(1)[0][0]
    text = FoldedText(document.displayed)
    sentences = [each for each in split_sentences(document.displayed) if keyword.search(each.text)]
    found = [text.quote_at(Stretch(each.start, each.end)) for each in sentences]
    quotes = tuple(Quote(quote, label, occurrence) for quote, occurrence in filter(None, found))
    if not quotes:
        return 0.0
    return score(task, HighlightResponse(quotes), ScoringContext({document.id: document})).score / task.points
