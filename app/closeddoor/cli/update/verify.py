"""`closed-door update verify FILE`: whose a newer version is, what it changes, how it is put in place."""

import argparse
import json
from pathlib import Path

import msgspec

from closeddoor import __version__
from closeddoor.services.updates import Update, key_from, publisher_key, verify

_STEPS = {
    ".deb": "install it as an administrator: apt install ./{name}",
    ".gz": "unpack it beside the old folder, start the new one, and delete the old folder when all is well",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="a .deb or .tar.gz, with its statement FILE.sig beside it"
    )
    parser.add_argument("--key", metavar="BASE64", help="trust this key instead of the one that this build came with")
    parser.add_argument("--json", action="store_true", help="print what the file is as JSON")


def main(arguments: argparse.Namespace) -> int:
    """Print it; a file that must not be installed is refused with its reason. Nothing is changed in any case."""
    key = key_from(arguments.key) if arguments.key else publisher_key()
    update = verify(arguments.file, key, __version__)
    print(
        json.dumps(msgspec.to_builtins(update.statement), ensure_ascii=False) if arguments.json else _in_words(update)
    )
    return 0


def _in_words(update: Update) -> str:
    said = update.statement
    step = _STEPS.get(update.path.suffix, "put it in place as its publisher says")
    lines = [
        f"Closed Door {said.version}, signed by the publisher; {__version__} is installed.",
        f"{said.size_bytes / 1e6:.0f} MB. It needs: {said.needs or 'nothing new'}",
        "",
        said.changes.strip(),
        "",
        "To put it in place:",
        "  1. save an encrypted backup in the privacy room, then close the window;",
        f"  2. {step.format(name=update.path.name)}.",
        "The newer version copies your history before it changes how it is kept.",
        "To go back later: install the older version again and restore that backup in it.",
    ]
    return "\n".join(lines)
