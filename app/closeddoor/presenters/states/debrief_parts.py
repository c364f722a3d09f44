"""What stands before and after the tasks of a debrief: what came of each, cards, another try, the slip."""

from dataclasses import dataclass
from typing import Literal

from closeddoor.presenters.states.briefing import NoteView
from closeddoor.presenters.states.shared import Verdict


@dataclass(frozen=True)
class OutcomeView:
    """What came of one task in a sentence; `count` is how much of it ("6 of 8"), empty where that is yes or no.

    A task without an answer is `neutral`, and its `count` says so.
    """

    task_id: str
    title: str
    line: str
    verdict: Verdict
    count: str = ""


@dataclass(frozen=True)
class CardView:
    """A question that the author proposes to take along; `card_id` is that of the card once it is kept."""

    when: str
    ask: str
    because: str
    card_id: int | None = None


@dataclass(frozen=True)
class AgainView:
    """Another briefing to go on with: the same once more, or its twin. `minutes` is how long it takes."""

    kind: Literal["again", "twin"]
    pack_id: str
    scenario_id: str
    title: str
    minutes: int


@dataclass(frozen=True)
class NotedDocument:
    """A document that no task of the debrief shows, with the participant's own notes from its margin."""

    title: str
    notes: tuple[NoteView, ...]


@dataclass(frozen=True)
class SlipView:
    """A slip for the author that is being written: `text` all of what is copied; `refusal` why it cannot be here."""

    task_id: str
    item_id: str
    comment: str
    text: str
    is_copied: bool = False
    refusal: str = ""
