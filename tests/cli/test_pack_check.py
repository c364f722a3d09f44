"""`pack check`: refusals at once and without a model, warnings that change nothing, agreement task by task."""

import json
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
    assert f"closed-door: {SCENARIO_FILE}, level: is 9" in capsys.readouterr().err


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


CHECK = (
    "import sys; from closeddoor.cli import run; code = run(['pack', 'check', sys.argv[1], '--json']); "
    "heavy = ('PySide6', 'llama_cpp', 'closeddoor.inference', 'closeddoor.grading', 'closeddoor.bootstrap', "
    "'cryptography', 'sqlcipher3'); "
    "print(); print(code, [name for name in sys.modules if name.startswith(heavy)])"
)
IMPORTS = "import argparse, json, tomllib, zipfile, dataclasses, pathlib, markdown_it"


def test_a_refusal_loads_neither_qt_nor_a_model_and_takes_little_longer_than_its_imports(
    pack: Path, capsys: Said
) -> None:
    (pack / f"{FOLDER}/debrief.md").write_text("<b>bold</b>", encoding="utf-8")
    took_s, least_s = [], []
    for _ in range(3):  # the best of three: other tests run beside this one
        seconds, out = in_a_process(CHECK, str(pack))
        assert out.splitlines()[-1] == "1 []"
        assert json.loads(out.splitlines()[0])["error"]["code"] == "text.html"
        took_s.append(seconds)
        least_s.append(in_a_process(IMPORTS)[0])
    with capsys.disabled():
        print(f" refusal {min(took_s):.2f} s, imports alone {min(least_s):.2f} s", end=" ")
    assert min(took_s) < 5 * min(least_s)


@pytest.mark.real_model
def test_the_grader_is_measured_task_by_task(pack: Path, capsys: Said) -> None:
    code, found = report(capsys, str(pack))
    assert code == 0
    call, reply = found["agreement"]
    assert (call["scenario"], call["task"], call["type"], call["questions"]) == ("letter", "call", "interview", 8)
    assert call["right"] + call["unclear"] + call["wrong"] == 8
    assert (reply["task"], reply["type"], reply["decisions"]) == ("reply", "memo", 8)
    assert reply["decided"] == reply["met_met"] + reply["met_not"] + reply["not_met"] + reply["not_not"]
