"""`closed-door model show`: what a model file says of itself, whether it fits, and what was measured of it here."""

import argparse
import json
from pathlib import Path

from closeddoor.cli.model.facts import ABOUT_VAULT, facts_of, in_words, measured_here
from closeddoor.cli.model.hashing import sha256_of
from closeddoor.cli.passphrase import add_passphrase_file
from closeddoor.inference.judged_model import FoundModel

LONGEST_S = 60.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", type=Path, metavar="FILE", help="a model in the GGUF format")
    add_passphrase_file(parser, ABOUT_VAULT)
    parser.add_argument("--json", action="store_true", help="print it as JSON")


def main(arguments: argparse.Namespace) -> int:
    """Read its beginning in a confined process and the rest for its hash; nothing is loaded, and nothing is taken."""
    model = _read(arguments.path)
    with measured_here(arguments) as measured:
        facts = facts_of(model, sha256_of(model.path), measured)
    print(json.dumps(facts.as_json(), ensure_ascii=False) if arguments.json else in_words(facts))
    return 0


def _read(path: Path) -> FoundModel:
    from closeddoor.inference.picking import PickedFile  # noqa: PLC0415 - Qt, which no help waits for
    from closeddoor.inference.reading.headers import HeaderClient  # noqa: PLC0415
    from closeddoor.inference.waiting import ensure_application, wait  # noqa: PLC0415

    picked = PickedFile(path)
    headers = HeaderClient(ensure_application())
    try:
        return picked.judged(wait(headers.read([picked.beginning]), LONGEST_S)[0])
    finally:
        headers.close()
