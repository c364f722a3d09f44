"""Practice on a document of one's own: the text, what a good answer would hold, one's answer, one's own verdicts.

Nothing here is ever scored: the points are the user's, and so is every verdict on them.
"""

from dataclasses import dataclass
from typing import Literal

from closeddoor.domain.cards import Card

OwnVerdict = Literal["met", "not_met", "unsure"]

FEWEST_POINTS, MOST_POINTS = 3, 6


@dataclass(frozen=True)
class OwnPoint:
    """One thing a good answer would hold, in the user's words, and what they say of their answer in the end."""

    text: str
    verdict: OwnVerdict | None = None


@dataclass(frozen=True)
class OwnMark:
    """A passage the user marked, as offsets of the document, with their note on it."""

    start: int
    end: int
    note: str = ""


@dataclass(frozen=True)
class OwnWork:
    """All that the user wrote. `stage` is where they are: writing the points, answering, or judging."""

    stage: Literal["rubric", "answer", "judge"] = "rubric"
    points: tuple[OwnPoint, ...] = ()
    marks: tuple[OwnMark, ...] = ()
    memo: str = ""
    next_time: str = ""


@dataclass(frozen=True)
class OwnBriefing:
    """A document of one's own, practised on."""

    id: int
    title: str
    text: str
    work: OwnWork
    created_at_ms: int
    updated_at_ms: int


@dataclass(frozen=True)
class RemovedOwnBriefing:
    """What was deleted, with the cards that went with it: all that is needed to bring it back."""

    briefing: OwnBriefing
    cards: tuple[Card, ...] = ()


@dataclass(frozen=True)
class OwnBriefingRow:
    """One line of the list of own documents."""

    id: int
    title: str
    is_judged: bool
    next_time: str
    updated_at_ms: int
