"""How often the grader agrees with the author on the labelled answers to one task: shown beside every score."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, fields
from math import sqrt
from typing import TypeGuard

from closeddoor.domain.scenario import SampleAnswer, Scenario
from closeddoor.domain.tasks.base import Task
from closeddoor.domain.tasks.interview import InterviewTask
from closeddoor.domain.tasks.memo import MemoTask
from closeddoor.domain.verdicts import CriterionOutcome, Grading, InterviewGrading, MemoGrading, QuestionMatch
from closeddoor.grading.grader import EmbeddedGrader, gather
from closeddoor.grading.material import GradingMaterial

Z_95 = 1.96


@dataclass(frozen=True)
class Agreement:
    """Counts over one task: of labelled decisions by label and verdict for a memo, of questions for an interview.

    `met_met` is labelled met and graded met, and so on. A question is `right` when exactly its facts came to light,
    `wrong` when another fact did, `unclear` otherwise (the counterpart asks back, or reveals nothing it should). Of the
    facts that came to light `revealed_asked` were labelled as asked for, `revealed_other` were not. Shares are None
    where nothing was counted.
    """

    met_met: int = 0
    met_not: int = 0
    met_unsure: int = 0
    not_met: int = 0
    not_not: int = 0
    not_unsure: int = 0
    right: int = 0
    unclear: int = 0
    wrong: int = 0
    revealed_asked: int = 0
    revealed_other: int = 0

    @classmethod
    def from_counts(cls, untrusted: object) -> "Agreement | None":
        """Return what `dataclasses.asdict` wrote; None for anything else, which is then measured anew."""
        return cls(**untrusted) if _is_counts(untrusted, {field.name for field in fields(cls)}) else None

    @property
    def decisions(self) -> int:
        return self.decided + self.met_unsure + self.not_unsure

    @property
    def decided(self) -> int:
        return self.met_met + self.met_not + self.not_met + self.not_not

    @property
    def agreed(self) -> int:
        return self.met_met + self.not_not

    @property
    def questions(self) -> int:
        return self.right + self.unclear + self.wrong

    @property
    def credited(self) -> int:
        """How many times the grader said `met`, or brought a fact to light."""
        return self.met_met + self.not_met + self.revealed_asked + self.revealed_other

    @property
    def credited_rightly(self) -> int:
        return self.met_met + self.revealed_asked

    @property
    def coverage(self) -> float | None:
        return _share(self.decided, self.decisions)

    @property
    def precision_met(self) -> float | None:
        return _share(self.met_met, self.met_met + self.not_met)

    @property
    def precision_revealed(self) -> float | None:
        return _share(self.revealed_asked, self.revealed_asked + self.revealed_other)

    @property
    def precision_not_met(self) -> float | None:
        return _share(self.not_not, self.not_not + self.met_not)

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa over the decided ones: agreement beyond chance."""
        if not self.decided:
            return None
        said_met, is_met = self.met_met + self.not_met, self.met_met + self.met_not
        rest = (self.decided - said_met) * (self.decided - is_met)
        chance = (said_met * is_met + rest) / self.decided**2
        return None if chance == 1 else (self.agreed / self.decided - chance) / (1 - chance)

    @property
    def sentence(self) -> str:
        """One line for the page beside a score."""
        if self.decisions:
            return (
                f"On this memo's own {self.decisions} labelled decisions the grader decided {self.decided} "
                f"and was right in {self.agreed}."
            )
        if self.questions:
            return (
                f"Of this interview's own {self.questions} labelled questions {self.right} were understood, "
                f"{self.wrong} mistaken."
            )
        return "This task has no labelled answers to measure the grader on."


def lower_bound(right: int, total: int) -> float:
    """Return the lower end of the 95 % interval of a share (Wilson, 1927), 0 when nothing was counted."""
    if not total:
        return 0.0
    share, z2 = right / total, Z_95**2
    spread = Z_95 * sqrt(share * (1 - share) / total + z2 / (4 * total**2))
    return (share + z2 / (2 * total) - spread) / (1 + z2 / total)


def material_of(language: str, scenario: Scenario) -> GradingMaterial:
    """Return what grading may look at beside an answer: the language and the words the participant was given."""
    given = [scenario.situation, *(task.prompt for task in scenario.tasks)]
    return GradingMaterial(language, "\n".join(given), tuple(document.displayed for document in scenario.documents))


def grade_sample(
    grader: EmbeddedGrader, task: Task, answer: SampleAnswer, material: GradingMaterial
) -> Future[Grading]:
    """Grade one labelled answer to a memo or interview; fails as the embedder fails."""
    if isinstance(task, MemoTask):
        return gather([grader.grade_memo(task, answer.text, material)], lambda found: found[0])
    if isinstance(task, InterviewTask):
        return gather([grader.grade_interview(task, (answer.text,), material)], lambda found: found[0])
    raise TypeError(type(task))


def count(task: Task, graded: Iterable[tuple[SampleAnswer, Grading]]) -> Agreement:
    """Count the gradings of the labelled answers to one task."""
    cells: list[str] = []
    for answer, grading in graded:
        if isinstance(grading, MemoGrading) and isinstance(task, MemoTask):
            cells += _decision_cells(task, answer, grading)
        elif isinstance(grading, InterviewGrading):
            for match in grading.matches or ():
                cells += _question_cells(set(answer.met), match)
    return Agreement(**{cell: cells.count(cell) for cell in set(cells)})


def _decision_cells(task: MemoTask, answer: SampleAnswer, grading: MemoGrading) -> Iterator[str]:
    outcomes = {verdict.criterion_id: verdict.verdict for verdict in grading.verdicts}
    return (_cell(each.id in answer.met, outcomes.get(each.id, "unsure")) for each in task.criteria)


def _cell(labelled_met: bool, outcome: CriterionOutcome) -> str:  # noqa: FBT001 - the label of a decision
    verdict = {"met": "met", "not_met": "not", "unsure": "unsure"}[outcome]
    return f"{'met' if labelled_met else 'not'}_{verdict}"


def _question_cells(labelled: set[str], match: QuestionMatch) -> Iterator[str]:
    yield from ("revealed_asked" if fact_id in labelled else "revealed_other" for fact_id in match.revealed)
    yield _understood(labelled, match.revealed)


def _understood(labelled: set[str], revealed: Sequence[str]) -> str:
    if set(revealed) == labelled:
        return "right"
    return "wrong" if set(revealed) - labelled else "unclear"


def _is_counts(untrusted: object, names: set[str]) -> TypeGuard[Mapping[str, int]]:
    return (
        isinstance(untrusted, Mapping)
        and set(untrusted) == names
        and all(type(count) is int and count >= 0 for count in untrusted.values())
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
