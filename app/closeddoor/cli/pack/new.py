"""`closed-door pack new`: a folder to begin a pack with, which is sound and can be discussed as it stands."""

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

from closeddoor.cli.pack.authoring import told_to_the_author
from closeddoor.cli.pack.describing import identity
from closeddoor.domain.scenario import Module
from closeddoor.packs.template import SCENARIO_ID, Beginning
from closeddoor.services.beginning import begin_pack


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder to make; one that exists has to be empty")
    parser.add_argument(
        "--title", metavar="TEXT", help="what the pack is called (made of the folder's name if left out)"
    )
    parser.add_argument("--author", metavar="NAME", help="who writes it, as participants will read")
    about = "the shelf it belongs to: " + ", ".join(get_args(Module))
    parser.add_argument("--module", choices=get_args(Module), default="vendor-proposal", metavar="MODULE", help=about)
    about = "reverse-DNS and stable for ever, as in org.example.vendor-claims (made of the title if left out)"
    parser.add_argument("--id", dest="pack_id", metavar="ID", help=about)
    parser.add_argument("--json", action="store_true", help="print what was made as JSON")


def main(arguments: argparse.Namespace) -> int:
    """Make the folder and say what to do with it next."""
    folder: Path = arguments.folder
    given = {"author": arguments.author, "pack_id": arguments.pack_id}
    named = {name: text for name, text in given.items() if text is not None}
    beginning = Beginning(arguments.title or _title_of(folder), module=arguments.module, **named)
    with told_to_the_author("Nothing was made."):
        pack = begin_pack(folder, beginning, datetime.now(tz=UTC).date())
    if arguments.json:
        print(json.dumps({**identity(pack), "path": str(folder), "files": sorted(pack.files)}, ensure_ascii=False))
        return 0
    print(f"A pack to begin with is in {folder}: {pack.info.title} ({pack.info.id}), for discussion.")
    print(f"Write the paper in scenarios/{SCENARIO_ID}/documents/paper.md, then say: closed-door pack check {folder}")
    return 0


def _title_of(folder: Path) -> str:
    """Return a title made of the name of a folder, as in `vendor-claims`."""
    words = folder.absolute().name.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]
