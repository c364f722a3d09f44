"""What grading (or the participant) found in a free text: the values that scoring takes from outside."""

from dataclasses import dataclass
from typing import Literal

DecidedBy = Literal["exact", "grader", "model", "participant"]
"""Who decided: arithmetic, the embedded grader, a qualified language model, or the participant."""

CriterionOutcome = Literal["met", "not_met", "unsure"]


@dataclass(frozen=True)
class CriterionVerdict:
    """Whether a text meets one criterion.

    `probability` is that of being met (0 to 1, None when nothing was computed); `evidence` an exact quote from the
    participant's text, required for `met`, and for `unsure` the nearest sentence, if any.
    """

    criterion_id: str
    verdict: CriterionOutcome
    probability: float | None = None
    evidence: str | None = None
    decided_by: DecidedBy = "grader"


@dataclass(frozen=True)
class QuestionMatch:
    """Which facts a question asks for: `revealed` certainly, the most probable first; `unclear` perhaps.

    One that is not `is_read` was put while nothing could tell what it asks for: it says nothing about the question.
    """

    question_index: int
    revealed: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    is_read: bool = True


@dataclass(frozen=True)
class MemoGrading:
    """The verdicts on one memo; a criterion without a verdict is unsure. `note` says why, when grading was not used."""

    verdicts: tuple[CriterionVerdict, ...] = ()
    scored_by: DecidedBy = "grader"
    note: str = ""


@dataclass(frozen=True)
class InterviewGrading:
    """The matches of the questions of one interview, one per question in order.

    `matches` is None when grading was not used (then every fact is unsure, and `note` says why). `live`: the page held
    the interview and stopped at the last turn, so every question counts.
    """

    matches: tuple[QuestionMatch, ...] | None
    scored_by: DecidedBy = "grader"
    note: str = ""
    live: bool = False


Grading = MemoGrading | InterviewGrading
