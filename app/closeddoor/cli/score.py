"""`closed-door score`: one response to one scenario, scored as the window would, without a vault."""

import argparse
import json
from pathlib import Path

from closeddoor.cli.reading import read_bytes, read_pack_at
from closeddoor.domain.errors import KnownError
from closeddoor.domain.response import ScenarioResponse, read_response
from closeddoor.domain.result import ScenarioResult
from closeddoor.domain.scenario import Pack, Scenario


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--pack", type=Path, required=True, help="a pack: its folder, or a .cdpack file")
    parser.add_argument("--scenario", required=True, metavar="ID")
    parser.add_argument("--response", type=Path, required=True, metavar="FILE", help="the response, as JSON")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def main(arguments: argparse.Namespace) -> int:
    """Score and print; what is refused is named, in JSON too."""
    try:
        result = _score(arguments)
    except KnownError as error:
        if not arguments.json:
            raise
        print(json.dumps({"error": {"code": error.code, "message": str(error)}}, ensure_ascii=False))
        return 1
    print(json.dumps(result.to_json(), ensure_ascii=False) if arguments.json else _in_words(result))
    return 0


def _score(arguments: argparse.Namespace) -> ScenarioResult:
    pack = read_pack_at(arguments.pack)
    scenario = pack.scenario(arguments.scenario)
    if scenario is None:
        known = ", ".join(each.id for each in pack.scenarios)
        raise KnownError("response.scenario", f"The pack has no scenario “{arguments.scenario}”; it has: {known}.")
    response = read_response(read_bytes(arguments.response), pack.info, scenario)
    return _graded(pack, scenario, response)


def _graded(pack: Pack, scenario: Scenario, response: ScenarioResponse) -> ScenarioResult:
    """Start the grader only now: a refusal never waits for a model."""
    from closeddoor.bootstrap.scoring import score_response  # noqa: PLC0415 - brings Qt and a worker with it

    return score_response(pack, scenario, response)


def _in_words(result: ScenarioResult) -> str:
    lines = [f"{task.id}: {_points(task.low, task.high, task.max)} {task.note}".rstrip() for task in result.tasks]
    return "\n".join([*lines, f"together: {_points(result.low, result.high, result.max)}"])


def _points(low: float, high: float, most: float) -> str:
    reached = f"{low:g}" if low == high else f"{low:g} to {high:g}"
    return f"{reached} of {most:g} points"
