"""`docs/security-figures.md`: what was measured before a release, when and on what; written here, never by hand."""

import platform
import re
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from tests.security.proof.outcome import Outcome

ROOT = Path(__file__).parents[3]
PATH = ROOT / "docs" / "security-figures.md"

_ABOUT = """# What was measured

Written by `make security FULL=1`, the whole numbers; `make security FULL=1 ARGS="--only 'NAME OF A ROW'"` measures one
anew. The control is the same measure with the named defence taken out, in the tests only: it must fail.
"""
_HEAD = "| promise | measured | goal | without its defence | seconds | run |\n|---|---|---|---|---:|---|\n"
_RUNS_HEAD = "| run | on |\n|---|---|\n"
_LIBRARIES = ("PySide6_Essentials", "sqlcipher3", "llama-cpp-python", "cryptography")
_LINE = re.compile(r"^\| (.*) \|$", re.MULTILINE)

Cells = tuple[str, ...]


Run = tuple[str, str]
"""Day and commit, and on what it was measured."""


def write_figures(outcomes: Sequence[Outcome], names: Sequence[str], this: Run, path: Path = PATH) -> None:
    """Put these outcomes into the file, in the order of `names`; rows that were not measured now stay as they are."""
    run, system = this
    rows, runs = _read(path) if path.is_file() else ({}, {})
    rows |= {outcome.row.name: _cells(outcome, run) for outcome in outcomes}
    runs[run] = (run, system)
    kept = [rows[name] for name in names if name in rows]
    used = [runs[each] for each in dict.fromkeys(row[-1] for row in kept) if each in runs]
    path.write_text(f"{_ABOUT}\n{_HEAD}{_lines(kept)}\n{_RUNS_HEAD}{_lines(used)}", encoding="utf-8")


def this_run() -> Run:
    """Return day and commit, and on what: kernel, Python and libraries; nothing that names a machine or an account."""
    git = ("git", "-C", str(ROOT), "describe", "--always", "--dirty= with changes")
    commit = subprocess.run(git, capture_output=True, text=True, check=False).stdout.strip() or "no commit"
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    system = f"{platform.system()} {platform.release()} ({platform.machine()}), Python {platform.python_version()}"
    return f"{datetime.now(UTC).date()}, {commit}", f"{system}, {libraries}"


def _cells(outcome: Outcome, run: str) -> Cells:
    row = outcome.row
    control = f"{row.defence}: {outcome.control.said}" if not outcome.figure.is_unmeasured else row.defence
    measured = f"{outcome.verdict}: {outcome.figure.said}"
    cells = (row.name, measured, row.goal, control, f"{outcome.seconds:.0f}", run)
    return tuple(cell.replace("|", "/") for cell in cells)


def _read(path: Path) -> tuple[dict[str, Cells], dict[str, Cells]]:
    lines = [tuple(line.split(" | ")) for line in _LINE.findall(path.read_text("utf-8"))]
    return {cells[0]: cells for cells in lines if len(cells) == 6}, {
        cells[0]: cells for cells in lines if len(cells) == 2
    }


def _lines(table: Sequence[Cells]) -> str:
    return "".join(f"| {' | '.join(cells)} |\n" for cells in table)
