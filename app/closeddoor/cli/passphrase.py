"""A passphrase from a file: its first line, never an argument, which other programs could read."""

import argparse
from pathlib import Path

from closeddoor.cli.reading import read_bytes
from closeddoor.domain.secret import Secret


def add_passphrase_file(parser: argparse.ArgumentParser) -> None:
    """Offer `--passphrase-file` to a command that opens the vault."""
    about = "open the vault with the first line of FILE, or make it on a fresh profile"
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help=about)


def read_passphrase(path: Path | None) -> Secret | None:
    """Return the first line of the file, without its line end; None when no file was named."""
    if path is None:
        return None
    return Secret(read_bytes(path).partition(b"\n")[0].removesuffix(b"\r"))
