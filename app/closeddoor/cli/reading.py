"""Reading what the user names on the command line; every failure is a sentence."""

from pathlib import Path

from closeddoor.domain.errors import KnownError
from closeddoor.domain.scenario import Pack
from closeddoor.packs import read_archive, read_pack


def read_bytes(path: Path) -> bytes:
    """Return what is in a file."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise KnownError("file.unreadable", f"{path} cannot be read: {(error.strerror or '').lower()}.") from error


def read_pack_at(path: Path) -> Pack:
    """Read a pack from its folder or from a `.cdpack` file."""
    return read_pack(path) if path.is_dir() else read_archive(read_bytes(path))
