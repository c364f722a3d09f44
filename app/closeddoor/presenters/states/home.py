"""Home: the two offers, what is under way, the shelf, what was finished, recent conversations."""

from dataclasses import dataclass
from typing import Literal

from closeddoor.presenters.states.shared import Problem


@dataclass(frozen=True)
class BriefingRow:
    """A briefing on the shelf; `progress` says in words where its latest attempt stands.

    `minutes` is the whole of it. `finished_id` is the latest attempt whose debrief can be read again, None without
    one; `next_time` is the line that the participant wrote then. `is_unsigned` says that nobody vouches for its pack.
    """

    pack_id: str
    scenario_id: str
    module: str
    title: str
    summary: str
    level: int
    minutes: int
    facts_as_of: str
    state: Literal["new", "open", "done"]
    progress: str = ""
    finished_id: int | None = None
    next_time: str = ""
    is_unsigned: bool = False


@dataclass(frozen=True)
class BriefingOffer:
    """A briefing for now: how long it is to the next place to stop, and in a sentence why it is this one."""

    row: BriefingRow
    minutes_line: str
    why: str


@dataclass(frozen=True)
class CardsOffer:
    """Questions from debriefs that are due, offered when no briefing is left."""

    title: str
    why: str


@dataclass(frozen=True)
class MeetingOffer:
    """A kind of meeting one may have."""

    kind: str
    title: str


@dataclass(frozen=True)
class ConversationRow:
    conversation_id: int
    title: str
    when: str


@dataclass(frozen=True)
class HomeViewState:
    """`offer` is for ten minutes now; `no_offer` says why there is none, `can_change` whether there is another.

    `notice` is what the history has to say of itself; it stays until it is closed, `problem` until the next visit.
    `is_first` is True until something was begun. `cards_line` ("3 questions to go over") is empty when none is due, or
    when that is not known. `shelf` is what is new beside the offer, `shelf_note` says how much more, or that none is.
    """

    meetings: tuple[MeetingOffer, ...] = ()
    offer: BriefingOffer | CardsOffer | None = None
    no_offer: str = ""
    can_change: bool = False
    is_first: bool = False
    under_way: tuple[BriefingRow, ...] = ()
    cards_line: str = ""
    shelf: tuple[BriefingRow, ...] = ()
    shelf_note: str = ""
    finished: tuple[BriefingRow, ...] = ()
    more_finished: int = 0
    conversations: tuple[ConversationRow, ...] = ()
    model_line: str = ""
    problem: Problem | None = None
    notice: Problem | None = None
