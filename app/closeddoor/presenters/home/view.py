"""From what is known to what the home page shows; pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from closeddoor.domain.history import Conversation
from closeddoor.domain.meeting import MEETING_TITLES
from closeddoor.language import tr, tr_many
from closeddoor.presenters.home.offers import briefing_offer, cards_line, cards_offer
from closeddoor.presenters.home.rows import Key, briefing_row, finished, key_of, new_rows
from closeddoor.presenters.sandbox import conversation_row
from closeddoor.presenters.states.home import BriefingOffer, CardsOffer, HomeViewState, MeetingOffer
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
NOTHING_ELSE_NEW = tr("Nothing else is new on the shelf. Packs are added in the library.")
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
    offered = (offer.row.pack_id, offer.row.scenario_id) if isinstance(offer, BriefingOffer) else None
    new, done = new_rows(known.suggestions, overview, offered), finished(overview)
    begun = tuple(briefing_row(each, overview) for each in under_way(overview.candidates))
    is_first = not any(each.standing for each in overview.candidates) and known.conversations == ()
    return replace(
        state,
        offer=offer,
        no_offer="" if offer else FOR_GROUPS if overview.candidates else NOT_INSTALLED,
        can_change=others > 0,
        is_first=is_first,
        under_way=tuple(row for row in begun if (row.pack_id, row.scenario_id) != offered),
        cards_line="" if isinstance(offer, CardsOffer) else state.cards_line,
        shelf=new,
        shelf_note=_shelf_note(overview, len(new), offered),
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


def _shelf_note(overview: Overview, shown: int, offered: Key | None) -> str:
    """Return how many more are new than the one that is offered and those that are shown."""
    new = [key_of(each) for each in overview.candidates if each.state == "new"]
    more = len(new) - shown - (offered in new)
    if more:
        return tr_many("{more} more is new in the library.", "{more} more are new in the library.", more, more=more)
    return "" if shown else NOTHING_ELSE_NEW if new else NOTHING_NEW
