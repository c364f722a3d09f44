"""The command line as a program: exit codes, what is said where, and never a traceback."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from closeddoor import cli
from closeddoor.cli import run
from closeddoor.domain.errors import BugError, KnownError
from tests.packs.good_pack import good_files, write_files

ROOT = Path(__file__).parents[2]
SCENARIO = "scenarios/letter/scenario.toml"
Said = pytest.CaptureFixture[str]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return write_files(tmp_path / "pack", good_files())


def response_file(folder: Path, answers: object, **head: str) -> Path:
    path = folder / "response.json"
    path.write_text(json.dumps({"scenario": "letter", **head, "response": answers}), encoding="utf-8")
    return path


def score(pack: Path, response: Path, *more: str) -> int:
    return run(["score", "--pack", str(pack), "--scenario", "letter", "--response", str(response), *more])


def said_error(said: Said) -> str:
    """Return what stands on standard error: one sentence of ours, without a traceback, and nothing on the other."""
    out, err = said.readouterr()
    assert out == ""
    assert "Traceback" not in err
    assert err.startswith("closed-door: ")
    return err


@pytest.mark.parametrize(
    "argv",
    [
        ["score"],
        ["score", "--pack", "p", "--scenario", "s", "--response", "r", "--unknown"],
        ["tour", "--out", "x", "--size", "wide"],
        ["tour", "--out", "x", "--theme", "pink"],
        ["doctor", "--profile"],
        ["no-such-command"],
    ],
)
def test_wrong_usage_ends_with_2_and_says_how(argv: list[str], capsys: Said) -> None:
    with pytest.raises(SystemExit) as caught:
        run(argv)
    assert caught.value.code == 2
    assert "usage: closed-door" in capsys.readouterr().err


@pytest.mark.parametrize("argv", [["--help"], ["--version"], ["score", "--help"]])
def test_help_and_version_end_with_0(argv: list[str], capsys: Said) -> None:
    with pytest.raises(SystemExit) as caught:
        run(argv)
    assert caught.value.code == 0
    assert "closed-door" in capsys.readouterr().out


class Failing:
    """A command module whose `main` raises."""

    def __init__(self, error: BaseException) -> None:
        self._error = error

    def add_arguments(self, _: object) -> None:
        """Takes nothing."""

    def main(self, _: object) -> int:
        raise self._error


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (KnownError("area.what", "It happened.", "All is safe.", "Do this."), "It happened. All is safe. Do this."),
        (BugError("the passphrase is obsidian-heron"), "BugError"),
        (RuntimeError("the memo says obsidian-heron"), "RuntimeError"),
        (UnicodeEncodeError("utf-8", "obsidian-heron\udcff", 14, 15, "no"), "UnicodeEncodeError"),
        (KeyboardInterrupt(), "stopped"),
    ],
)
def test_whatever_goes_wrong_ends_with_1_a_sentence_and_no_content(
    error: BaseException, says: str, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "closeddoor.cli.doctor", Failing(error))
    assert run(["doctor"]) == 1
    sentence = said_error(capsys)
    assert says in sentence
    assert "obsidian" not in sentence


def test_a_module_that_cannot_be_loaded_is_a_sentence_too(capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "closeddoor.cli.window", None)
    assert run([]) == 1
    assert "ModuleNotFoundError" in said_error(capsys)


def test_a_folder_may_be_called_like_a_command(capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "closeddoor.cli.window", Failing(KnownError("window", "This is the window.")))
    assert run(["--profile", "tour"]) == 1
    assert "This is the window." in said_error(capsys)


def test_every_command_has_its_module_and_takes_a_profile() -> None:
    for name, about in cli.COMMANDS:
        module = cli._module(name)
        assert callable(module.add_arguments)
        assert callable(module.main)
        assert about


def test_a_result_as_json_fits_the_contract(pack: Path, tmp_path: Path, capsys: Said) -> None:
    answers = {
        "claims": {"quotes": [{"quote": "99.2 % accuracy", "label": "wrong"}]},
        "decide": {"option": "defer", "confidence": 0.8},
    }
    assert score(pack, response_file(tmp_path, answers), "--json") == 0
    out, err = capsys.readouterr()
    assert err == ""
    result = json.loads(out)
    assert list(result) == ["pack", "version", "scenario", "score", "low", "high", "max", "tasks"]
    assert (result["pack"], result["version"], result["max"]) == ("org.example.letters", "1.2.0", 110)
    tasks = {task["id"]: task for task in result["tasks"]}
    assert list(tasks) == ["claims", "call", "decide", "reply"]
    assert tasks["claims"]["items"] == [
        {"id": "claim", "verdict": "found", "why": "No test set.", "decided_by": "exact"},
        {"id": "audit", "verdict": "left_alone", "why": "It can be read.", "decided_by": "exact"},
    ]
    assert tasks["decide"]["brier"] == pytest.approx(0.04)
    for unanswered in (tasks["call"], tasks["reply"]):
        assert (unanswered["score"], unanswered["items"], unanswered["scored_by"]) == (0, [], "exact")
        assert unanswered["note"]
    assert result["score"] == result["low"] == result["high"] == 40


def test_a_result_in_words(pack: Path, tmp_path: Path, capsys: Said) -> None:
    assert score(pack, response_file(tmp_path, {"decide": {"option": "sign", "confidence": 0.5}})) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "together: 0 of 110 points"
    assert lines[2] == "decide: 0 of 10 points"


@pytest.mark.parametrize(
    ("answers", "code", "names"),
    [
        ({"ghost": {"text": "x"}}, "response.unknown_task", "ghost"),
        ({"decide": {"option": "maybe", "confidence": 0.8}}, "response.unknown_option", "maybe"),
        ({"decide": {"option": "defer", "confidence": 7}}, "response.confidence", "7"),
        ({"claims": {"quotes": [{"quote": "not there", "label": "wrong"}]}}, "response.quote_missing", "not there"),
        ({"claims": {"quotes": "all"}}, "response.shape", "claims"),
        (["claims"], "response.shape", "table"),
    ],
)
def test_a_response_that_does_not_fit_is_named(
    pack: Path, tmp_path: Path, capsys: Said, answers: object, code: str, names: str
) -> None:
    path = response_file(tmp_path, answers)
    assert score(pack, path, "--json") == 1
    error = json.loads(capsys.readouterr().out)["error"]
    assert error["code"] == code
    assert names in error["message"]
    assert score(pack, path) == 1
    assert names in said_error(capsys)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"not json", "response.json"),
        (b"\xff\xfe{}", "response.json"),
        (b'{"scenario": "letter", "scenario": "letter", "response": {}}', "response.json"),
        (b'{"scenario": "letter", "response": {"decide": {"option": "defer", "confidence": NaN}}}', "response.json"),
        (b"[" * 100_000, "response.json"),
        (b'{"response": {}}', "response.shape"),
        (b'{"scenario": "other", "response": {}}', "response.scenario"),
        (b'{"scenario": "letter", "version": "9.9.9", "response": {}}', "response.version"),
    ],
)
def test_a_file_that_is_no_response_is_named(
    pack: Path, tmp_path: Path, capsys: Said, content: bytes, code: str
) -> None:
    path = tmp_path / "response.json"
    path.write_bytes(content)
    assert score(pack, path, "--json") == 1
    assert json.loads(capsys.readouterr().out)["error"]["code"] == code


def test_missing_files_are_named(pack: Path, tmp_path: Path, capsys: Said) -> None:
    there = response_file(tmp_path, {})
    assert score(pack, tmp_path / "none.json") == 1
    assert "none.json cannot be read" in said_error(capsys)
    assert score(tmp_path / "nowhere", there) == 1
    assert "nowhere" in said_error(capsys)
    (tmp_path / "empty").mkdir()
    assert score(tmp_path / "empty", there) == 1
    assert "pack.toml" in said_error(capsys)


@pytest.mark.parametrize("command", [[], ["tour", "--out", "none"]], ids=["window", "tour"])
@pytest.mark.parametrize("odd", ["/proc", "~nosuchuser/x", "x" * 300, "file", "file/below"])
def test_an_odd_profile_is_a_sentence(tmp_path: Path, capsys: Said, odd: str, command: list[str]) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    profile = odd if odd.startswith(("/", "~")) else str(tmp_path / odd)
    assert run([*command, "--profile", profile]) == 1
    sentence = said_error(capsys)
    assert "profile folder is not fit" in sentence or "no home folder" in sentence
    assert "a mistake in the program" not in sentence
    assert (tmp_path / "file").read_bytes() == b"mine"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="/dev/zero is a part of Unix")
def test_a_file_without_end_is_refused(tmp_path: Path, capsys: Said) -> None:
    endless, there = Path("/dev/zero"), response_file(tmp_path, {})
    assert score(endless, there) == 1
    assert "/dev/zero is longer than 66 MiB" in said_error(capsys)


def test_an_unknown_scenario_is_named_with_those_there_are(pack: Path, tmp_path: Path, capsys: Said) -> None:
    path = response_file(tmp_path, {})
    assert run(["score", "--pack", str(pack), "--scenario", "ghost", "--response", str(path)]) == 1
    assert "“ghost”; it has: letter" in said_error(capsys)


def test_a_broken_scenario_is_refused_by_file_and_line_or_field(pack: Path, tmp_path: Path, capsys: Said) -> None:
    good = (pack / SCENARIO).read_text(encoding="utf-8")
    (pack / SCENARIO).write_text(good.replace('title = "A letter"', 'title = "A letter'), encoding="utf-8")
    assert score(pack, response_file(tmp_path, {})) == 1
    line = good.splitlines().index('title = "A letter"') + 1
    sentence = said_error(capsys)
    assert re.search(rf"{SCENARIO}, line {line}\b", sentence), sentence
    (pack / SCENARIO).write_text(good.replace("level = 2", "level = 7"), encoding="utf-8")
    assert score(pack, response_file(tmp_path, {})) == 1
    assert f"{SCENARIO}, level" in said_error(capsys)


def closed_door(*argv: str, home: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run the command in a process of its own whose home, and every folder of the desktop's, is `home`."""
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("DATA", "CONFIG", "CACHE", "STATE")}
    set_up = {"PYTHONPATH": str(ROOT / "app"), "HOME": str(home), "TMPDIR": str(home), **folders, **environment}
    return subprocess.run(
        [sys.executable, "-B", "-m", "closeddoor", *argv],
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen", **set_up},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_doctor_says_nothing_private_and_a_profile_is_all_that_is_touched(tmp_path: Path) -> None:
    home, profile = tmp_path / "heron-home", tmp_path / "heron-profile"
    home.mkdir()
    ended = closed_door("doctor", "--json", "--profile", str(profile), home=home, USER="heron-user", LOGNAME="heron")
    assert (ended.returncode, ended.stderr) == (0, "")
    report = json.loads(ended.stdout)
    assert {"version", "python", "vault", "keychain", "models", "worker"} <= set(report)
    assert report["vault"] == "none"
    for private in ("heron", str(ROOT), str(Path.home())):
        assert private not in ended.stdout
    assert list(home.rglob("*")) == []


def test_scoring_needs_no_home_and_no_vault(pack: Path, tmp_path: Path) -> None:
    home, profile = tmp_path / "home", tmp_path / "profile"
    home.mkdir()
    response = response_file(tmp_path, {"decide": {"option": "defer", "confidence": 0.8}})
    ended = closed_door(
        "score", "--pack", str(pack), "--scenario", "letter", "--response", str(response), "--profile", str(profile),
        home=home,
    )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "together: 10 of 110 points" in ended.stdout
    assert list(home.rglob("*")) == []
    assert not profile.exists()


def test_a_reader_that_has_seen_enough_is_no_mistake(tmp_path: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "closeddoor", "pack", "list", "--profile", str(tmp_path / "profile")]
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, cwd=ROOT, check=False, timeout=60)
    os.close(write)
    assert (done.returncode, done.stderr) == (1, b"")
