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
    "allowed": "not refused to it, and not tried",
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
    """Return what was shown, in one or two sentences, and nothing that was not."""
    silent = [NAMES[each.kind] for each in reports if each.problem]
    if silent:
        return f"Not everything was tested: {', '.join(silent)} did not answer."
    refused, got_out, bare = (
        sum(each.count(one) for each in reports) for one in ("refused", "got_out", "not_enforced")
    )
    if got_out:
        return f"{got_out} of {got_out + refused} attempts got out."
    nothing = [NAMES[each.kind] for each in reports if not each.count("refused")]
    if nothing:
        return f"Nothing was tried, since nothing is enforced on this system, for {', '.join(nothing)}."
    if bare:
        return f"{refused} attempts were refused. {bare} were not made, since this system does not refuse them."
    return f"All {refused} attempts were refused by the operating system."


def _lines(report: KindReport) -> Iterator[str]:
    counts = ", ".join(f"{report.count(outcome)} {words}" for outcome, words in _WORDS.items() if report.count(outcome))
    yield f"\n{NAMES[report.kind].capitalize()}: {counts or 'nothing was tried'}"
    if report.problem:
        yield f"  not tested: {report.problem}"
    yield from (f"  {sentence}" for sentence in report.enforced.why_not)
    width = max((len(tried.name) for tried in report.tried), default=0)
    for tried in report.tried:
        error = f" ({tried.error})" if tried.error else ""
        yield f"  {tried.group:<15} {tried.name:<{width}} {_WORDS[tried.outcome]}{error}"
