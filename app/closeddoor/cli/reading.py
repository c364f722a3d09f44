"""Reading a file that the user names on the command line; every failure is a sentence.

The window imports this before it can show: nothing of packs is here.
"""

from pathlib import Path

from closeddoor.domain.errors import KnownError

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
