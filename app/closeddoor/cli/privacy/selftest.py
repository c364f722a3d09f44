"""`closed-door privacy selftest`: each kind of process tries to get out, and each refusal is shown."""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from closeddoor.selftest.report import KindName, KindReport, Outcome
from closeddoor.services.selftest import all_refused, selftest

NAMES: dict[KindName, str] = {
    "window": "the window",
    "worker": "the model",
    "reader": "the reader of documents",
    "derive": "the deriving of keys",
    "keychain": "the keychain's client",
}
_WORDS: dict[Outcome, str] = {
    "refused": "refused",
    "got_out": "GOT OUT",
    "allowed": "not refused to this process",
    "not_enforced": "not enforced here",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print the attempts and their refusals as JSON")


def main(arguments: argparse.Namespace) -> int:
    """Print every attempt of every kind of process; 0 only when all was tried and nothing got out."""
    reports = []
    for report in selftest():
        reports.append(report)
        if not arguments.json:
            print("\n".join(_lines(report)), flush=True)
    if arguments.json:
        print(json.dumps(as_json(reports), indent=2))
    else:
        print(f"\n{verdict(reports)}")
    return 0 if all_refused(reports) else 1


def as_json(reports: Sequence[KindReport]) -> dict[str, Any]:
    return {"all_refused": all_refused(reports), "verdict": verdict(reports), "processes": list(map(asdict, reports))}


def verdict(reports: Sequence[KindReport]) -> str:
    """Return what was shown, in one sentence, and nothing that was not."""
    silent = [NAMES[each.kind] for each in reports if each.problem]
    if silent:
        return f"Not everything was tested: {', '.join(silent)} did not answer."
    got_out, refused = (sum(each.count(outcome) for each in reports) for outcome in ("got_out", "refused"))
    if got_out:
        return f"{got_out} of {got_out + refused} attempts got out."
    bare = [NAMES[each.kind] for each in reports if not each.count("refused")]
    if bare:
        return f"Nothing was tried, since nothing is enforced on this system, for {', '.join(bare)}."
    return f"All {refused} attempts were refused by the operating system. The rest is not refused, and was not tried."


def _lines(report: KindReport) -> Iterator[str]:
    yield f"\n{NAMES[report.kind].capitalize()}"
    if report.problem:
        yield f"  not tested: {report.problem}"
    yield from (f"  {sentence}" for sentence in report.enforced.why_not)
    for tried in report.tried:
        error = f" ({tried.error})" if tried.error else ""
        yield f"  {tried.group:<16} {tried.name:<46} {_WORDS[tried.outcome]}{error}"
