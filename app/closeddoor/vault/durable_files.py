"""Writing small files so that a crash leaves either the old content or the new one, readable by their owner only."""

import errno
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

FOLDER_MODE = 0o700
FILE_MODE = 0o600


class NotAFileError(OSError):
    """A folder, a pipe, a device or a loop of links stands where a file of ours belongs."""


class UnreadableFileError(PermissionError):
    """A file is there, or may be, and this account may not read it."""


@contextmanager
def open_regular(path: Path) -> Iterator[BinaryIO]:
    """Open for reading without ever waiting for a pipe; raise `NotAFileError` for what is no file, or `OSError`.

    That it may not be read is `UnreadableFileError`: not to be taken for what may not be written.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except PermissionError as error:
        raise UnreadableFileError(error.errno, error.strerror) from error
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENXIO):
            raise NotAFileError(error.errno, error.strerror) from error
        raise
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise NotAFileError(errno.EINVAL, "not a file")
        with open(descriptor, "rb", closefd=False) as file:
            yield file
    finally:
        os.close(descriptor)


def write_durably(path: Path, content: bytes) -> None:
    """Write beside, flush to the disk, rename over, flush the folder. Raises `OSError`; the old file is then intact."""
    with _replacing(path) as file:
        file.write(content)


def copy_durably(source: Path, target: Path) -> None:
    """Copy a file of any size; the target appears complete or not at all."""
    with open_regular(source) as reading, _replacing(target) as writing:
        shutil.copyfileobj(reading, writing, 1 << 20)


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    temporary = path.with_name(path.name + ".tmp")
    temporary.unlink(missing_ok=True)  # of a crash; a link or a pipe in its place is not written to
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), FILE_MODE)
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123 -- the descriptor carries the mode
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)  # a half-written copy would keep a full disk full
        raise
    flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """Make a rename survive a power cut; Windows cannot open folders and orders renames itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_private_folder(folder: Path) -> None:
    """Make a folder that is not there yet; raise `FileExistsError` when anything is, a link included."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(FOLDER_MODE)
