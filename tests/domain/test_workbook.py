import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeddoor.domain.table import FieldError
from closeddoor.domain.tasks.base import ScoringContext
from closeddoor.domain.tasks.workbook import WorkbookResponse, outputs_at, parse, score
from tests.domain.samples import WORKBOOK, table_of, workbook_task

TASK = workbook_task()
FORMULA = "irr([-cost] + [adoption]*3)*100"


def points(inputs: dict[str, float]) -> float:
    return score(TASK, WorkbookResponse(inputs), ScoringContext()).score


@pytest.mark.parametrize(
    ("old", "new", "code", "path"),
    [
        ("horizon_years = 3", "horizon_years = 0", "field.value", "horizon_years"),
        ("horizon_years = 3", "horizon_years = 3.0", "field.type", "horizon_years"),
        ('id = "adoption"', 'id = "Adoption"', "id.malformed", "inputs[0].id"),
        ('id = "adoption"', 'id = "adop-tion"', "id.malformed", "inputs[0].id"),
        ('id = "adoption"', 'id = "2nd"', "id.malformed", "inputs[0].id"),
        ('id = "adoption"', 'id = "npv"', "workbook.name", "inputs[0].id"),
        ('id = "adoption"', 'id = "if"', "workbook.name", "inputs[0].id"),
        ('id = "adoption"', 'id = "horizon_years"', "workbook.name", "inputs[0].id"),
        ('id = "adoption"', 'id = "cost"', "id.twice", "inputs[1]"),
        ('id = "irr"', 'id = "npv"', "id.twice", "outputs[1]"),
        ("[40, 65]", "[65, 40]", "field.value", "inputs[0].defensible"),
        ("[40, 65]", "[40]", "field.value", "inputs[0].defensible"),
        ("[40, 65]", "[40, 50, 65]", "field.value", "inputs[0].defensible"),
        ("[40, 65]", '[40, "65"]', "field.type", "inputs[0].defensible[1]"),
        ("weight = 3", "weight = 4", "field.value", "inputs[0].weight"),
        ("weight = 3", "weight = 1.5", "field.type", "inputs[0].weight"),
        ("proposed = 1,", "proposed = 2,", "field.value", "inputs[2].proposed"),
        ('"toggle"', '"switch"', "field.value", "inputs[2].kind"),
        (FORMULA, "adoption +", "formula.syntax", "outputs[1].formula"),
        (FORMULA, "adoption + price", "formula.name", "outputs[1].formula"),
        (FORMULA, "[adoption]", "formula.type", "outputs[1].formula"),
        (FORMULA, "npv(adoption)", "formula.arguments", "outputs[1].formula"),
        (FORMULA, "(" * 33 + "1" + ")" * 33, "formula.nesting", "outputs[1].formula"),
        (FORMULA, "2 ** adoption", "formula.fails", "outputs[1].formula"),
        (FORMULA, "sum([1] * (adoption + 0.5))", "formula.fails", "outputs[1].formula"),
        (FORMULA, "sum([1] * (adoption + 5) * cost)", "formula.fails", "outputs[1].formula"),
        (FORMULA, "1" * 20_001, "field.length", "outputs[1].formula"),
    ],
)
def test_what_is_refused_and_where(old: str, new: str, code: str, path: str) -> None:
    body = WORKBOOK.replace(old, new, 1)
    assert body != WORKBOOK
    with pytest.raises(FieldError) as refused:
        parse(table_of("workbook", body))
    assert (refused.value.code, refused.value.path) == (code, f"tasks.workbook.{path}")


def test_a_result_may_not_exist_at_the_proposed_values() -> None:
    task = parse(table_of("workbook", WORKBOOK.replace(FORMULA, "1 / (adoption - 95)")))
    assert outputs_at(task, {})["irr"] is None
    assert outputs_at(task, {"adoption": 97})["irr"] == 0.5


def test_a_formula_that_fails_at_other_values_gives_none() -> None:
    task = parse(table_of("workbook", WORKBOOK.replace(FORMULA, "sum([1] * adoption)")))
    assert [outputs_at(task, {"adoption": value})["irr"] for value in (95, 95.5, 101, -1)] == [95, None, None, None]


INPUTS = st.fixed_dictionaries(
    {},
    optional={
        "adoption": st.sampled_from([39.9, 40, 52, 65, 65.1]) | st.floats(-1e6, 1e6),
        "cost": st.sampled_from([90, 110, 89.9]) | st.floats(-1e300, 1e300),
        "rent": st.sampled_from([0, 1]),
    },
)


@settings(deadline=None)
@given(INPUTS)
def test_the_score_is_the_weight_of_what_is_right(inputs: dict[str, float]) -> None:
    values = {"adoption": 95, "cost": 100, "rent": 1} | inputs
    right = 3 * (40 <= values["adoption"] <= 65) + (90 <= values["cost"] <= 110) + 2 * (values["rent"] == 0)
    assert points(inputs) == 30 * right / 6
    result = score(TASK, WorkbookResponse(inputs), ScoringContext())
    assert [item.verdict for item in result.items].count("right") == sum(
        [40 <= values["adoption"] <= 65, 90 <= values["cost"] <= 110, values["rent"] == 0]
    )
    assert result.outputs == outputs_at(TASK, values)


@given(INPUTS, st.randoms())
def test_the_order_of_inputs_does_not_matter(inputs: dict[str, float], shuffler: random.Random) -> None:
    shuffled = list(inputs.items())
    shuffler.shuffle(shuffled)
    one, other = (score(TASK, WorkbookResponse(each), ScoringContext()) for each in (inputs, dict(shuffled)))
    assert one == other


@given(INPUTS, st.sampled_from([("adoption", 52), ("cost", 100), ("rent", 0)]))
def test_putting_one_more_right_never_lowers_the_score(inputs: dict[str, float], right: tuple[str, float]) -> None:
    assert points(inputs | dict([right])) >= points(inputs)
