"""A briefing for a group: what is prepared at the desk, and what the room sees on the projector."""

from dataclasses import dataclass
from typing import Literal

from closeddoor.presenters.states.shared import Busy, Problem, Verdict
from closeddoor.text.blocks import RenderedText

PaperKind = Literal["guide", "documents", "hands"]
"""For the facilitator; for the participants; to count hands on."""

NO_TEXT = RenderedText((), "")


@dataclass(frozen=True)
class Reason:
    """What is shown once the room has argued: how it stands, in a word with a shape, and the author's sentence."""

    verdict: Verdict
    word: str
    why: str


@dataclass(frozen=True)
class Slide:
    """What the projector shows at once. `part` is the section it belongs to.

    `question` is what to ask the room. `mark` is the place in `text` that it is about, in code points, drawn without a
    word on whether it is sound; `reason` says that, on the slide after. `step` counts lines of the run of show from 0;
    None where that does not say what is on the wall when.
    """

    part: str
    title: str
    text: RenderedText = NO_TEXT
    mark: tuple[int, int] | None = None
    question: str = ""
    reason: Reason | None = None
    step: int | None = None


@dataclass(frozen=True)
class HandsPart:
    """Part of the sheet to count hands on: a question, and what hands are raised for."""

    title: str
    question: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class TitledText:
    title: str
    text: RenderedText


@dataclass(frozen=True)
class StepRow:
    """A line of the run of show: `when` is "18 to 33"."""

    when: str
    title: str
    minutes: int


@dataclass(frozen=True)
class Prepared:
    """One briefing, ready to be run: everything that is shown, and that can be printed."""

    pack_id: str
    scenario_id: str
    title: str
    pack_title: str
    module: str
    role: str
    credit_line: str
    facts_line: str
    situation: RenderedText
    documents: tuple[TitledText, ...]
    terms: tuple[tuple[str, str, str], ...]
    debrief: RenderedText
    guide: RenderedText | None
    steps: tuple[StepRow, ...]
    is_run_of_guide: bool
    slides: tuple[Slide, ...]
    hands: tuple[HandsPart, ...]

    @property
    def parts(self) -> tuple[str, ...]:
        """The sections of the slides, in order."""
        return tuple(dict.fromkeys(slide.part for slide in self.slides))


@dataclass(frozen=True)
class SessionRow:
    """A briefing that a group can be given."""

    pack_id: str
    scenario_id: str
    title: str
    about: str


@dataclass(frozen=True)
class SessionViewState:
    """The desk before a session: a list while nothing is `chosen`. `saved_line` says where the last file went."""

    is_known: bool = True
    text: str = ""
    rows: tuple[SessionRow, ...] = ()
    more: int = 0
    chosen: Prepared | None = None
    saved_line: str = ""
    busy: Busy | None = None
    problem: Problem | None = None


@dataclass(frozen=True)
class StageViewState:
    """What the projector shows. `number` counts slides from 1; `step_line` and `clock_line` are of the run of show.

    `next_line` names the step after. `scale` multiplies the text of the stage alone.
    """

    slide: Slide
    number: int
    total: int
    parts: tuple[str, ...]
    step_line: str
    clock_line: str
    next_line: str
    scale: float = 1.0
