from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeddoor.domain.result import TaskResult
from closeddoor.domain.tasks.base import ScoringContext
from closeddoor.domain.tasks.memo import MemoResponse, decide, score
from closeddoor.domain.verdicts import CriterionOutcome, CriterionVerdict, MemoGrading
from tests.domain.samples import memo_task

TASK = memo_task()
OUTCOMES: tuple[CriterionOutcome, ...] = ("met", "not_met", "unsure")


def graded(*outcomes: CriterionOutcome, decided: dict[str, str] | None = None, note: str = "") -> TaskResult:
    verdicts = tuple(
        CriterionVerdict(criterion.id, outcome, 0.5, "Run it.")
        for criterion, outcome in zip(TASK.criteria, outcomes, strict=True)
    )
    context = ScoringContext(gradings={"memo": MemoGrading(verdicts, "grader", note)})
    return score(TASK, MemoResponse("Run it.", decided or {}), context)


def test_negative_points_are_taken_away_and_the_score_never_falls_below_nothing() -> None:
    assert graded("met", "met", "not_met").score == 30
    assert graded("met", "met", "met").score == 15
    assert graded("not_met", "not_met", "met").score == 0


@given(st.tuples(*[st.sampled_from(OUTCOMES)] * 3))
def test_low_and_high_are_the_extremes_over_all_ways_of_deciding(outcomes: tuple[CriterionOutcome, ...]) -> None:
    result = graded(*outcomes)
    ways = product(*[("met", "not_met") if outcome == "unsure" else (outcome,) for outcome in outcomes])
    scores = [graded(*way).score for way in ways]
    assert (result.low, result.high) == (min(scores), max(scores))
    assert result.score == result.low


def test_a_met_without_evidence_is_not_credited() -> None:
    grading = MemoGrading((CriterionVerdict("data", "met", 0.99),))
    result = score(TASK, MemoResponse("Run it."), ScoringContext(gradings={"memo": grading}))
    assert [item.verdict for item in result.items] == ["unsure"] * 3


def test_what_the_participant_decides_counts_and_says_so() -> None:
    result = graded("unsure", "not_met", "not_met", decided={"data": "met", "exit": "met"})
    assert (result.score, result.low, result.high) == (30, 30, 30)
    assert [item.decided_by for item in result.items] == ["participant", "participant", "grader"]
    assert result.scored_by == "grader"


def test_deciding_afterwards_gives_what_deciding_in_the_response_gives() -> None:
    decided = {"data": "met", "praise": "not_met"}
    assert decide(TASK, graded("unsure", "met", "unsure"), decided) == graded(
        "unsure", "met", "unsure", decided=decided
    )


def test_without_grading_every_criterion_is_for_the_participant() -> None:
    result = score(TASK, MemoResponse("Run it."), ScoringContext())
    assert (result.score, result.high, result.scored_by) == (0, 30, "participant")
    assert result.note
    assert {item.verdict for item in result.items} == {"unsure"}


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_memo_items_always_show_points_probability_and_evidence(outcome: CriterionOutcome) -> None:
    shown = graded(outcome, outcome, outcome).items[0].to_json()
    assert list(shown) == ["id", "verdict", "points", "probability", "evidence", "why", "decided_by"]
    assert (shown["evidence"] is None) == (outcome == "not_met")
