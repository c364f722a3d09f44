"""Cards: questions to take along, which come back before they are forgotten."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from closeddoor.domain.scenario import Module
from closeddoor.language import tr

CardSource = Literal["next_time", "debrief", "own"]
"""How a card came about: the participant's line for next time, the author's debrief, or the participant alone."""

Recall = Literal["not_at_all", "with_effort", "yes", "at_once"]
"""How well a question came to mind, worst first."""

MODULE_CUES: Mapping[Module, str] = {
    "vendor-proposal": tr("Before a vendor meeting"),
    "business-case": tr("Before an investment decision"),
    "risk": tr("Before you accept a risk"),
    "project-update": tr("Before a project review"),
    "public-statement": tr("Before you speak in public"),
}
"""When the participant's own line is wanted again; the author's cards say so themselves."""

ANY_CUE = tr("Before your next decision about AI")


@dataclass(frozen=True)
class Card:
    """A question to ask, `cue` the occasion, `reason` why it matters (may be empty).

    It came from an attempt, from practice on an own document (`own_id`), or from neither.

    `schedule_json` is the state of the scheduler; the card is due from `due_at_ms` on, the start of a day here.
    """

    id: int
    attempt_id: int | None
    source: CardSource
    cue: str
    question: str
    reason: str
    schedule_json: str
    due_at_ms: int
    created_at_ms: int
    own_id: int | None = None


@dataclass(frozen=True)
class NewCard:
    """What a card is made of before it is kept."""

    attempt_id: int | None
    source: CardSource
    cue: str
    question: str
    reason: str = ""
    own_id: int | None = None
