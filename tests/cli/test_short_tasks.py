"""A pack whose own test of the grader falls short: scored by the participant, and its author is warned."""

import json
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from closeddoor.bootstrap import scoring
from closeddoor.cli import run
from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import Vector
from tests.cli.open_batch import answered_one_by_one
from tests.fakes.inference import FakeEmbedder
from tests.packs.good_pack import write_files
from tests.services.labelled_pack import CREDITED, RENEWS, labelled_files

ROOT = Path(__file__).parents[2]
ANSWERS = {"call": {"questions": [RENEWS]}, "reply": {"text": CREDITED}}
Said = pytest.CaptureFixture[str]


@pytest.fixture
def embedder(monkeypatch: pytest.MonkeyPatch) -> FakeEmbedder:
    """The one way in from a command: it finds its model itself."""
    fake = FakeEmbedder()
    monkeypatch.setattr(scoring, "embedder_at", lambda *_: (fake, None))
    return fake


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return write_files(tmp_path / "pack", labelled_files(memo_is_short=True))


def scored_by(result: dict[str, Any]) -> dict[str, str]:
    return {task["id"]: task["scored_by"] for task in result["tasks"] if task["items"]}


def line(answers: object) -> bytes:
    return json.dumps({"scenario": "letter", "response": answers}).encode() + b"\n"


@pytest.mark.usefixtures("embedder")
def test_one_response_is_held_to_the_same_rule(pack: Path, capsys: Said) -> None:
    response = pack.parent / "response.json"
    response.write_bytes(line(ANSWERS))
    command = ["score", "--pack", str(pack), "--scenario", "letter", "--response", str(response)]
    assert run([*command, "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert scored_by(result) == {"call": "grader", "reply": "participant"}
    [memo] = [task for task in result["tasks"] if task["id"] == "reply"]
    assert (memo["low"], memo["high"]) == (0, 40)
    assert "only 0 of the 7 points it credited (0%)" in memo["note"]
    assert run(command) == 0
    assert "reply: 0 to 40 of 40 points The grader was not used on this text" in capsys.readouterr().out


class NoEmbedder:
    def embed(self, _texts: Sequence[str]) -> Future[list[Vector]]:
        future: Future[list[Vector]] = Future()
        future.set_exception(KnownError("model.missing", "The model is not there."))
        return future


def test_without_the_model_a_response_is_scored_as_far_as_it_can_be(
    pack: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scoring, "embedder_at", lambda *_: (NoEmbedder(), None))
    response = pack.parent / "response.json"
    decided = {"decide": {"option": "defer", "confidence": 0.75}}
    response.write_bytes(line({**ANSWERS, **decided}))
    assert run(["score", "--pack", str(pack), "--scenario", "letter", "--response", str(response), "--json"]) == 0
    tasks = {task["id"]: task for task in json.loads(capsys.readouterr().out)["tasks"]}
    for task_id in ("call", "reply"):
        task = tasks[task_id]
        assert (task["scored_by"], task["low"], task["high"]) == ("participant", 0, task["max"])
        assert "The model is not there." in task["note"]
    assert tasks["decide"]["scored_by"] == "exact"
    assert tasks["decide"]["score"] > 0


def test_a_batch_measures_a_task_once_when_its_first_response_comes(
    pack: Path, capsys: Said, embedder: FakeEmbedder
) -> None:
    batch = pack.parent / "batch.jsonl"
    batch.write_bytes(line({"call": ANSWERS["call"]}) + 3 * line(ANSWERS))
    assert run(["score", "--pack", str(pack), "--batch", str(batch), "--json"]) == 0
    results = [json.loads(each)["result"] for each in capsys.readouterr().out.splitlines()]
    assert [scored_by(each) for each in results] == [{"call": "grader"}] + 3 * [
        {"call": "grader", "reply": "participant"}
    ]
    assert embedder.texts.count(CREDITED) == 7  # the labelled ones, once, and none of the responses


@pytest.mark.usefixtures("embedder")
def test_the_author_is_warned(pack: Path, capsys: Said) -> None:
    assert run(["pack", "check", str(pack), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    call, reply = found["agreement"]
    assert (call["precision_revealed"], call["short"]) == (1, False)
    assert (reply["precision_met"], reply["short"]) == (0, True)
    [warned] = [each for each in found["warnings"] if each["code"] == "grader.short"]
    assert (warned["file"], warned["where"]) == ("scenarios/letter/scenario.toml", "tasks[3]")
    assert run(["pack", "check", str(pack)]) == 0
    *_, figures, warning = capsys.readouterr().out.splitlines()
    assert figures.startswith("letter, reply: 8 labelled decisions: 8 decided")
    assert warning.endswith("write more sentences like them. (grader.short)")


@pytest.mark.usefixtures("embedder")
def test_an_interview_in_another_language_is_not_reported_as_a_memo(pack: Path, capsys: Said) -> None:
    info = pack / "pack.toml"
    info.write_text(info.read_text(encoding="utf-8").replace('language = "en"', 'language = "de"'), encoding="utf-8")
    assert run(["pack", "check", str(pack)]) == 0
    assert "letter, call: not measured, because nothing of it is graded" in capsys.readouterr().out


@pytest.mark.real_model
def test_with_the_real_worker_each_line_comes_out_before_the_next_goes_in(pack: Path) -> None:
    asked = (ANSWERS, {"call": ANSWERS["call"]})
    answered = answered_one_by_one(pack, [line(each) for each in asked])
    for answers, said in zip(asked, answered, strict=True):
        expected = {"call": "grader"} | ({"reply": "participant"} if "reply" in answers else {})
        assert scored_by(said["result"]) == expected
