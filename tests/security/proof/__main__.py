"""`make security`: each promise tried in earnest, and its control, in which the defence is taken out.

A row fails when something went wrong, and also when its control did not: then it would not have noticed.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict
from functools import partial
from pathlib import Path

from tests.security.proof.breaking import DEFENCES, take_out
from tests.security.proof.figures import this_run, write_figures
from tests.security.proof.outcome import Outcome, told
from tests.security.proof.row import Figure, Row
from tests.security.proof.table import ROWS
from tests.security.proof.trying import in_a_process, try_row


def main() -> int:
    arguments = _parsed()
    if arguments.measure:
        print(json.dumps(asdict(_measure(_row(arguments.measure), arguments.trials, arguments.break_))))
        return 0
    if arguments.break_:
        return _without(arguments.break_)
    begun_s = time.monotonic()
    rows = [row for row in ROWS if arguments.only in ("", row.name)]
    this, outcomes = this_run(), []
    for outcome in _tried(rows, arguments.jobs, full=arguments.full):
        outcomes.append(outcome)
        if arguments.full:  # at once: a run that is cut off keeps what it has measured
            write_figures((outcome,), [row.name for row in ROWS], this)
    return _end(outcomes, time.monotonic() - begun_s)


def _parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make security", description=__doc__)
    parser.add_argument("--full", action="store_true", help="the numbers of a release (an hour or more), kept in docs")
    parser.add_argument("--only", default="", choices=[row.name for row in ROWS], help="one row")
    parser.add_argument("--jobs", type=int, default=2, help="how many rows are tried at a time")
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


def _without(defence: str) -> int:
    """Measure the rows of a defence without it: nothing may hold then."""
    figures = {row: in_a_process(row, row.control, defence) for row in ROWS if row.defence == defence}
    for row, figure in figures.items():
        print(f"{row.name}: {row.goal}\n    without {defence}: {figure.said}", flush=True)
    print(f"{sum(figure.holds for figure in figures.values())} of {len(figures)} rows hold.")
    return 0 if figures and all(figure.holds for figure in figures.values()) else 1


def _tried(rows: Iterable[Row], jobs: int, *, full: bool) -> Iterable[Outcome]:
    """Try them, so many at a time; what is printed of one stays together."""
    with ThreadPoolExecutor(jobs) as pool:
        for ended in as_completed([pool.submit(partial(try_row, full=full), row) for row in rows]):
            outcome = ended.result()
            print("\n".join(told(outcome)), flush=True)
            yield outcome


def _end(outcomes: Sequence[Outcome], took_s: float) -> int:
    unmeasured = [outcome for outcome in outcomes if outcome.is_unmeasured]
    held = [outcome for outcome in outcomes if outcome.holds and not outcome.is_unmeasured]
    all_told = len(outcomes)
    print(f"{len(held)} of {all_told} rows hold, {len(unmeasured)} not measured here ({took_s:.0f} s).")
    return 0 if held and all(outcome.holds for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
