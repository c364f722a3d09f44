"""Opening a file that nobody vouches for."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from closeddoor.language import tr
from closeddoor.wire.messages import FileIdentity

LINK = tr("a link; only files themselves are taken")
NO_FILE = tr("not a file")


class RefusedFileError(Exception):
    """A file that is not taken; the message says why, in words for the page."""


def open_untrusted(path: Path) -> int:
    """Return a descriptor of a file that nobody vouches for: no link is followed, and a pipe is not waited for.

    Raises `RefusedFileError` for what is no file, and `OSError`.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    if path.is_symlink():  # said also where the system cannot refuse it while opening
        raise RefusedFileError(LINK)
    try:
        descriptor = os.open(path, flags)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise RefusedFileError(LINK) from None
        raise
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise RefusedFileError(NO_FILE)
    return descriptor


@contextmanager
def reading(path: Path) -> Iterator[int]:
    """Have a file open for as long as the block lasts; raises what `open_untrusted` does."""
    descriptor = open_untrusted(path)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def read_beginning(descriptor: int, most_bytes: int) -> bytes:
    """Return up to `most_bytes` from where the descriptor stands; a single read may return less than there is."""
    pieces: list[bytes] = []
    left = most_bytes
    while left and (piece := os.read(descriptor, left)):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


def identity_at(path: Path) -> FileIdentity | None:
    """Return by what the file that stands there now is known again; None where none can be looked at."""
    try:
        return FileIdentity.of(path.stat())
    except OSError:
        return None
