"""`make security`: each promise tried in earnest, and its control, in which the defence is taken out.

A row fails when something went wrong, and also when its control did not: then it would not have noticed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

from tests.security.proof.breaking import DEFENCES, take_out
from tests.security.proof.row import Figure, Row
from tests.security.proof.table import ROWS

ROOT = Path(__file__).parents[3]


def main() -> int:
    arguments = _parsed()
    if arguments.measure:
        print(json.dumps(asdict(_measure(_row(arguments.measure), arguments.trials, arguments.break_))))
        return 0
    if arguments.break_:
        rows = [row for row in ROWS if row.defence == arguments.break_]
    else:
        rows = [row for row in ROWS if arguments.only in ("", row.name)]
    lines = [_line(row, full=arguments.full, breaking=bool(arguments.break_)) for row in rows]
    print(f"{sum(lines)} of {len(lines)} rows hold.")
    return 0 if lines and all(lines) else 1


def _parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make security", description=__doc__)
    parser.add_argument("--full", action="store_true", help="the numbers of a release (an hour or more)")
    parser.add_argument("--only", default="", choices=[row.name for row in ROWS], help="one row")
    parser.add_argument("--break", dest="break_", default="", choices=DEFENCES, help="take this defence out: must fail")
    parser.add_argument("--measure", default="", help=argparse.SUPPRESS)
    parser.add_argument("--trials", type=int, default=0, help=argparse.SUPPRESS)
    return parser.parse_args()


def _row(name: str) -> Row:
    return next(row for row in ROWS if row.name == name)


def _measure(row: Row, trials: int, defence: str) -> Figure:
    take_out(defence)
    os.environ["PROOF_BROKEN"] = defence
    with tempfile.TemporaryDirectory(prefix="closed-door-proof-") as folder:
        return row.measure(trials, Path(folder))


def _line(row: Row, *, full: bool, breaking: bool) -> bool:
    """Print a row; True when it is as it should be."""
    begun_s = time.monotonic()
    print(f"{row.name}: {row.goal}", flush=True)
    if breaking:
        figure = _in_a_process(row, row.control, row.defence)
        print(f"    without {row.defence}: {figure.said}", flush=True)
        return figure.holds
    figure = _in_a_process(row, row.full if full else row.sample, "")
    control = _in_a_process(row, row.control, row.defence)
    print(f"    {'holds' if figure.holds else 'FAILS'}: {figure.said}")
    told = "fails as it must" if control.breaks else "DOES NOT FAIL, so this row proves nothing"
    print(f"    without {row.defence}, {told}: {control.said}")
    print(f"    {time.monotonic() - begun_s:.0f} s", flush=True)
    return figure.holds and control.breaks


def _in_a_process(row: Row, trials: int, defence: str) -> Figure:
    command = [sys.executable, "-m", "tests.security.proof", "--measure", row.name, "--trials", str(trials)]
    command += ["--break", defence] if defence else []
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        return Figure(0, 1, f"it did not run: {done.stderr.strip().splitlines()[-1:]}")
    return Figure(**json.loads(done.stdout.splitlines()[-1]))


if __name__ == "__main__":
    sys.exit(main())
