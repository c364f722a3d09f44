"""Opening a document: the reader gets the open file, never its name."""

import os
import platform
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from closeddoor.inference.reading.problems import DocumentError

MOST_BYTES = 50 * 1024 * 1024

_DESCRIPTORS = {"Linux": "/proc/self/fd", "Darwin": "/dev/fd"}


class OpenDocument:
    """A regular file of a size that is read, opened once; `close` it when the reader has it."""

    def __init__(self, path: Path) -> None:
        """Open `path`; blocks as long as its disk does. Raises `DocumentError`."""
        self.name = path.name
        self._path = path
        with _in_words(path.name):
            self._descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
            facts = os.fstat(self._descriptor)
        problem = _objection(facts)
        if problem:
            self.close()
            raise DocumentError(problem, self.name)
        self.size_bytes = facts.st_size

    @property
    def source(self) -> str:
        """What another process can open to have this very file, whatever stands under its name by then."""
        folder = _DESCRIPTORS.get(platform.system())
        return f"{folder}/{self._descriptor}" if folder else str(self._path)

    def close(self) -> None:
        """Close it; safe to call twice."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def _objection(facts: os.stat_result) -> str:
    if not stat.S_ISREG(facts.st_mode):
        return "not_a_file"
    if facts.st_size == 0:
        return "empty"
    return "too_large" if facts.st_size > MOST_BYTES else ""


@contextmanager
def _in_words(name: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise DocumentError("missing", name) from error
    except IsADirectoryError as error:
        raise DocumentError("not_a_file", name) from error
    except OSError as error:
        raise DocumentError("unreadable", name) from error
