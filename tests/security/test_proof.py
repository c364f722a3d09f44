"""The proof of the promise (`make security`) would notice a missing defence, in each of its rows that takes seconds."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.security.proof.breaking import DEFENCES
from tests.security.proof.table import ROWS

ROOT = Path(__file__).parents[2]


def test_every_row_has_a_control() -> None:
    assert {row.defence for row in ROWS} == set(DEFENCES)
    assert all(row.sample <= row.full and row.control for row in ROWS)


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "tests.security.proof", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)


@pytest.mark.parametrize("defence", ["the checksum of the key file", "the MAC of each page"])
def test_a_row_fails_without_its_defence(defence: str) -> None:
    done = run("--break", defence)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (1, "0 of 1 rows hold."), done.stderr


def test_nothing_in_the_application_can_take_a_defence_out() -> None:
    asked = [path for path in (ROOT / "app").rglob("*.py") if "PROOF_BROKEN" in path.read_text("utf-8")]
    assert asked == []
