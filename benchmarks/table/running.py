"""Measures groups of rows, each in a process of its own, so that none disturbs another or takes it down."""

import argparse
import importlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.table.registry import GROUPS, ROWS
from benchmarks.table.row import CannotMeasureError, Figure, Measured, Outcome, Row

ROOT = Path(__file__).parents[2]
LONGEST_S = 1800
_RESULTS = "benchmarks/RESULTS.md"


def outcomes(rows: Sequence[Row], *, quick: bool) -> Iterator[Outcome]:
    """Yield what each of `rows` came to, group by group as it is measured."""
    commit = current_commit()
    for group in dict.fromkeys(row.group for row in rows):
        before, measured, after = load(), measure_apart(group, quick=quick), load()
        now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M")
        for row in (row for row in rows if row.group == group):
            found = measured.get(row.name, "its group does not measure it")
            figure, reason = (found, "") if isinstance(found, Figure) else (None, found)
            yield Outcome(row, figure, reason, commit, now, (before, after))


def measure_apart(group: str, *, quick: bool) -> Measured:
    """Return what the group's process measured; whatever ends it is the reason of all of its rows."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "measured.json"
        command = [sys.executable, "-m", __name__, group, str(out), *(["--quick"] if quick else [])]
        environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
        try:
            run = subprocess.run(command, cwd=ROOT, env=environment, stdout=sys.stderr, timeout=LONGEST_S, check=False)
        except subprocess.TimeoutExpired:
            return _all_of(group, f"not done after {LONGEST_S} s")
        if not out.exists():
            return _all_of(group, f"its process ended with {run.returncode}")
        return _read(json.loads(out.read_text()))


def measure_here(group: str, *, quick: bool) -> Measured:
    """Measure in this process; a group that cannot says why."""
    try:
        module = importlib.import_module(GROUPS[group])
    except ModuleNotFoundError as error:
        return _all_of(group, f"there is no {error.name}")
    try:
        return _known(group, module.measure(quick=quick))
    except CannotMeasureError as error:
        return _all_of(group, str(error))


def _known(group: str, measured: Measured) -> Measured:
    names = {row.name for row in ROWS if row.group == group}
    if unknown := measured.keys() - names:
        raise ValueError(f"{group} measures what is no row of it: {', '.join(sorted(unknown))}")
    return measured


def current_commit() -> str:
    """Return the commit, with a plus where the tree holds something else (but for the results themselves)."""
    revision, changes = _git("rev-parse", "--short", "HEAD"), _git("status", "--porcelain").splitlines()
    is_clean = all(line.endswith(_RESULTS) for line in changes)
    return revision + ("" if is_clean else "+") if revision else "unknown"


def _git(*arguments: str) -> str:
    run = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    return run.stdout.strip() if run.returncode == 0 else ""


def load() -> float:
    """Return the mean number of processes that wanted a processor during the last minute."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0


def _all_of(group: str, reason: str) -> dict[str, Figure | str]:
    return {row.name: reason for row in ROWS if row.group == group}


def _write(measured: Measured, out: Path) -> None:
    plain = {name: each if isinstance(each, str) else asdict(each) for name, each in measured.items()}
    out.write_text(json.dumps(plain))


def _read(plain: dict[str, str | dict[str, float | str]]) -> dict[str, Figure | str]:
    return {name: each if isinstance(each, str) else Figure(**each) for name, each in plain.items()}  # type: ignore[arg-type]


def rows_named(names: Iterable[str]) -> tuple[Row, ...]:
    """Return the rows of these names, or of groups of these names; all of them for no name. Raises `KeyError`."""
    wanted = set(names)
    if unknown := wanted - {row.name for row in ROWS} - GROUPS.keys():
        raise KeyError(", ".join(sorted(unknown)))
    return tuple(row for row in ROWS if not wanted or row.name in wanted or row.group in wanted)


def main() -> int:
    parser = argparse.ArgumentParser(description="measures one group; benchmarks.bench starts it")
    parser.add_argument("group", choices=GROUPS)
    parser.add_argument("out", type=Path)
    parser.add_argument("--quick", action="store_true")
    arguments = parser.parse_args()
    _write(measure_here(arguments.group, quick=arguments.quick), arguments.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
