"""`pack check`: refusals at once and without a model, warnings that change nothing, agreement task by task."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from closeddoor.cli import run
from closeddoor.packs import archive_bytes, read_pack
from tests.packs.good_pack import FOLDER, SCENARIO, good_files, write_files

ROOT = Path(__file__).parents[2]
SCENARIO_FILE = f"{FOLDER}/scenario.toml"
Said = pytest.CaptureFixture[str]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return write_files(tmp_path / "pack", good_files())


def report(capsys: Said, *arguments: str) -> tuple[int, Mapping[str, Any]]:
    code = run(["pack", "check", *arguments, "--json"])
    out, err = capsys.readouterr()
    assert err == ""
    return code, json.loads(out)


def test_a_sound_pack_is_reported_with_its_warnings(pack: Path, capsys: Said) -> None:
    code, found = report(capsys, str(pack), "--structure")
    assert code == 0
    assert (found["pack"], found["version"], found["revision"]) == ("org.example.letters", "1.2.0", 7)
    assert found["scenarios"] == ["letter"]
    assert "agreement" not in found
    warning = next(each for each in found["warnings"] if each["code"] == "exemplars.few")
    assert (warning["file"], warning["where"]) == (SCENARIO_FILE, "tasks[3].criteria[0].met")


def test_an_archive_is_checked_the_same(pack: Path, tmp_path: Path, capsys: Said) -> None:
    archive = tmp_path / "letters.cdpack"
    archive.write_bytes(archive_bytes(read_pack(pack)))
    assert report(capsys, str(archive), "--structure") == report(capsys, str(pack), "--structure")


def test_in_words_every_warning_is_a_line(pack: Path, capsys: Said) -> None:
    assert run(["pack", "check", str(pack), "--structure"]) == 0
    first, *lines = capsys.readouterr().out.splitlines()
    assert first == f"Letters 1.2.0 (org.example.letters, revision 7): sound, 1 scenario, {len(lines)} warnings."
    assert all(line.endswith(")") and line.startswith(("pack.toml", "scenarios/letter/")) for line in lines)


def test_a_refusal_names_code_file_and_place(pack: Path, capsys: Said) -> None:
    (pack / SCENARIO_FILE).write_text(SCENARIO.replace("level = 2", "level = 9"), encoding="utf-8")
    code, found = report(capsys, str(pack))
    assert code == 1
    error = found["error"]
    assert (error["code"], error["file"], error["where"]) == ("field.value", SCENARIO_FILE, "level")
    assert run(["pack", "check", str(pack)]) == 1
    assert f"closed-door: {SCENARIO_FILE}, level: The value is 9; it must be" in capsys.readouterr().err


def test_every_fault_is_named_at_once_in_words_and_as_json(pack: Path, capsys: Said) -> None:
    spoilt = SCENARIO.replace("level = 2", "level = 9").replace('means = "The world moves."', 'means = ""')
    (pack / SCENARIO_FILE).write_text(spoilt, encoding="utf-8")
    (pack / "LICENSE.txt").unlink()
    code, found = report(capsys, str(pack))
    assert code == 1
    assert found["error"]["file"] == "LICENSE.txt"
    assert [each["where"] for each in found["errors"]] == ["", "level", "terms[0].means"]
    assert run(["pack", "check", str(pack)]) == 1
    said = capsys.readouterr().err.splitlines()
    places = ["LICENSE.txt: ", f"{SCENARIO_FILE}, level: ", f"{SCENARIO_FILE}, terms[0].means: "]
    assert len(said) == len(places)
    assert all(line.startswith(f"closed-door: {place}") for line, place in zip(said, places, strict=True))


@pytest.mark.parametrize("path", ["nowhere", "nowhere.cdpack"])
def test_a_pack_that_is_not_there_is_a_sentence(tmp_path: Path, capsys: Said, path: str) -> None:
    code, found = report(capsys, str(tmp_path / path))
    assert code == 1
    assert found["error"]["code"] == "file.unreadable"


@pytest.mark.parametrize("arguments", [["pack"], ["pack", "mend"], ["pack", "check"], ["pack", "check", "a", "--odd"]])
def test_wrong_usage_ends_with_2(arguments: list[str], capsys: Said) -> None:
    with pytest.raises(SystemExit) as caught:
        run(arguments)
    assert caught.value.code == 2
    assert "usage: closed-door" in capsys.readouterr().err


def in_a_process(program: str, *arguments: str) -> tuple[float, str]:
    began_s = time.perf_counter()
    ended = subprocess.run(
        [sys.executable, "-B", "-c", program, *arguments],
        env={"PYTHONPATH": str(ROOT / "app")}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return time.perf_counter() - began_s, ended.stdout


REFUSED = (
    "import sys, time; from closeddoor.cli import run; code = run(sys.argv[1:]); took_s = time.process_time(); "
    "print(); print(code, took_s, *(name for name in sys.modules if '.' not in name or name.startswith('closeddoor.')))"
)
"""Runs a command as a process of its own would, then says how long it took from its start and what it imported."""

TABLES = (
    "import argparse, json, tomllib, dataclasses, pathlib, markdown_it, sys, time; "
    "[tomllib.loads(path.read_text('utf-8')) for path in pathlib.Path(sys.argv[1]).rglob('*.toml')]; "
    "print(time.process_time())"
)
"""What a refusal cannot do without: its imports, and the parser's own work on the tables of the pack."""
HEAVY = {"PySide6", "numpy", "llama_cpp", "sqlcipher3", "cryptography", "asyncio", "closeddoor.vault",
         "closeddoor.inference", "closeddoor.grading", "closeddoor.bootstrap", "closeddoor.services"}  # fmt: skip
