"""Responses with the results that the pack format asks for, worked out by hand: `because` is the reckoning.

They go the public way: a pack read from its folder, a response file, a score. The pack is made to be reckoned with; its
scenario.toml says how long its spans are and what a unit is worth.
"""

import json
from math import isclose
from pathlib import Path
from typing import Any

import pytest

from closeddoor.domain.response import read_response
from closeddoor.domain.scoring import score_scenario
from closeddoor.domain.tasks.base import ResponseError
from closeddoor.packs import read_pack

HERE = Path(__file__).resolve().parent
PACK = read_pack(HERE / "pack")
EXACT_TYPES = ("highlight", "choice", "decision", "estimate", "workbook")
TOLERANCE = 1e-12  # relative: what the order of a few additions in doubles may change

Case = dict[str, Any]
CASES: list[Case] = [
    case for name in EXACT_TYPES for case in json.loads((HERE / "cases" / f"{name}.json").read_text("utf-8"))
]
RIGHT = [case for case in CASES if "expect" in case]
WRONG = [case for case in CASES if "error" in case]


def named(case: Case) -> str:
    return f"{case['task']}: {case['because']}"


def result_of(case: Case) -> dict[str, Any]:
    """Score a case and return the whole result as a program would read it."""
    scenario = PACK.scenario(case["scenario"])
    assert scenario is not None
    raw = json.dumps({"pack": PACK.info.id, "scenario": scenario.id, "response": case["response"]})
    response = read_response(raw, PACK.info, scenario)
    shown: dict[str, Any] = json.loads(json.dumps(score_scenario(PACK.info, scenario, response).to_json()))
    return shown


def same(found: object, expected: object) -> bool:
    """Compare numbers, tables of numbers, and what is not there, which only nothing equals."""
    if isinstance(found, dict) and isinstance(expected, dict):
        return found.keys() == expected.keys() and all(same(found[key], expected[key]) for key in expected)
    if isinstance(found, float | int) and isinstance(expected, float | int):
        return isclose(found, expected, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    return found is None and expected is None


@pytest.mark.parametrize("case", RIGHT, ids=named)
def test_a_response_scores_what_was_worked_out_by_hand(case: Case) -> None:
    expect = dict(case["expect"])
    result = result_of(case)
    task = next(task for task in result["tasks"] if task["id"] == case["task"])
    score = expect.pop("score")
    assert all(same(task[bound], score) for bound in ("score", "low", "high")), task
    assert [[item["id"], item["verdict"]] for item in task["items"]] == expect.pop("items")
    assert all(item["decided_by"] == "exact" and item["why"] for item in task["items"])
    assert bool(task.get("note")) == expect.pop("note", False)
    for key in ("recall", "precision", "brier", "outputs"):
        assert same(task.get(key), expect.pop(key, None)), (key, task.get(key))
    assert not expect
    assert task["scored_by"] == "exact"
    assert result["score"] == pytest.approx(sum(each["score"] for each in result["tasks"]))


@pytest.mark.parametrize("case", WRONG, ids=named)
def test_a_response_that_does_not_fit_is_refused_by_name(case: Case) -> None:
    with pytest.raises(ResponseError) as refused:
        result_of(case)
    assert refused.value.code == case["error"]["code"]
    assert all(name in refused.value.happened for name in case["error"]["names"]), refused.value.happened


def test_every_exact_type_is_held_to_the_contract() -> None:
    types = {task.id: task.type for scenario in PACK.scenarios for task in scenario.tasks}
    assert {types[case["task"]] for case in CASES} == set(EXACT_TYPES)
    assert len(CASES) >= 60
    assert len({named(case) for case in CASES}) == len(CASES)


def test_the_ruler_measures_what_its_cases_say() -> None:
    """The lengths that the cases reckon with, read from the pack."""
    scenario = PACK.scenario("marks")
    assert scenario is not None
    documents = scenario.documents_by_id
    assert len(documents["ruler"].displayed) == 2000
    lengths = {span.id: span.length for document in documents.values() for span in document.spans}
    assert lengths == {
        "claim": 30, "price": 13, "cap": 13, "notice": 7, "audit": 19, "named": 12, "hundred": 100, "ten": 10,
        "calm": 20,
    }  # fmt: skip
