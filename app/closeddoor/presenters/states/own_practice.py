"""Practice on a document of one's own."""

from dataclasses import dataclass
from typing import Literal

from closeddoor.domain.own_briefing import OwnVerdict
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.text import RenderedText

EMPTY = RenderedText((), "")

OwnStage = Literal["choose", "rubric", "answer", "judge"]


@dataclass(frozen=True)
class OwnRow:
    """One that was begun earlier; `about` says when it was worked on and what the user will ask next time."""

    briefing_id: int
    title: str
    about: str


@dataclass(frozen=True)
class PointRow:
    """A point of the user's: what a good answer would hold, and what they say of their answer."""

    text: str
    verdict: OwnVerdict | None = None


@dataclass(frozen=True)
class MarkRow:
    """A passage the user marked: its words, where it stands, and their note."""

    quote: str
    start: int
    end: int
    note: str


@dataclass(frozen=True)
class OwnPracticeViewState:
    """`go_on_hint` says what is missing before one can go on, `refusal` why none can begin here; nothing is a score."""

    stage: OwnStage = "choose"
    rows: tuple[OwnRow, ...] = ()
    pasted: str = ""
    title: str = ""
    document: RenderedText = EMPTY
    points: tuple[PointRow, ...] = ()
    can_add_point: bool = False
    marks: tuple[MarkRow, ...] = ()
    memo: str = ""
    next_time: str = ""
    can_go_on: bool = False
    go_on_hint: str = ""
    busy: Busy | None = None
    problem: Problem | None = None
    undo: str = ""
    refusal: str = ""
