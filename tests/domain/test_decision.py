import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeddoor.domain.errors import KnownError
from closeddoor.domain.response import parse_answer
from closeddoor.domain.tasks.base import ResponseError, ScoringContext
from closeddoor.domain.tasks.decision import DecisionResponse, parse, score
from closeddoor.domain.tasks.options import Option
from tests.domain.samples import DECISION, decision_task, table_of

TASK = decision_task()


@pytest.mark.parametrize(
    ("option", "confidence", "points", "brier"),
    [("defer", 0.8, 30, 0.04), ("pilot", 0.7, 12, 0.49), ("sign", 1, 0, 1), ("defer", 0.24, 30, 0.5776)],
)
def test_credit_and_brier_term(option: str, confidence: float, points: float, brier: float) -> None:
    result = score(TASK, DecisionResponse(option, confidence), ScoringContext())
    assert result.score == pytest.approx(points)
    assert result.brier == pytest.approx(brier)
    assert [item.id for item in result.items if item.verdict == "chosen"] == [option]
    assert len(result.items) == 4


@pytest.mark.parametrize("confidence", [0.23, 1.001, -1, 0])
def test_a_confidence_that_cannot_be_is_refused_with_its_range(confidence: float) -> None:
    with pytest.raises(ResponseError, match=r"decision.*0\.25 and 1") as refused:
        parse_answer(TASK, {"option": "defer", "confidence": confidence})
    assert refused.value.code == "response.confidence"


def test_an_unknown_option_is_named() -> None:
    with pytest.raises(ResponseError, match="buy") as refused:
        parse_answer(TASK, {"option": "buy", "confidence": 0.5})
    assert refused.value.code == "response.unknown_option"


def test_exactly_one_option_is_best() -> None:
    with pytest.raises(KnownError, match=r"tasks\.decision\.options") as refused:
        parse(table_of("decision", DECISION.replace("credit = 0.4", "credit = 1")))
    assert refused.value.code == "decision.best"


CONFIDENCES = st.floats(0.25, 1)


@given(st.sampled_from(TASK.options), CONFIDENCES, CONFIDENCES)
def test_confidence_never_changes_the_score_and_is_judged_by_whether_it_was_right(
    option: Option, one: float, other: float
) -> None:
    less, more = sorted((one, other))
    unsure, sure = (
        score(TASK, DecisionResponse(option.id, confidence), ScoringContext()) for confidence in (less, more)
    )
    assert unsure.score == sure.score == 30 * option.credit
    assert unsure.brier is not None
    assert sure.brier is not None
    assert 0 <= min(unsure.brier, sure.brier) <= max(unsure.brier, sure.brier) <= 1
    assert (sure.brier <= unsure.brier) if option.credit == 1 else (sure.brier >= unsure.brier)
