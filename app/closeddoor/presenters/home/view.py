"""From what is known to what the home page shows; pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from closeddoor.domain.history import Conversation
from closeddoor.domain.meeting import MEETING_TITLES
from closeddoor.language import tr
from closeddoor.presenters.home.offers import briefing_offer, cards_line, cards_offer
from closeddoor.presenters.home.rows import briefing_row, finished, shelf_modules
from closeddoor.presenters.sandbox import conversation_row
from closeddoor.presenters.states.home import BriefingOffer, BriefingRow, CardsOffer, HomeViewState, MeetingOffer
from closeddoor.services.choosing import Suggestion, under_way
from closeddoor.services.overview import Overview
from closeddoor.services.shelf import Shelf

RECENT_CONVERSATIONS = 5
FINISHED_AT_A_TIME = 6
MOST_FINISHED = 60
"""How many finished briefings home shows at most; the record has all."""

MEETINGS = tuple(MeetingOffer(kind, title) for kind, title in MEETING_TITLES.items())
NOT_INSTALLED = tr("No briefing is installed. Add a pack in the library.")
FOR_GROUPS = tr("What is on the shelf is for a group to discuss. Add a pack in the library.")
NOT_READ = tr("The shelf could not be read. What you have done is kept.")
NOTHING_NEW = tr("Nothing new is on the shelf. Packs are added in the library.")


@dataclass
class Known:
    """What has arrived so far; None is what has not. Of cards nothing may ever be known."""

    shelf: Shelf | None = None
    overview: Overview | None = None
    suggestions: tuple[Suggestion, ...] = ()
    cards_due: int | None = None
    conversations: tuple[Conversation, ...] | None = None


@dataclass
class Chosen:
    """What the user asked of the page since it was opened: another suggestion, more of what is finished."""

    suggestion: int = 0
    finished: int = FINISHED_AT_A_TIME


def home_view(known: Known, chosen: Chosen) -> HomeViewState:
    """Return the page; without an overview it has the meetings and the conversations."""
    recent = (known.conversations or ())[:RECENT_CONVERSATIONS]
    state = HomeViewState(
        meetings=MEETINGS,
        no_offer=NOT_READ,
        cards_line=cards_line(known.cards_due),
        conversations=tuple(conversation_row(conversation) for conversation in recent),
    )
    return _with_shelf(state, known, known.overview, chosen) if known.overview else state


def _with_shelf(state: HomeViewState, known: Known, overview: Overview, chosen: Chosen) -> HomeViewState:
    offer, others = _offer(known, overview, chosen.suggestion)
    modules, done = shelf_modules(overview), finished(overview)
    begun = tuple(briefing_row(each, overview) for each in under_way(overview.candidates))
    is_first = not any(each.standing for each in overview.candidates) and known.conversations == ()
    return replace(
        state,
        offer=offer,
        no_offer="" if offer else FOR_GROUPS if overview.candidates else NOT_INSTALLED,
        can_change=others > 0,
        is_first=is_first,
        under_way=tuple(row for row in begun if not _is_offered(row, offer)),
        cards_line="" if isinstance(offer, CardsOffer) else state.cards_line,
        shelf=modules,
        shelf_note="" if modules else NOTHING_NEW,
        finished=tuple(briefing_row(each, overview) for each in done[: chosen.finished]),
        more_finished=max(0, min(len(done), MOST_FINISHED) - chosen.finished),
    )


def _offer(known: Known, overview: Overview, place: int) -> tuple[BriefingOffer | CardsOffer | None, int]:
    """Return what is offered for ten minutes, and how many others there are."""
    found = known.suggestions
    cards = (cards_offer(known.cards_due),) if known.cards_due and _all_done(found) else ()
    count = len(cards) + len(found)
    if not count:
        return None, 0
    index = place % count
    if index < len(cards):
        return cards[index], count - 1
    return briefing_offer(found[index - len(cards)], overview), count - 1


def _all_done(found: Sequence[Suggestion]) -> bool:
    return all(each.candidate.state == "done" for each in found)


def _is_offered(row: BriefingRow, offer: BriefingOffer | CardsOffer | None) -> bool:
    if not isinstance(offer, BriefingOffer):
        return False
    return (row.pack_id, row.scenario_id) == (offer.row.pack_id, offer.row.scenario_id)