LAST = "scenarios/voice-agents"


def refused(*argv: str) -> tuple[str, float, set[str]]:
    """Return what a command that refuses said, the seconds it took, and the modules it loaded."""
    out = in_a_process(REFUSED, *argv)[1].splitlines()
    code, took_s, *modules = out[-1].split()
    assert code == "1"
    return str(json.loads(out[0])["error"]["code"]), float(took_s), set(modules)


@pytest.fixture
def four_scenarios(tmp_path: Path) -> Path:
    """A built-in pack, to be spoilt in the last of its four scenarios."""
    return Path(shutil.copytree(ROOT / "scenarios" / "vendor-proposals", tmp_path / "four"))


@pytest.mark.parametrize(
    ("command", "file", "fault", "code", "most_of_tables"),
    [
        ("check", f"{LAST}/debrief.md", "<b>bold</b>", "text.html", 4.5),  # reads on, for whatever else is wrong
        ("check", f"{LAST}/answers.toml", "odd = 1", "field.unknown", 4.5),
        ("show", f"{LAST}/debrief.md", "<b>bold</b>", "text.html", 2.6),
        ("show", f"{LAST}/answers.toml", "odd = 1", "field.unknown", 2.4),
    ],
)
def test_a_refusal_loads_neither_qt_nor_a_model_and_takes_little_longer_than_its_tables(
    four_scenarios: Path, capsys: Said, command: str, file: str, fault: str, code: str, most_of_tables: float
) -> None:
    with (four_scenarios / file).open("a", encoding="utf-8") as spoilt:
        spoilt.write(f"\n{fault}\n")
    ratios = []
    for _ in range(12):  # the best of some pairs taken side by side: the machine's speed changes from turn to turn
        found, seconds, modules = refused("pack", command, str(four_scenarios), "--json")
        assert found == code
        assert modules & HEAVY == set()
        assert ("markdown_it" in modules) == (file.endswith(".md") or command == "check")
        ratios.append(seconds / float(in_a_process(TABLES, str(four_scenarios))[1]))
        if len(ratios) >= 4 and min(ratios) < most_of_tables:
            break
    with capsys.disabled():
        print(f" refusal / imports and tables alone {min(ratios):.2f}", end=" ")
    assert min(ratios) < most_of_tables


def test_to_show_a_bad_pack_or_score_a_bad_response_loads_neither_qt_nor_a_model_nor_the_vault(
    four_scenarios: Path, tmp_path: Path
) -> None:
    response = tmp_path / "response.json"
    response.write_text('{"scenario": "voice-agents", "response": {"nobody": {}}}', encoding="utf-8")
    scored = ("score", "--pack", str(four_scenarios), "--scenario", "voice-agents", "--response", str(response))
    code, _, modules = refused(*scored, "--json")
    assert (code, modules & HEAVY) == ("response.unknown_task", set())
    (four_scenarios / f"{LAST}/debrief.md").write_text("<b>bold</b>", encoding="utf-8")
    code, _, modules = refused("pack", "show", str(four_scenarios), "--json")
    assert (code, modules & HEAVY) == ("text.html", set())


@pytest.mark.real_model
def test_the_grader_is_measured_task_by_task(pack: Path, capsys: Said) -> None:
    code, found = report(capsys, str(pack))
    assert code == 0
    call, reply = found["agreement"]
    assert (call["scenario"], call["task"], call["type"], call["questions"]) == ("letter", "call", "interview", 8)
    assert call["right"] + call["unclear"] + call["wrong"] == 8
    assert (reply["task"], reply["type"], reply["decisions"]) == ("reply", "memo", 8)
    assert reply["decided"] == reply["met_met"] + reply["met_not"] + reply["not_met"] + reply["not_not"]
