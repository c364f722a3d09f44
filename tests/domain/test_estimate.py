import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeddoor.domain.table import FieldError
from closeddoor.domain.tasks.base import ScoringContext
from closeddoor.domain.tasks.estimate import EstimateResponse, loss, parse, score
from tests.domain.samples import ESTIMATE, estimate_task, table_of

TASK = estimate_task()
QUARTERS = st.integers(-400, 400).map(lambda quarters: quarters / 4)  # exact in doubles, so that rules hold exactly
INTERVALS = st.lists(QUARTERS, min_size=3, max_size=3).map(lambda drawn: EstimateResponse(*sorted(drawn)))


def points(response: EstimateResponse) -> float:
    return score(TASK, response, ScoringContext()).score


@pytest.mark.parametrize(
    ("body", "code", "path"),
    [
        (ESTIMATE.replace("scale = 40", "scale = 0"), "field.value", "scale"),
        (ESTIMATE.replace("scale = 40", "scale = -1"), "field.value", "scale"),
        (ESTIMATE.replace("answer = 26", 'answer = "26"'), "field.type", "answer"),
        (ESTIMATE.replace("answer = 26", "answer = inf"), "field.value", "answer"),
        (ESTIMATE.replace('unit = "months"', 'unit = ""'), "field.empty", "unit"),
    ],
)
def test_what_is_refused_and_where(body: str, code: str, path: str) -> None:
    with pytest.raises(FieldError) as refused:
        parse(table_of("estimate", body))
    assert (refused.value.code, refused.value.path) == (code, f"tasks.estimate.{path}")


@given(INTERVALS)
def test_the_score_is_the_formula_within_bounds(response: EstimateResponse) -> None:
    below, above = max(0.0, response.low - 26), max(0.0, 26 - response.high)
    expected = (response.high - response.low) + 2 / 0.2 * below + 2 / 0.2 * above
    assert loss(response, 26) == expected
    assert points(response) == 30 * max(0, 1 - expected / 40)
    assert 0 <= points(response) <= 30
    verdict = score(TASK, response, ScoringContext()).items[0].verdict
    assert (verdict == "inside") == (below == above == 0)


@given(INTERVALS, QUARTERS.map(abs), QUARTERS.map(abs))
def test_a_wider_interval_never_scores_more_when_both_hold_the_answer(
    response: EstimateResponse, down: float, up: float
) -> None:
    holding = EstimateResponse(min(response.low, 26), 26, max(response.high, 26))
    wider = EstimateResponse(holding.low - down, 26, holding.high + up)
    assert points(wider) <= points(holding)


@given(INTERVALS, QUARTERS.map(abs))
def test_an_interval_farther_off_never_scores_more(response: EstimateResponse, step: float) -> None:
    above = EstimateResponse(26 + abs(response.low), 26 + 1000, 26 + abs(response.low) + 2000)
    farther = EstimateResponse(above.low + step, above.best + step, above.high + step)
    assert loss(farther, 26) >= loss(above, 26)
    assert points(farther) <= points(above)


@given(INTERVALS, QUARTERS)
def test_best_is_not_scored(response: EstimateResponse, best: float) -> None:
    assert points(EstimateResponse(response.low, best, response.high)) == points(response)
