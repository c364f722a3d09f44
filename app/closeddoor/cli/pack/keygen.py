"""`closed-door pack keygen`: make the key that an author signs packs with."""

import argparse
import json
from pathlib import Path

from closeddoor.cli.pack.describing import key_as_json
from closeddoor.cli.pack.keys import OF_THE_KEY
from closeddoor.cli.pack.writing import PRIVATE, refuse_existing, write_file
from closeddoor.cli.passphrase import passphrase_for
from closeddoor.packs.fingerprint import fingerprint
from closeddoor.packs.key_file import new_key_file


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="KEYFILE", help="where the private key goes")
    about = "encrypt the key with the first line of FILE"
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help=about)
    parser.add_argument("--json", action="store_true", help="print the public key and its words as JSON")


def main(arguments: argparse.Namespace) -> int:
    """Make a key and say its words; nothing that exists is overwritten."""
    refuse_existing(arguments.out)
    passphrase = passphrase_for(arguments.passphrase_file, is_new=True, prompts=OF_THE_KEY)
    content, public_key = new_key_file(passphrase)
    write_file(arguments.out, content, PRIVATE)
    if arguments.json:
        print(json.dumps({"key": str(arguments.out), **(key_as_json(public_key) or {})}))
        return 0
    print(
        f"The private key is in {arguments.out}, encrypted with your passphrase. Without both nobody can sign as you."
    )
    print(f"Its words, to be given to whoever installs your packs:\n\n    {fingerprint(public_key)}\n")
    print("Keep a copy of the file in another place: a lost key cannot name its successor.")
    return 0
