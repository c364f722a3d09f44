"""One briefing, step by step: read, one step per task, commit, self-score.

`body` is one of the step states; the page picks the widget by its type. Documents stay at hand while working: every
state of a task carries them (`reading`), beside the work where there is room.
"""

from dataclasses import dataclass
from typing import Literal

from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.text import RenderedText

StepState = Literal["done", "current", "ahead"]


@dataclass(frozen=True)
class Step:
    """A row of the way through the briefing; `minutes` is how long it takes, from words and tasks.

    `state` says where it lies on the way ("done": gone past), `answered` whether it has an answer, `sitting` in which
    of the sittings, counted from 1, it falls: after each something is settled, and one may well stop.
    """

    step_id: str
    title: str
    minutes: int
    state: StepState
    answered: bool = False
    sitting: int = 1


@dataclass(frozen=True)
class TermView:
    term: str
    means: str
    matters: str


@dataclass(frozen=True)
class NoteView:
    """A note of the participant beside a passage: a stretch of the displayed text, in code points, and its words."""

    start: int
    end: int
    quote: str
    text: str


@dataclass(frozen=True)
class DocumentView:
    """A document as it is read; `notes` are the participant's own, in document order."""

    document_id: str
    title: str
    text: RenderedText
    notes: tuple[NoteView, ...] = ()


@dataclass(frozen=True)
class OpeningState:
    """There is nothing to show yet: the briefing is being opened."""


@dataclass(frozen=True)
class ReadState:
    role: str
    situation: RenderedText


@dataclass(frozen=True)
class LabelView:
    label_id: str
    title: str


@dataclass(frozen=True)
class MarkView:
    """A mark of the participant: a stretch of the document's displayed text, in code points, and its label."""

    start: int
    end: int
    quote: str
    label_id: str


@dataclass(frozen=True)
class HighlightState:
    """Select text in the document, give it a label. A full answer is never needed; `marks` are in document order."""

    title: str
    prompt: RenderedText
    document: DocumentView
    labels: tuple[LabelView, ...]
    marks: tuple[MarkView, ...] = ()


@dataclass(frozen=True)
class InterviewLine:
    """What was said; `aside` is what the application says of it in its own voice, where that matters."""

    speaker: Literal["participant", "counterpart"]
    text: str
    aside: str = ""


@dataclass(frozen=True)
class InterviewState:
    """`waiting`: what a question asks for is being found. `answering`: its reply is being put in a model's words."""

    title: str
    prompt: RenderedText
    persona_name: str
    persona_title: str
    lines: tuple[InterviewLine, ...]
    turns_left: int
    turns: int
    draft: str = ""
    waiting: bool = False
    answering: bool = False
    unmatched: str = ""


@dataclass(frozen=True)
class OptionView:
    option_id: str
    title: str


@dataclass(frozen=True)
class ChoiceState:
    """Pick one, or as many as fit.

    `confidence`, where it is asked for, is a probability from 1 ÷ number of options to 1, None until chosen.
    """

    title: str
    prompt: RenderedText
    options: tuple[OptionView, ...]
    picks_many: bool
    chosen: tuple[str, ...] = ()
    asks_confidence: bool = False
    confidence: float | None = None


@dataclass(frozen=True)
class FigureField:
    """A field for one number: its `text` as typed, its `value`, None and a `problem` where that is no number."""

    field_id: str
    title: str
    text: str
    problem: str = ""
    value: float | None = None


@dataclass(frozen=True)
class LineView:
    """The line on which figures can be dragged, in steps of `step`; its ends in words."""

    least: float
    most: float
    step: float
    least_text: str
    most_text: str


@dataclass(frozen=True)
class EstimateState:
    """Low, best and high, in this order. `said` checks them in a sentence; `line` is None until one can be drawn."""

    title: str
    prompt: RenderedText
    unit: str
    fields: tuple[FigureField, ...]
    said: str
    line: LineView | None = None


@dataclass(frozen=True)
class EffectView:
    """What one change does to one result: its title, and the change in words ("+12 000 EUR")."""

    title: str
    change: str


@dataclass(frozen=True)
class InputView:
    """An assumption. `proposed` is to look at, `proposed_text` what its field holds then; a toggle's text is 1 or 0.

    `effects`: what the participant's change does by itself, for each result that it moves; None where there is none.
    """

    input_id: str
    title: str
    unit: str
    is_toggle: bool
    proposed: str
    proposed_text: str
    text: str
    is_changed: bool = False
    problem: str = ""
    effects: tuple[EffectView, ...] | None = None


@dataclass(frozen=True)
class SwingView:
    """One assumption moved: `caption` says what comes of it; `low` and `high` are places on the chart's line, 0 to 1.

    None where the result does not exist there.
    """

    input_id: str
    title: str
    caption: str
    low: float | None
    high: float | None


@dataclass(frozen=True)
class TornadoView:
    """What moves one result most: `said` answers it, `now` is the place of the result as it is.

    `notes` say which assumptions have no bar, and why.
    """

    title: str
    unit: str
    said: str
    now: float | None
    swings: tuple[SwingView, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class OutputView:
    """A result at the values proposed and at the participant's; `none` where it does not exist."""

    title: str
    unit: str
    proposed: str
    yours: str


@dataclass(frozen=True)
class WorkbookState:
    """`left_as_proposed`: whether the participant says that nothing is to be changed; None once something is.

    `tornados` are None while figures are being typed: those that are drawn stay until typing rests.
    """

    title: str
    prompt: RenderedText
    horizon_line: str
    inputs: tuple[InputView, ...]
    outputs: tuple[OutputView, ...]
    left_as_proposed: bool | None = False
    tornados: tuple[TornadoView, ...] | None = ()


@dataclass(frozen=True)
class MemoState:
    """`words` is advice (least, most), shown with a live count."""

    title: str
    prompt: RenderedText
    words: tuple[int, int]
    text: str = ""


@dataclass(frozen=True)
class AnswerSummary:
    """A row of the commit step: which task, and in words what was answered ("7 marks", "No answer yet")."""

    step_id: str
    title: str
    summary: str
    answered: bool


@dataclass(frozen=True)
class CommitState:
    """Committing fixes the answers; then the debrief opens."""

    answers: tuple[AnswerSummary, ...]


@dataclass(frozen=True)
class PointView:
    """A point one may have made; `thinks_made`: what the participant says, None while not said."""

    task_id: str
    item_id: str
    statement: str
    thinks_made: bool | None = None


@dataclass(frozen=True)
class SelfScoreState:
    """Which points do you think you made: optional, one click skips it."""

    points: tuple[PointView, ...]


StepBody = (
    OpeningState
    | ReadState
    | HighlightState
    | InterviewState
    | ChoiceState
    | EstimateState
    | WorkbookState
    | MemoState
    | CommitState
    | SelfScoreState
)


@dataclass(frozen=True)
class BriefingViewState:
    """`can_edit` is False once answers are committed. `saved_line` says quietly when the draft was last kept.

    `open_line` says what this step still lacks, where it could be out of sight; empty when nothing. `unsigned`: nobody
    vouches for the pack. `can_undo` and `can_redo`: whether a mark or a margin note can be taken back, or again.
    """

    title: str
    module: str
    steps: tuple[Step, ...]
    body: StepBody
    reading: tuple[DocumentView, ...]
    terms: tuple[TermView, ...]
    can_go_back: bool
    forward_title: str
    can_edit: bool = True
    saved_line: str = ""
    open_line: str = ""
    busy: Busy | None = None
    problem: Problem | None = None
    unsigned: bool = False
    can_undo: bool = False
    can_redo: bool = False
