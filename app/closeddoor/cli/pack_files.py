"""Reading the pack that the user names on the command line, a folder or a file."""

from pathlib import Path

from closeddoor.cli.reading import read_bytes
from closeddoor.domain.scenario import Pack
from closeddoor.packs import read_archive, read_pack


def read_pack_at(path: Path) -> Pack:
    """Read a pack from its folder or from a `.cdpack` file."""
    return read_pack(path) if path.is_dir() else read_archive(read_bytes(path))
