"""`closed-door pack check`: what is wrong with a pack, what could be better, and how well the grader reads it."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from closeddoor.cli.pack.authoring import as_told
from closeddoor.cli.pack_files import faults_at, read_pack_at
from closeddoor.domain.errors import KnownError
from closeddoor.domain.scenario import Pack, Scenario
from closeddoor.domain.tasks.base import Task
from closeddoor.domain.tasks.registry import spec_of
from closeddoor.packs import PackError

if TYPE_CHECKING:
    from closeddoor.grading.agreement import Agreement


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", type=Path, metavar="PATH", help="a pack: its folder, or a .cdpack file")
    parser.add_argument("--structure", action="store_true", help="leave the grader out")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")


def main(arguments: argparse.Namespace) -> int:
    """Check and print. Warnings are advice and change nothing about the exit code."""
    try:
        pack = read_pack_at(arguments.path)
    except PackError as error:
        return _refuse(faults_at(arguments.path, error), error, as_json=arguments.json)
    report = _Report(pack, as_json=arguments.json)
    return report.print_all(with_grader=not arguments.structure)


def _refuse(faults: Sequence[PackError], first: PackError, *, as_json: bool) -> int:
    """Print all that is wrong; `error` is what the pack is refused for, wherever it is read."""
    if as_json:
        print(json.dumps({"error": refusal_as_json(first), "errors": [refusal_as_json(each) for each in faults]}))
        return 1
    for fault in faults:
        print(f"closed-door: {as_told(fault)}", file=sys.stderr)
    return 1


def refusal_as_json(error: PackError) -> dict[str, str]:
    return {"code": error.code, "message": str(error), "file": error.file, "where": error.where}


class _Report:
    """What is found out about a sound pack, printed as it comes, or as one object."""

    def __init__(self, pack: Pack, *, as_json: bool) -> None:
        self._pack = pack
        self._as_json = as_json
        self._warnings: list[dict[str, str]] = []

    def print_all(self, *, with_grader: bool) -> int:
        from closeddoor.packs.advice import advise  # noqa: PLC0415 - a refusal does not wait for it

        warned = advise(self._pack, datetime.now(tz=UTC).date())
        if not self._as_json:
            print("\n".join([_head(self._pack, len(warned)), *map(str, warned)]))
        self._warnings += [each.to_json() for each in warned]
        report = {**_identity(self._pack), "warnings": self._warnings}
        problem = None
        if with_grader:
            report["agreement"], problem = self._measured()
        if self._as_json:
            error = {"error": {"code": problem.code, "message": str(problem)}} if problem else {}
            print(json.dumps(report | error))
        elif problem:
            raise problem
        return 1 if problem else 0

    def _measured(self) -> tuple[list[dict[str, object]], KnownError | None]:
        """Return the grader's agreement task by task, and what kept it from going on."""
        found: list[dict[str, object]] = []
        tasks = list(_graded_tasks(self._pack))
        if not tasks:
            return found, None
        from closeddoor.cli.grading import LazyScorer  # noqa: PLC0415 - no refusal needs it

        try:
            with LazyScorer(self._pack) as scorer:
                for scenario, task in tasks:
                    found.append(self._told(scenario, task, scorer.agreement(scenario, task)))
        except KnownError as problem:
            return found, problem
        return found, None

    def _told(self, scenario: Scenario, task: Task, agreement: "Agreement") -> dict[str, object]:
        """Print one task's agreement, with a warning where it is too little; return it for the report."""
        from closeddoor.cli.pack.figures import as_json, as_line, short_warning  # noqa: PLC0415 - brings the grader

        short = short_warning(scenario, task, agreement)
        self._warnings += [short.to_json()] if short else []
        if not self._as_json:
            print(f"{scenario.id}, {task.id}: {as_line(agreement)}", *([short] if short else []), sep="\n", flush=True)
        return {"scenario": scenario.id, "task": task.id, "type": task.type} | as_json(agreement)


def _graded_tasks(pack: Pack) -> Iterator[tuple[Scenario, Task]]:
    for scenario in pack.scenarios:
        yield from ((scenario, task) for task in scenario.tasks if spec_of(task).samples)


def _identity(pack: Pack) -> dict[str, object]:
    info = pack.info
    scenarios = [scenario.id for scenario in pack.scenarios]
    return {
        "pack": info.id, "version": info.version, "revision": info.revision, "title": info.title,
        "content_hash": pack.content_hash, "scenarios": scenarios,
    }  # fmt: skip


def _head(pack: Pack, warnings: int) -> str:
    scenarios = len(pack.scenarios)
    counted = f"{scenarios} scenario{'s' * (scenarios != 1)}, {warnings or 'no'} warning{'s' * (warnings != 1)}"
    return f"{pack.info.title} {pack.info.version} ({pack.info.id}, revision {pack.info.revision}): sound, {counted}."
