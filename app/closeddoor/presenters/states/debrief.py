"""The debrief: own account first, then the document, the reasons, a real case, and one line for next time."""

from dataclasses import dataclass
from typing import Literal

from closeddoor.language import tr
from closeddoor.presenters.states.briefing import DocumentView, InterviewLine, OutputView, TermView
from closeddoor.presenters.states.debrief_parts import AgainView, CardView, NotedDocument, OutcomeView, SlipView
from closeddoor.presenters.states.shared import Busy, Problem, Verdict
from closeddoor.text import RenderedText


@dataclass(frozen=True)
class PlaceView:
    """A place in the document: a target found or missed, a decoy taken or left, a mark that was neither.

    `start` and `end` are code points of the displayed text; `heading` is what the place is ("Misleading claim");
    `yours` says in words what the participant did with it; `why` is the author's reason. `can_stand_by`: the
    participant may stand by a mark that the author did not foresee; `stands_by` once they do.
    """

    item_id: str
    start: int
    end: int
    quote: str
    verdict: Verdict
    heading: str
    yours: str
    why: str
    can_stand_by: bool = False
    stands_by: bool = False


@dataclass(frozen=True)
class HighlightDebrief:
    """`terms` explain themselves in the document, as they did while reading."""

    task_id: str
    title: str
    summary: str
    points_line: str
    document: DocumentView
    places: tuple[PlaceView, ...]
    terms: tuple[TermView, ...] = ()


@dataclass(frozen=True)
class FactOutcome:
    """A fact of the interview: whether it came to light, by which question, and what would have brought it out."""

    item_id: str
    verdict: Verdict
    says: str
    why: str
    your_question: str
    would_have_asked: str
    decided_by_you: bool = False
    can_contest: bool = False


@dataclass(frozen=True)
class InterviewDebrief:
    task_id: str
    title: str
    summary: str
    points_line: str
    facts: tuple[FactOutcome, ...]
    lines: tuple[InterviewLine, ...]
    agreement_line: str = ""


@dataclass(frozen=True)
class OptionOutcome:
    """`harm_word` is said of an own choice that does harm, empty for any other. `option_id` is the pack's."""

    title: str
    is_best: bool
    is_yours: bool
    credit_line: str
    why: str
    best_word: str = tr("The best of them")
    harm_word: str = ""
    option_id: str = ""


@dataclass(frozen=True)
class ChoiceDebrief:
    """A choice of one or of many; a decision is one of one."""

    task_id: str
    title: str
    summary: str
    points_line: str
    confidence_line: str
    options: tuple[OptionOutcome, ...]


@dataclass(frozen=True)
class OpinionView:
    """What a qualified model says of a point beside the grader: a sign with its word, and a sentence."""

    verdict: Verdict
    word: str
    line: str


@dataclass(frozen=True)
class CriterionOutcome:
    """A point of the rubric. `evidence_start`/`evidence_end` locate the sentence in `MemoDebrief.text`, -1: none.

    An `unsure` verdict is the participant's to decide: the page shows statement, their nearest sentence and samples.
    `avoid`: a point an informed leader avoids; met is the bad outcome. `opinion` is a model's, after the author's why.
    """

    item_id: str
    statement: str
    verdict: Verdict
    avoid: bool
    evidence: str
    evidence_start: int
    evidence_end: int
    why: str
    samples_met: tuple[str, ...]
    samples_not_met: tuple[str, ...]
    you_thought: Literal["made", "not made", ""] = ""
    decided_by_you: bool = False
    can_contest: bool = False
    opinion: OpinionView | None = None


@dataclass(frozen=True)
class MemoDebrief:
    """`agreement_line` says how often the grader agreed with the author on the memo's own labelled answers.

    `opinion_line` says whose second opinion stands beside some points, and what it counts for.
    """

    task_id: str
    title: str
    summary: str
    points_line: str
    agreement_line: str
    text: str
    criteria: tuple[CriterionOutcome, ...]
    opinion_line: str = ""


@dataclass(frozen=True)
class EstimateDebrief:
    """`answer` and `interval` (low, best, high; None: none was given) share a unit; `labels` are low, answer, high."""

    task_id: str
    title: str
    summary: str
    points_line: str
    answer: float
    answer_line: str
    interval: tuple[float, float, float] | None
    interval_line: str
    is_inside: bool
    labels: tuple[str, str, str]
    why: str


@dataclass(frozen=True)
class InputOutcome:
    """An assumption; `is_right` is None and `yours` empty where the workbook was not answered."""

    item_id: str
    title: str
    unit: str
    is_right: bool | None
    proposed: str
    yours: str
    defensible: str
    why: str


@dataclass(frozen=True)
class WorkbookDebrief:
    task_id: str
    title: str
    summary: str
    points_line: str
    inputs: tuple[InputOutcome, ...]
    outputs: tuple[OutputView, ...]
    is_answered: bool


TaskDebrief = HighlightDebrief | InterviewDebrief | ChoiceDebrief | EstimateDebrief | WorkbookDebrief | MemoDebrief


@dataclass(frozen=True)
class DebriefViewState:
    """`headline` says in words what was found and missed; `points_headline`, on demand, gives points or a range.

    `own_account_given`: what follows is folded away until the own account was written or skipped. `attempt_id` tells
    two debriefs of the same briefing apart. `unsigned`: nobody vouches for the pack. `errata` are the author's
    corrections since; `practised` is what the briefing is there to practise, told only now. `slip` is the slip for the
    author that is open; `saved_line` says where a file was saved, `export_refusal` why none can be here.
    """

    title: str
    module: str
    headline: str
    points_headline: str
    expected: str
    surprised: str
    own_account_given: bool
    tasks: tuple[TaskDebrief, ...]
    debrief: RenderedText
    next_time: str
    facts_line: str
    outcomes: tuple[OutcomeView, ...] = ()
    practised: tuple[str, ...] = ()
    cards: tuple[CardView, ...] = ()
    terms: tuple[TermView, ...] = ()
    noted: tuple[NotedDocument, ...] = ()
    again: tuple[AgainView, ...] = ()
    errata: tuple[str, ...] = ()
    slip: SlipView | None = None
    attempt_id: int = 0
    unsigned: bool = False
    saved_line: str = ""
    export_refusal: str = ""
    busy: Busy | None = None
    problem: Problem | None = None
