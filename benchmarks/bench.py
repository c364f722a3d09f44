"""The table of what is fast and how fast, every figure beside its reference in the same run.

    python -m benchmarks.bench [--quick] [--only NAME]... [--json] [--write] [--check]

`--only` takes a row or a group; `--write` keeps the figures in benchmarks/RESULTS.md; `--check` measures the quick form
and fails where a ratio is worse by more than a tenth than the one kept there. Without `--check` it ends with 1 when a
goal is missed, or a row could not be measured.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict

from benchmarks.table import checking, results
from benchmarks.table.registry import GROUPS, ROWS
from benchmarks.table.row import Outcome, Row
from benchmarks.table.running import outcomes, rows_named
from benchmarks.table.words import head, line


def bench(rows: Sequence[Row], *, quick: bool, as_json: bool, write: bool) -> int:
    """Measure and say it; return the exit code."""
    measured: list[Outcome] = []
    if not as_json:
        print(head(), flush=True)
    for outcome in outcomes(rows, quick=quick):
        measured.append(outcome)
        if not as_json:
            print(line(outcome), flush=True)
    if as_json:
        plain = {each.row.name: asdict(each) | {"verdict": each.verdict} for each in measured}
        print(json.dumps({"machine": results.machine(), "rows": plain}, indent=1))
    else:
        _say_load(measured)
    if write:
        results.write(measured)
    return 0 if all(outcome.is_green for outcome in measured) else 1


def check(rows: Sequence[Row]) -> int:
    """Compare with what is written down; return the exit code."""
    try:
        written = results.read()
    except results.UnreadableResultsError as error:
        print(f"nothing to compare with: {error}; `make bench ARGS=--write` writes it")
        return 1
    worse = checking.compare(rows, written, lambda left: outcomes(left, quick=True))
    for each in worse:
        print(f"{each.row.name}: {each.words}")
    unmeasured = [row.name for row in rows if row.name in written and written[row.name].figure is None]
    if unmeasured:
        print(f"not compared, for no figure is written down: {', '.join(unmeasured)}")
    compared = len(rows) - len(unmeasured)
    print(f"{len(worse)} of {compared} rows worse by more than {checking.MARGIN:.0%}")
    return 1 if worse else 0


def _say_load(measured: Sequence[Outcome]) -> None:
    loads = [each for outcome in measured for each in outcome.load]
    print(f"\nload while this was measured: {min(loads):.1f} to {max(loads):.1f} on {results.machine()['processors']}")
    missed = [outcome.row.name for outcome in measured if not outcome.is_green]
    print(f"not at its goal, or not measured: {', '.join(missed) or 'none'}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--quick", action="store_true", help="fewer rounds of the same")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="a row or a group; may be repeated")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--write", action="store_true", help="keep the figures in benchmarks/RESULTS.md")
    parser.add_argument("--check", action="store_true", help="fail where a ratio got worse by more than a tenth")
    arguments = parser.parse_args()
    try:
        rows = rows_named(arguments.only)
    except KeyError as error:
        known = ", ".join((*GROUPS, *(row.name for row in ROWS)))
        parser.error(f"no row or group is called {error.args[0]}; there are: {known}")
    if arguments.check:
        return check(rows)
    return bench(rows, quick=arguments.quick, as_json=arguments.json, write=arguments.write)


if __name__ == "__main__":
    sys.exit(main())
