"""Many responses, one line each: answered in order, as they come, and none takes the others with it."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from closeddoor.cli import batch, run
from closeddoor.cli.grading import LazyScorer
from closeddoor.domain.response import parse_answers
from closeddoor.packs import read_pack
from tests.cli.open_batch import answered_one_by_one
from tests.packs.good_pack import good_files, write_files

ROOT = Path(__file__).parents[2]
DECIDED = {"decide": {"option": "defer", "confidence": 0.8}}
Said = pytest.CaptureFixture[str]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return write_files(tmp_path / "pack", good_files())


def line(answers: object, **more: object) -> bytes:
    return json.dumps({"scenario": "letter", "response": answers, **more}).encode()


def scored(pack: Path, said: Said, *lines: bytes) -> tuple[int, list[dict[str, object]]]:
    path = pack.parent / "batch.jsonl"
    path.write_bytes(b"\n".join(lines))
    code = run(["score", "--pack", str(pack), "--batch", str(path), "--json"])
    out, err = said.readouterr()
    assert err == ""
    return code, [json.loads(each) for each in out.splitlines()]


def test_each_line_is_answered_in_order_with_its_id_or_its_number(pack: Path, capsys: Said) -> None:
    signed = {"decide": {"option": "sign", "confidence": 0.5}}
    code, answers = scored(pack, capsys, line(DECIDED, id="b"), line(signed), line(DECIDED, id=7), line({}, id=""))
    assert code == 0
    assert [each["id"] for each in answers] == ["b", 2, 7, ""]
    assert all(list(each) == ["id", "result"] for each in answers)
    assert [each["result"]["score"] for each in answers] == [10, 0, 10, 0]  # type: ignore[index]


def test_a_line_has_the_result_of_the_same_response_alone(pack: Path, capsys: Said) -> None:
    _, [answer] = scored(pack, capsys, line(DECIDED, id="x", pack="org.example.letters", version="1.2.0"))
    response = pack.parent / "response.json"
    response.write_bytes(line(DECIDED))
    assert run(["score", "--pack", str(pack), "--scenario", "letter", "--response", str(response), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == answer["result"]


@pytest.mark.parametrize(
    ("bad", "line_id", "code", "names"),
    [
        (b"not json", 2, "response.json", "JSON"),
        (b"", 2, "response.json", "JSON"),
        (b"\xff\xfe{}", 2, "response.json", "JSON"),
        (b'{"id": "x", "id": "y"}', 2, "response.json", "twice"),
        (b'{"id": NaN}', 2, "response.json", "NaN"),
        (b"[" * 100_000, 2, "response.json", "deep"),
        (b"9" * 5_000, 2, "response.json", "JSON"),
        (b'"text"', 2, "response.shape", "table"),
        (b"{}", 2, "response.shape", "scenario"),
        (b'{"id": "x", "scenario": "letter"}', "x", "response.shape", "response"),
        (b'{"id": "x", "scenario": 3, "response": {}}', "x", "response.shape", "scenario"),
        (line({}, id="x", mood=1), "x", "response.shape", "mood"),
        (line({}, id=["x"]), 2, "response.shape", "id"),
        (line({}, id=True), 2, "response.shape", "id"),
        (line({}, id=None), 2, "response.shape", "id"),
        (line({}, id="x", scenario="ghost"), "x", "response.scenario", "ghost"),
        (line({}, id="x", pack="org.example.other"), "x", "response.pack", "org.example.other"),
        (line({}, id="x", version="9.9.9"), "x", "response.version", "9.9.9"),
        (line({"ghost": {}}, id="x"), "x", "response.unknown_task", "ghost"),
        (line({"decide": {"option": "maybe", "confidence": 1}}, id="x"), "x", "response.unknown_option", "maybe"),
        (line({"claims": {"quotes": [{"quote": "no", "label": "odd"}]}}), 2, "response.unknown_label", "odd"),
        (
            line({"claims": {"quotes": [{"quote": "the", "label": "wrong", "occurrence": 10**400}]}}),
            2, "response.shape", "occurrence",
        ),
    ],
)  # fmt: skip
def test_a_bad_line_is_named_and_the_others_are_answered(
    pack: Path, capsys: Said, bad: bytes, line_id: object, code: str, names: str
) -> None:
    exit_code, answers = scored(pack, capsys, line(DECIDED, id="before"), bad, line(DECIDED, id="after"))
    assert exit_code == 1
    assert [each["id"] for each in answers] == ["before", line_id, "after"]
    assert ["error" in each for each in answers] == [False, True, False]
    error = answers[1]["error"]
    assert isinstance(error, dict)
    assert (list(error), error["code"]) == (["code", "message"], code)
    assert names in error["message"]


def test_a_line_that_is_far_too_long_is_not_read_whole(
    pack: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "MOST_LINE_BYTES", 200)
    monkeypatch.setattr(batch, "_CHUNK_BYTES", 64)
    code, answers = scored(pack, capsys, line(DECIDED), b"x" * 1_000, line(DECIDED), b"y" * 201)
    assert code == 1
    errors = [each.get("error", {"code": ""})["code"] for each in answers]  # type: ignore[index]
    assert errors == ["", "response.too_long", "", "response.too_long"]


def test_standard_input_is_answered_while_it_is_still_open(pack: Path) -> None:
    names = ["one", "two"]
    answered = answered_one_by_one(pack, [line(DECIDED, id=name) for name in names])
    assert [each["id"] for each in answered] == names


def test_a_reader_that_has_enough_is_not_an_error_of_ours(pack: Path) -> None:
    path = pack.parent / "batch.jsonl"
    path.write_bytes((line(DECIDED) + b"\n") * 2_000)
    command = [sys.executable, "-B", "-m", "closeddoor", "score", "--pack", str(pack), "--batch", str(path), "--json"]
    with subprocess.Popen(
        command, env={"PYTHONPATH": str(ROOT / "app")}, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert json.loads(process.stdout.readline())["id"] == 1
        process.stdout.close()
        assert (process.wait(timeout=60), process.stderr.read()) == (1, b"")


def test_lines_without_free_text_start_neither_qt_nor_a_worker(pack: Path) -> None:
    path = pack.parent / "batch.jsonl"
    path.write_bytes(line(DECIDED) + b"\n" + line({"reply": {"text": "  "}}))
    program = (
        "import sys; from closeddoor.cli import run; code = run(sys.argv[1:]); "
        "print(code, [name for name in sys.modules if name.startswith(('PySide6', 'closeddoor.inference'))])"
    )
    ended = subprocess.run(
        [sys.executable, "-B", "-c", program, "score", "--pack", str(pack), "--batch", str(path), "--json"],
        env={"PYTHONPATH": str(ROOT / "app")}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert ended.stdout.splitlines()[-1] == "0 []"


@pytest.mark.real_model
def test_one_grader_serves_all_lines(pack: Path) -> None:
    read = read_pack(pack)
    scenario = read.scenarios[0]
    response = parse_answers(scenario, {"reply": {"text": "Please run it on our own invoices first."}})
    with LazyScorer(read) as scorer:
        first = scorer.score(scenario, response)
        started = scorer._scorer
        assert started is not None
        assert scorer.score(scenario, response) == first
        assert scorer._scorer is started
    assert first.tasks[3].scored_by == "grader"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--batch", "x", "--scenario", "letter"],
        ["--response", "x"],
        ["--batch", "x", "--response", "y", "--scenario", "letter"],
        [],
    ],
)
def test_a_response_goes_with_its_scenario_and_a_batch_without(pack: Path, capsys: Said, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        run(["score", "--pack", str(pack), *arguments])
    assert caught.value.code == 2
    assert "usage: closed-door score" in capsys.readouterr().err


def test_a_batch_that_cannot_be_read_is_an_error_of_its_own(pack: Path, capsys: Said) -> None:
    assert run(["score", "--pack", str(pack), "--batch", str(pack / "none.jsonl"), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "file.unreadable"
    assert run(["score", "--pack", str(pack), "--batch", str(pack), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "file.unreadable"


def test_lines_are_split_at_line_feeds_only() -> None:
    assert list(batch._lines(io.BytesIO(b"a\r\n\n\x0bb\n"))) == [b"a\r\n", b"\n", b"\x0bb\n"]
