import pytest

from closeddoor.domain.errors import KnownError
from closeddoor.domain.response import parse_answer
from closeddoor.domain.tasks.base import ResponseError, ScoringContext
from closeddoor.domain.tasks.decision import DecisionResponse, parse, score
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
