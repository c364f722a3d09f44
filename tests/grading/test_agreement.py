"""What is counted when labelled answers are graded."""

from dataclasses import asdict, replace

import pytest

from closeddoor.domain.scenario import SampleAnswer
from closeddoor.domain.tasks.interview import InterviewTask
from closeddoor.domain.tasks.memo import MemoTask
from closeddoor.domain.verdicts import CriterionVerdict, InterviewGrading, MemoGrading, QuestionMatch
from closeddoor.grading import agreement
from closeddoor.grading.agreement import Agreement


def test_agreement_has_the_textbook_figures() -> None:
    found = Agreement(met_met=20, met_not=5, not_met=10, not_not=15, met_unsure=4, not_unsure=6)
    assert found.kappa == pytest.approx(0.4)  # the worked example of Cohen's kappa
    assert found.precision_met == pytest.approx(20 / 30)
    assert (found.credited, found.credited_rightly) == (30, 20)
    assert found.coverage == pytest.approx(50 / 60)
    assert agreement.lower_bound(9, 10) == pytest.approx(0.596, abs=0.001)  # Wilson interval
    assert Agreement().kappa is None
    assert Agreement().precision_revealed is None


def test_every_decision_counts_and_one_without_a_verdict_is_unsure(memo: MemoTask) -> None:
    first, second, third, *_ = [criterion.id for criterion in memo.criteria]
    answer = SampleAnswer(memo.id, "good", "", (first, third))
    grading = MemoGrading((CriterionVerdict(first, "met"), CriterionVerdict(second, "met")))
    found = agreement.count(memo, [(answer, grading)])
    assert found == Agreement(met_met=1, not_met=1, met_unsure=1, not_unsure=len(memo.criteria) - 3)
    assert f"memo's own {len(memo.criteria)} labelled decisions" in found.sentence


def test_every_fact_that_came_to_light_counts_beside_the_question(interview: InterviewTask) -> None:
    first, second, third, *_ = [fact.id for fact in interview.facts]

    def asked(labelled: tuple[str, ...], *revealed: str) -> tuple[SampleAnswer, InterviewGrading]:
        return SampleAnswer(interview.id, "good", "", labelled), InterviewGrading((QuestionMatch(0, revealed),))

    found = agreement.count(
        interview, [asked((first, second), first, second), asked((first,), first, third), asked((first,)), asked(())]
    )
    assert found == Agreement(right=2, wrong=1, unclear=1, revealed_asked=3, revealed_other=1)
    assert found.precision_revealed == 0.75
    assert "interview's own 4 labelled questions 2 were understood, 1 mistaken" in found.sentence


COUNTS = asdict(Agreement(met_met=3, wrong=1))


@pytest.mark.parametrize(
    "kept",
    [
        None,
        "On this briefing's own 99 labelled decisions …",  # what an earlier version kept
        [],
        {},
        {**COUNTS, "more": 1},
        {**COUNTS, "met_met": -1},
        {**COUNTS, "met_met": True},
        {**COUNTS, "met_met": 1.5},
    ],
)
def test_only_counts_are_read_back(kept: object) -> None:
    assert Agreement.from_counts(kept) is None
    assert Agreement.from_counts(COUNTS) == replace(Agreement(), met_met=3, wrong=1)
