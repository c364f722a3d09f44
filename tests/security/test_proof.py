"""The proof of the promise (`make security`) would notice a missing defence, in each of its rows that takes seconds."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.security.proof import figures, trying
from tests.security.proof.breaking import DEFENCES
from tests.security.proof.outcome import Outcome, told
from tests.security.proof.row import Figure, Row, not_measured
from tests.security.proof.table import ROWS

ROOT = Path(__file__).parents[2]
HELD, BROKEN = Figure(3, 0, "0 of 3 | got out"), Figure(3, 2, "2 of 3 got out")
RUN = figures.this_run()
NOTHING, UNMEASURED = Figure(0, 0, "nothing was tried"), not_measured("strace is missing")


def never(_trials: int, _path: Path) -> Figure:
    raise AssertionError("told of, not measured")


def row(name: str = "a row") -> Row:
    return Row(name, "nothing gets out", never, sample=1, full=2, defence="the wall", control=1)


def outcome(figure: Figure, control: Figure, *, full: bool = False, name: str = "a row") -> Outcome:
    return Outcome(row(name), figure, control, 1.2, full)


def test_every_row_has_a_control_of_its_own_name() -> None:
    assert {row.defence for row in ROWS} == set(DEFENCES)
    assert len({row.name for row in ROWS}) == len(ROWS)
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


@pytest.mark.parametrize(
    ("figure", "control", "verdict", "holds", "holds_in_full"),
    [
        (HELD, BROKEN, "holds", True, True),
        (BROKEN, BROKEN, "FAILS", False, False),
        (HELD, HELD, "PROVES NOTHING", False, False),
        (HELD, NOTHING, "PROVES NOTHING", False, False),
        (NOTHING, BROKEN, "FAILS", False, False),
        (UNMEASURED, UNMEASURED, "NOT MEASURED", True, False),
        (HELD, UNMEASURED, "NOT MEASURED", True, False),
    ],
)
def test_what_counts_as_held(figure: Figure, control: Figure, verdict: str, holds: bool, holds_in_full: bool) -> None:  # noqa: FBT001 - of the table above
    assert outcome(figure, control).verdict == verdict
    assert outcome(figure, control).holds == holds
    assert outcome(figure, control, full=True).holds == holds_in_full


def test_a_row_is_told_with_figure_goal_control_and_seconds() -> None:
    assert list(told(outcome(HELD, BROKEN))) == [
        "a row: nothing gets out",
        "    holds: 0 of 3 | got out",
        "    without the wall, it fails as it must: 2 of 3 got out",
        "    1 s",
    ]


def test_the_document_takes_the_rows_that_were_measured_and_keeps_the_others(tmp_path: Path) -> None:
    path, names = tmp_path / "figures.md", ("first", "second")
    figures.write_figures([outcome(HELD, BROKEN, name=name) for name in names], names, RUN, path)
    before = path.read_text("utf-8").splitlines()
    figures.write_figures([outcome(BROKEN, BROKEN, name="second")], names, RUN, path)
    after = path.read_text("utf-8").splitlines()
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert len(changed) == 1
    assert changed[0][1].startswith(
        "| second | FAILS: 2 of 3 got out | nothing gets out | the wall: 2 of 3 got out | 1 |"
    )
    assert figures.this_run()[0] in path.read_text("utf-8")
    assert "| first | holds: 0 of 3 / got out |" in path.read_text("utf-8")


def test_a_row_that_was_taken_off_the_table_leaves_the_document(tmp_path: Path) -> None:
    path = tmp_path / "figures.md"
    figures.write_figures(
        [outcome(HELD, BROKEN, name=name) for name in ("first", "second")], ["first", "second"], RUN, path
    )
    figures.write_figures([], ["second"], RUN, path)
    assert "| first |" not in path.read_text("utf-8")


def test_a_row_that_does_not_end_is_a_failure_and_no_control() -> None:
    ended = trying.in_a_process(row(ROWS[0].name), 1, "", longest_s=0.01)
    assert (ended.holds, ended.breaks, ended.said.startswith("it did not come to its end")) == (False, False, True)


def test_a_row_that_cannot_run_is_a_failure_and_no_control() -> None:
    ended = trying.in_a_process(row("of no such name"), 1, "")
    assert (ended.holds, ended.breaks, ended.said.startswith("it did not run")) == (False, False, True)
