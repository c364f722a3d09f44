"""`closed-door pack show`: what a pack is, who signed it and, on request, whether they are known here."""

import argparse
from pathlib import Path

from closeddoor.cli.passphrase import add_passphrase_file
from closeddoor.cli.reading import read_bytes
from closeddoor.packs import read_pack, read_signed_archive


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", type=Path, metavar="PATH", help="a .cdpack file, or an authored folder")
    about = "look up in the vault, opened with the first line of FILE, whether its key is known"
    add_passphrase_file(parser, about)
    parser.add_argument("--json", action="store_true", help="print it as JSON")


def main(arguments: argparse.Namespace) -> int:
    """Read and print; without a passphrase the vault is not touched."""
    archive = None if arguments.path.is_dir() else read_bytes(arguments.path)
    pack, signer = (read_pack(arguments.path), None) if archive is None else read_signed_archive(archive)
    from closeddoor.cli.pack.showing import Shown  # noqa: PLC0415 - 150 ms for the vault, which no refusal waits for

    shown = Shown(pack, signer, None if archive is None else len(archive))
    shown.print(arguments)
    return 0
