"""`closed-door pack paper`: what a session needs on paper, as PDF files."""

import argparse
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from closeddoor.cli.pack.writing import PUBLIC, write_file
from closeddoor.cli.pack_files import read_pack_at
from closeddoor.domain.errors import KnownError
from closeddoor.domain.scenario import Pack, Scenario
from closeddoor.presenters.states.session import PaperKind

_KINDS: tuple[PaperKind, ...] = get_args(PaperKind)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", type=Path, metavar="PATH", help="a pack: its folder, or a .cdpack file")
    about = "where the files go; the folder is made where there is none"
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="FOLDER", help=about)
    parser.add_argument("--scenario", metavar="ID", help="this scenario alone; all of them if left out")
    parser.add_argument("--force", action="store_true", help="write over files that exist")
    parser.add_argument("--json", action="store_true", help="print what was written as JSON")


def main(arguments: argparse.Namespace) -> int:
    """Write three files a scenario: the guide with all reasons, the participants' documents, a sheet to count hands."""
    pack = read_pack_at(arguments.path)
    scenarios = _chosen(pack, arguments.scenario)
    out = _folder(arguments.out)
    written = [str(path) for scenario in scenarios for path in _write(pack, scenario, out, replace=arguments.force)]
    if arguments.json:
        print(json.dumps({"pack": pack.info.id, "files": written}, ensure_ascii=False))
    else:
        print(*written, sep="\n")
        print("The guide holds what the author thinks; participants get the documents.")
    return 0


def _chosen(pack: Pack, scenario_id: str | None) -> tuple[Scenario, ...]:
    if scenario_id is None:
        return pack.scenarios
    scenario = pack.scenario(scenario_id)
    if scenario is None:
        known = ", ".join(each.id for each in pack.scenarios)
        happened = f"The pack has no scenario “{scenario_id}”."
        raise KnownError("paper.scenario", happened, "Nothing was written.", f"It has: {known}.")
    return (scenario,)


def _folder(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        happened = f"{folder} cannot be made: {(error.strerror or '').lower()}."
        raise KnownError("file.unwritable", happened, "Nothing was written.") from error
    return folder


def _write(pack: Pack, scenario: Scenario, out: Path, *, replace: bool) -> Iterator[Path]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from closeddoor.presenters.session.preparing import prepare  # noqa: PLC0415 - a refusal does not wait for Qt
    from closeddoor.ui.pages.session.printing import paper_bytes  # noqa: PLC0415 - as above

    prepared = prepare(pack, scenario)
    for kind in _KINDS:
        path = out / f"{scenario.id}-{kind}.pdf"
        write_file(path, paper_bytes(kind, prepared), PUBLIC, replace=replace)
        yield path
