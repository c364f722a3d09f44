"""Reading what the user names on the command line; every failure is a sentence."""

from pathlib import Path

from closeddoor.domain.errors import KnownError
from closeddoor.domain.scenario import Pack
from closeddoor.packs import read_archive, read_pack

MAX_FILE_BYTES = 66 * 1024 * 1024
"""The largest pack; what has no end, such as a device, is refused here."""


def read_bytes(path: Path) -> bytes:
    """Return what is in a file of at most `MAX_FILE_BYTES`."""
    try:
        with path.open("rb") as file:
            untrusted = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise KnownError("file.unreadable", f"{path} cannot be read: {(error.strerror or '').lower()}.") from error
    if len(untrusted) > MAX_FILE_BYTES:
        raise KnownError("file.too_long", f"{path} is longer than 66 MiB, the most that is read.")
    return untrusted


def read_pack_at(path: Path) -> Pack:
    """Read a pack from its folder or from a `.cdpack` file."""
    return read_pack(path) if path.is_dir() else read_archive(read_bytes(path))
