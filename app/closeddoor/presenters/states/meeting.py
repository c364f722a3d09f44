"""Before a meeting: which kind, its guide, the user's own notes, and a briefing if there is time."""

from dataclasses import dataclass

from closeddoor.presenters.states.home import BriefingOffer
from closeddoor.presenters.states.shared import Problem


@dataclass(frozen=True)
class MeetingKindRow:
    """A kind of meeting to choose; `about` says when it is the one."""

    kind: str
    title: str
    about: str = ""


@dataclass(frozen=True)
class QuestionView:
    """A question worth asking, with what a good and an evasive answer sound like."""

    question: str
    good: str
    evasive: str


@dataclass(frozen=True)
class SaidAndMeant:
    """A red flag and why it is one, or a term and what it means."""

    words: str
    meaning: str


@dataclass(frozen=True)
class GuideView:
    """One kind of meeting, whole."""

    kind: str
    title: str
    opening: str
    questions: tuple[QuestionView, ...]
    red_flags: tuple[SaidAndMeant, ...]
    terms: tuple[SaidAndMeant, ...]
    facts_line: str


@dataclass(frozen=True)
class NoteRow:
    """Notes for another meeting of the kind: `begun_at_ms` is what they are known by, `below` how they begin."""

    begun_at_ms: int
    title: str
    below: str


@dataclass(frozen=True)
class MeetingViewState:
    """`guide` is None while none is chosen: then `kinds` are offered.

    `notes` are those for one meeting, known by `begun_at_ms`; `name` is what the user calls it, `day` what it is called
    without. `others` are notes for other meetings of the kind, and `more_others` says how many are not listed.

    `notes` are shown as they were kept, or as they are being typed; `can_write` is False while they are not there, so
    that nothing is written over them. `notes_line` says where they are kept or that they are being opened,
    `copied_line` that the questions were copied. `briefing` is what prepares for this meeting, None where the shelf
    has nothing of the kind.
    """

    kinds: tuple[MeetingKindRow, ...] = ()
    guide: GuideView | None = None
    notes: str = ""
    name: str = ""
    day: str = ""
    begun_at_ms: int = 0
    others: tuple[NoteRow, ...] = ()
    more_others: str = ""
    can_write: bool = False
    notes_line: str = ""
    copied_line: str = ""
    briefing: BriefingOffer | None = None
    problem: Problem | None = None
