"""`closed-door privacy selftest`: each kind of process tries to get out, and each refusal is shown."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from closeddoor.selftest.report import KindReport
from closeddoor.services.selftest import all_refused, selftest
from closeddoor.services.selftest_words import lines_of, verdict


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print the attempts and their refusals as JSON")


def main(arguments: argparse.Namespace) -> int:
    """Print every attempt of every kind of process; 0 only when all was tried and nothing got out."""
    reports = []
    for report in selftest():
        reports.append(report)
        if not arguments.json:
            print("\n".join(("", *lines_of(report))), flush=True)
    if arguments.json:
        print(json.dumps(as_json(reports), indent=2))
    else:
        print(f"\n{verdict(reports)}")
    return 0 if all_refused(reports) else 1


def as_json(reports: Sequence[KindReport]) -> dict[str, Any]:
    return {"all_refused": all_refused(reports), "verdict": verdict(reports), "processes": list(map(asdict, reports))}
