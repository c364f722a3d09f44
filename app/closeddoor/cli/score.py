"""`closed-door score`: responses to the scenarios of a pack, scored as the window would, without a vault."""

import argparse
import json
from pathlib import Path

from closeddoor.cli.batch import score_batch
from closeddoor.cli.grading import LazyScorer
from closeddoor.cli.pack_files import read_pack_at
from closeddoor.cli.reading import read_bytes
from closeddoor.domain.errors import KnownError
from closeddoor.domain.response import read_response
from closeddoor.domain.result import ScenarioResult


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--pack", type=Path, required=True, help="a pack: its folder, or a .cdpack file")
    parser.add_argument("--scenario", metavar="ID", help="of the response")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--response", type=Path, metavar="FILE", help="one response, as JSON")
    what.add_argument("--batch", type=Path, metavar="FILE", help="many: one object a line, each answered by a line")
    parser.add_argument("--json", action="store_true", help="print the result as JSON, as a batch is in any case")
    parser.set_defaults(wrong_usage=parser.error)


def main(arguments: argparse.Namespace) -> int:
    """Score and print; what is refused is named."""
    if (arguments.scenario is None) == (arguments.batch is None):
        arguments.wrong_usage("--scenario goes with --response; the lines of a batch name their own")
    if arguments.batch is not None:
        return score_batch(read_pack_at(arguments.pack), arguments.batch)
    result = _score(arguments)
    print(json.dumps(result.to_json()) if arguments.json else _in_words(result))
    return 0


def _score(arguments: argparse.Namespace) -> ScenarioResult:
    pack = read_pack_at(arguments.pack)
    scenario = pack.scenario(arguments.scenario)
    if scenario is None:
        known = ", ".join(each.id for each in pack.scenarios)
        raise KnownError("response.scenario", f"The pack has no scenario “{arguments.scenario}”; it has: {known}.")
    response = read_response(read_bytes(arguments.response), pack.info, scenario)
    with LazyScorer(pack) as scorer:
        return scorer.score(scenario, response)


def _in_words(result: ScenarioResult) -> str:
    lines = [f"{task.id}: {_points(task.low, task.high, task.max)} {task.note}".rstrip() for task in result.tasks]
    return "\n".join([*lines, f"together: {_points(result.low, result.high, result.max)}"])


def _points(low: float, high: float, most: float) -> str:
    reached = f"{low:g}" if low == high else f"{low:g} to {high:g}"
    return f"{reached} of {most:g} points"
