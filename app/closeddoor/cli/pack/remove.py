"""`closed-door pack remove`: take an installed pack out of the vault again."""

import argparse
import json

from closeddoor.cli.pack.opening import has_vault, opened_vault
from closeddoor.cli.passphrase import add_passphrase_file
from closeddoor.services.packs import not_installed, remove


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="the id of the pack, as pack list says it")
    add_passphrase_file(parser)
    parser.add_argument("--json", action="store_true", help="print what was removed as JSON")


def main(arguments: argparse.Namespace) -> int:
    """Remove; attempts made with the pack stay readable, and whose its id is stays known."""
    if not has_vault(arguments):
        raise not_installed(arguments.id)
    with opened_vault(arguments) as vault:
        remove(vault, arguments.id)
    if arguments.json:
        print(json.dumps({"removed": arguments.id}))
    else:
        print(f"Removed {arguments.id}. Attempts made with it stay readable; its key and revision stay known.")
    return 0
