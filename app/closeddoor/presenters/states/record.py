"""My record: what practice shows, the attempts behind it, questions that are due, and a statement of practice."""

from dataclasses import dataclass, field
from typing import Literal

from closeddoor.domain.cards import Recall
from closeddoor.language import tr
from closeddoor.presenters.states.shared import Busy, Problem, Verdict

RecordView = Literal["shows", "attempts", "cards", "statement"]

RECALLS: tuple[tuple[Recall, str], ...] = (
    ("not_at_all", tr("Not at all")),
    ("with_effort", tr("With effort")),
    ("yes", tr("Yes")),
    ("at_once", tr("At once")),
)
"""How well a question came to mind, in plain words; the keys 1 to 4 stand for them."""


@dataclass(frozen=True)
class PointRow:
    """One point of an attempt and how it came out."""

    title: str
    verdict: Verdict


@dataclass(frozen=True)
class EvidenceRow:
    """What one attempt adds to a competency; its debrief is one click away."""

    attempt_id: int
    title: str
    when: str
    points: tuple[PointRow, ...]


@dataclass(frozen=True)
class ShareView:
    """A share of 1 and the bounds of what is likely, to be drawn; `said` is the same in words."""

    value: float
    low: float
    high: float
    said: str


@dataclass(frozen=True)
class CompetencyRow:
    """`band` is empty, and `share` None, while there is too little to tell; `counts` then says what there is.

    `change` compares the earlier half of the briefings with the later one; empty where the halves are too small.
    """

    title: str
    band: str
    counts: str
    share: ShareView | None = None
    evidence: tuple[EvidenceRow, ...] = ()
    more: str = ""
    change: str = ""


@dataclass(frozen=True)
class CurvePoint:
    """One level of confidence: how sure, how often right, between what bounds, out of how many."""

    stated: float
    right: float
    low: float
    high: float
    count: int


@dataclass(frozen=True)
class CalibrationView:
    """`points` are empty while there are too few; `is_curve` says whether a line may join them.

    `lines` say the same as the chart, one level a line; `note` how far it can be trusted.
    """

    title: str
    note: str
    points: tuple[CurvePoint, ...] = ()
    is_curve: bool = False
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class EstimateRow:
    """One estimate against the truth, in words; `verdict` says whether the interval held it."""

    attempt_id: int
    title: str
    said: str
    verdict: Verdict


@dataclass(frozen=True)
class EstimatesView:
    title: str
    note: str
    rows: tuple[EstimateRow, ...] = ()
    more: str = ""


@dataclass(frozen=True)
class ShowsState:
    """What first attempts show. `lead` says it in one sentence; `notes` say what is left out."""

    lead: str = ""
    banded: tuple[CompetencyRow, ...] = ()
    too_little: tuple[CompetencyRow, ...] = ()
    calibration: CalibrationView | None = None
    estimates: EstimatesView | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class AttemptRow:
    """One attempt; `month` heads those of a month. A finished one opens its debrief, any other the briefing."""

    attempt_id: int
    month: str
    title: str
    below: str
    aside: str
    is_scored: bool
    pack_id: str
    scenario_id: str


@dataclass(frozen=True)
class OwnRow:
    """Practice on an own document: never scored, listed apart."""

    own_id: int
    title: str
    when: str


@dataclass(frozen=True)
class AttemptsState:
    """`more` says how many earlier ones are not listed yet. While `is_selecting`, rows are ticked, not opened."""

    rows: tuple[AttemptRow, ...] = ()
    more: str = ""
    own: tuple[OwnRow, ...] = ()
    is_selecting: bool = False
    selected: frozenset[int] = frozenset()


@dataclass(frozen=True)
class DueCard:
    """The card in hand; question and reason stand there only once it is turned."""

    card_id: int
    cue: str
    question: str
    reason: str
    is_turned: bool
    left: str


@dataclass(frozen=True)
class KeptRow:
    """A card of the list of all; `when` says when it comes back."""

    card_id: int
    title: str
    below: str
    when: str


@dataclass(frozen=True)
class CardsState:
    """`resting` is what is said while nothing is due; `count` how many are."""

    card: DueCard | None = None
    resting: str = ""
    kept: tuple[KeptRow, ...] = ()
    count: int = 0


@dataclass(frozen=True)
class StatementRow:
    """One module: ticked or not, its hours as typed, and what is wrong with them."""

    module: str
    title: str
    about: str
    is_ticked: bool
    hours: str
    problem: str = ""


@dataclass(frozen=True)
class StatementPage:
    """The page as it will be: a title, what is said above the modules, modules with hours, what is said below."""

    title: str
    above: tuple[str, ...]
    modules: tuple[tuple[str, str], ...]
    below: tuple[str, ...]


@dataclass(frozen=True)
class StatementState:
    """`page` is None while nothing is ticked or an hour is no number; `hint` then says what to do.

    `refusal` says why the page can be neither saved nor copied here.
    """

    rows: tuple[StatementRow, ...] = ()
    name: str = ""
    page: StatementPage | None = None
    hint: str = ""
    refusal: str = ""


@dataclass(frozen=True)
class DeletionQuestion:
    """Asked before everything goes: what goes, what stays."""

    title: str
    lines: tuple[str, ...]
    confirm: str
    decline: str


@dataclass(frozen=True)
class UndoOffer:
    """Something that can still be taken back; a new `token` is a new offer."""

    token: int
    text: str


@dataclass(frozen=True)
class RecordViewState:
    """`is_ready` is False until the first attempts came; `has_attempts` tells an empty record from a full one."""

    view: RecordView = "shows"
    is_ready: bool = False
    has_attempts: bool = False
    shows: ShowsState = field(default_factory=ShowsState)
    attempts: AttemptsState = field(default_factory=AttemptsState)
    cards: CardsState = field(default_factory=CardsState)
    statement: StatementState = field(default_factory=StatementState)
    question: DeletionQuestion | None = None
    undo: UndoOffer | None = None
    said: str = ""
    busy: Busy | None = None
    problem: Problem | None = None
