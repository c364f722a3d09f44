"""What a response file may be, and what it is told when it is something else."""

import json

import pytest

from closeddoor.domain.response import ScenarioResponse, parse_answers, read_response
from closeddoor.domain.result import ScenarioResult
from closeddoor.domain.scoring import score_scenario, with_decided
from closeddoor.domain.tasks.base import ResponseError
from closeddoor.domain.tasks.registry import TASK_SPECS
from closeddoor.domain.verdicts import CriterionVerdict, MemoGrading
from tests.domain.samples import ANSWERS, info, scenario

SCENARIO = scenario()
GOOD: dict[str, object] = {
    "pack": "org.example.letters",
    "version": "1.0.0",
    "scenario": "letters",
    "response": ANSWERS,
}


def read(data: object) -> ScenarioResponse:
    return read_response(json.dumps(data), info(), SCENARIO)


def test_a_good_file_is_read_and_written_back() -> None:
    response = read(GOOD)
    assert response.to_json() == ANSWERS
    assert read({key: GOOD[key] for key in ("scenario", "response")}) == response


@pytest.mark.parametrize(
    ("change", "code", "named"),
    [
        ({"pack": "org.example.other"}, "response.pack", "org.example.other"),
        ({"version": "2.0.0"}, "response.version", "2.0.0"),
        ({"scenario": "parcels"}, "response.scenario", "parcels"),
        ({"extra": 1}, "response.shape", "extra"),
        ({"pack": 7}, "response.shape", "pack"),
        ({"response": []}, "response.shape", "table"),
        ({"response": {"nothing": {}}}, "response.unknown_task", "nothing"),
        ({"response": {"memo": "text"}}, "response.shape", "memo"),
        ({"response": {"memo": None}}, "response.shape", "memo"),
        ({"response": {"memo": {"text": 5}}}, "response.shape", "memo.text"),
        ({"response": {"memo": {"text": "a", "notes": "b"}}}, "response.shape", "memo.notes"),
        ({"response": {"memo": {"text": "\ud800"}}}, "response.shape", "U+D800"),
        ({"response": {"memo": {"text": "a", "decided": {"who": "met"}}}}, "response.unknown_item", "who"),
        ({"response": {"memo": {"text": "a", "decided": {"data": "unsure"}}}}, "response.shape", "memo.decided.data"),
        ({"response": {"decision": {"option": "defer"}}}, "response.shape", "decision.confidence"),
        ({"response": {"decision": {"option": "defer", "confidence": True}}}, "response.shape", "decision.confidence"),
        ({"response": {"decision": {"option": "defer", "confidence": "1"}}}, "response.shape", "decision.confidence"),
        ({"response": {"decision": {"option": "x", "confidence": 1}}}, "response.unknown_option", "“x”"),
        ({"response": {"interview": {"questions": "why"}}}, "response.shape", "interview.questions"),
        ({"response": {"interview": {"questions": [1]}}}, "response.shape", "interview.questions[0]"),
        ({"response": {"highlight": {"quotes": [{"quote": "a"}]}}}, "response.shape", "highlight.quotes[0].label"),
        ({"response": {"highlight": {"quotes": [{"quote": "a", "label": "x"}]}}}, "response.unknown_label", "“x”"),
        (
            {"response": {"highlight": {"quotes": [{"quote": "4 cents", "label": "vague", "occurrence": 0}]}}},
            "response.shape",
            "highlight.quotes[0].occurrence",
        ),
    ],
)
def test_every_mistake_has_its_code_and_names_its_place(change: dict[str, object], code: str, named: str) -> None:
    with pytest.raises(ResponseError) as refused:
        read(GOOD | change)
    assert refused.value.code == code
    assert named in refused.value.happened


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"{", b"\xff", b"\xef\xbb\xbf{}", b'{"scenario": NaN}', b'{"a": 1, "a": 2}', b"[" * 100_000,
        b'{"a": ' + b"9" * 5_000 + b"}",
    ],
)  # fmt: skip
def test_what_is_no_json_is_refused_in_one_sentence(raw: bytes) -> None:
    with pytest.raises(ResponseError) as refused:
        read_response(raw, info(), SCENARIO)
    assert refused.value.code == "response.json"


def test_a_number_beyond_all_bounds_is_refused() -> None:
    raw = '{"scenario": "letters", "response": {"decision": {"option": "defer", "confidence": 1e999}}}'
    with pytest.raises(ResponseError) as refused:
        read_response(raw, info(), SCENARIO)
    assert refused.value.code == "response.shape"


def test_a_result_goes_to_json_and_back() -> None:
    grading = MemoGrading((CriterionVerdict("data", "met", 0.9, "Run it"),))
    result = score_scenario(info(), SCENARIO, parse_answers(SCENARIO, ANSWERS), {"memo": grading})
    shown = json.loads(json.dumps(result.to_json()))
    assert ScenarioResult.from_json(shown) == result
    assert list(shown) == ["pack", "version", "scenario", "score", "low", "high", "max", "tasks"]
    assert [task["id"] for task in shown["tasks"]] == [task.id for task in SCENARIO.tasks]
    for key in ("score", "low", "high", "max"):
        assert shown[key] == pytest.approx(sum(task[key] for task in shown["tasks"]))


def test_every_item_has_exactly_the_keys_of_the_format() -> None:
    result = score_scenario(info(), SCENARIO, parse_answers(SCENARIO, ANSWERS))
    for task in result.to_json()["tasks"]:  # type: ignore[attr-defined]
        required = {"id", "type", "score", "low", "high", "max", "scored_by", "items"}
        assert required <= set(task) <= required | {"note", "recall", "precision", "brier", "outputs"}
        for item in task["items"]:
            memo = {"points", "probability", "evidence"} if task["type"] == "memo" else set()
            assert set(item) == {"id", "verdict", "why", "decided_by"} | memo


def test_an_empty_response_scores_nothing_and_says_so() -> None:
    result = score_scenario(info(), SCENARIO, ScenarioResponse())
    assert (result.score, result.high, result.max) == (0, 0, 30 * len(TASK_SPECS))
    assert all(task.note and not task.items and task.scored_by == "exact" for task in result.tasks)


def test_deciding_changes_one_task_and_the_sums() -> None:
    result = score_scenario(info(), SCENARIO, parse_answers(SCENARIO, ANSWERS))
    decided = with_decided(SCENARIO, result, "memo", {"data": "met"})
    assert decided.score == result.score + 7.5
    assert with_decided(SCENARIO, decided, "memo", {"praise": "not_met"}).score == result.score + 22.5
    assert decided.task("interview") == result.task("interview")
    with pytest.raises(ResponseError):
        with_decided(SCENARIO, result, "memo", {"data": "revealed"})
    with pytest.raises(ResponseError):
        with_decided(SCENARIO, result, "decision", {"defer": "met"})
