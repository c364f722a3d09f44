"""How often the grader agrees with the author on a scenario's own labelled answers: shown beside every score."""

from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from math import sqrt

from closeddoor.domain.scenario import SampleAnswer, Scenario
from closeddoor.domain.tasks.interview import InterviewTask
from closeddoor.domain.tasks.memo import MemoTask
from closeddoor.domain.verdicts import CriterionOutcome, Grading, InterviewGrading, MemoGrading
from closeddoor.grading.grader import EmbeddedGrader, completed, gather
from closeddoor.grading.material import GradingMaterial

Z_95 = 1.96


@dataclass(frozen=True)
class Agreement:
    """Counts of labelled decisions by label and verdict, and of questions; shares are None where nothing was decided.

    `met_met` is labelled met and graded met, and so on. A question is `right` when exactly its facts came to light,
    `wrong` when another fact did, `unclear` otherwise (the counterpart asks back, or reveals nothing it should).
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
    def coverage(self) -> float | None:
        return _share(self.decided, self.decisions)

    @property
    def precision_met(self) -> float | None:
        return _share(self.met_met, self.met_met + self.not_met)

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
        memo = (
            f"On this briefing's own {self.decisions} labelled decisions the grader decided {self.decided} "
            f"and was right in {self.agreed}."
        )
        asked = f"Of its {self.questions} labelled questions {self.right} were understood, {self.wrong} mistaken."
        shown = [memo] * (self.decisions > 0) + [asked] * (self.questions > 0)
        return " ".join(shown) or "This briefing has no labelled answers to measure the grader on."


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


def measure(grader: EmbeddedGrader, scenario: Scenario, language: str) -> Future[Agreement]:
    """Grade every labelled answer of a scenario and compare with its labels; fails as the embedder fails."""
    material = material_of(language, scenario)
    graded = [grade_sample(grader, scenario, answer, material) for answer in scenario.answers]
    return gather(graded, lambda gradings: count(scenario, zip(scenario.answers, gradings, strict=True)))


def count(scenario: Scenario, graded: Iterable[tuple[SampleAnswer, Grading]]) -> Agreement:
    """Count the gradings of labelled answers."""
    cells: list[str] = []
    for answer, grading in graded:
        task = scenario.task(answer.task)
        if isinstance(grading, MemoGrading) and isinstance(task, MemoTask):
            outcomes = {verdict.criterion_id: verdict.verdict for verdict in grading.verdicts}
            ids = [criterion.id for criterion in task.criteria]
            cells += [_cell(each in answer.met, outcomes.get(each, "unsure")) for each in ids]
        elif isinstance(grading, InterviewGrading) and grading.matches is not None:
            cells += [_question_cell(set(answer.met), match.revealed) for match in grading.matches]
    return Agreement(**{cell: cells.count(cell) for cell in set(cells)})


def grade_sample(
    grader: EmbeddedGrader, scenario: Scenario, answer: SampleAnswer, material: GradingMaterial
) -> Future[Grading]:
    """Grade one labelled answer."""
    task = scenario.task(answer.task)
    if isinstance(task, MemoTask):
        return gather([grader.grade_memo(task, answer.text, material)], lambda found: found[0])
    if isinstance(task, InterviewTask):
        return gather([grader.grade_interview(task, (answer.text,), material)], lambda found: found[0])
    return completed(InterviewGrading(None))


def _cell(labelled_met: bool, outcome: CriterionOutcome) -> str:  # noqa: FBT001 - the label of a decision
    verdict = {"met": "met", "not_met": "not", "unsure": "unsure"}[outcome]
    return f"{'met' if labelled_met else 'not'}_{verdict}"


def _question_cell(labelled: set[str], revealed: Sequence[str]) -> str:
    if set(revealed) == labelled:
        return "right"
    return "wrong" if set(revealed) - labelled else "unclear"


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
