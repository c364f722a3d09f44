"""The end of a debrief: the author's cards, the words explained, the participant's notes, and what to go on with."""

from collections.abc import Iterable, Sequence

from closeddoor.domain.cards import Card
from closeddoor.domain.scenario import PackInfo, Scenario
from closeddoor.domain.tasks.highlight import HighlightTask
from closeddoor.presenters.briefing.rendering import document_view
from closeddoor.presenters.states.briefing import TermView
from closeddoor.presenters.states.debrief_parts import AgainView, CardView, NotedDocument
from closeddoor.services.practice import Briefing
from closeddoor.services.shelf import ListedPack, ListedScenario, Shelf
from closeddoor.text.author_cards import AuthorCard


def cards_of(cards: Iterable[AuthorCard], kept: Sequence[Card]) -> tuple[CardView, ...]:
    """Return the author's cards; those that the participant kept carry the id of their card."""
    ids = {(card.cue, card.question): card.id for card in kept}
    return tuple(CardView(each.when, each.ask, each.because, ids.get((each.when, each.ask))) for each in cards)


def terms_of(scenario: Scenario) -> tuple[TermView, ...]:
    return tuple(TermView(term.term, term.means, term.matters) for term in scenario.terms)


def noted_of(briefing: Briefing) -> tuple[NotedDocument, ...]:
    """Return the documents with notes of the participant's own that no task shows; those others stand in theirs."""
    shown = {task.document for task in briefing.scenario.tasks if isinstance(task, HighlightTask)}
    others = [document for document in briefing.scenario.documents if document.id not in shown]
    views = [document_view(document, briefing.margin_notes) for document in others]
    return tuple(NotedDocument(view.title, view.notes) for view in views if view.notes)


def again_of(briefing: Briefing, shelf: Shelf) -> tuple[AgainView, ...]:
    """Return what can be begun now: the same briefing, and its twin, as far as they are on the shelf."""
    pack = shelf.pack(briefing.pack.info.id)
    scenario = pack.scenario(briefing.scenario.id) if pack else None
    if pack is None or scenario is None:
        return ()
    twin = pack.scenario(scenario.twin) if scenario.twin else None
    again = AgainView("again", pack.info.id, scenario.id, scenario.title, _minutes(scenario))
    if twin is None:
        return (again,)
    return (AgainView("twin", pack.info.id, twin.id, twin.title, _minutes(twin)), again)


def errata_of(played: PackInfo, installed: ListedPack | None) -> tuple[str, ...]:
    """Return the author's corrections to the pack that an attempt was made with, from the one that is there now."""
    known = installed.info if installed else played
    return tuple(erratum.text for erratum in known.errata if erratum.revision >= played.revision)


def _minutes(scenario: ListedScenario) -> int:
    return sum(step.minutes for step in scenario.steps)
