"""Writing small files so that a crash leaves either the old content or the new one, readable by their owner only."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

FOLDER_MODE = 0o700
FILE_MODE = 0o600


def write_durably(path: Path, content: bytes) -> None:
    """Write beside, flush to the disk, rename over, flush the folder. Raises `OSError`; the old file is then intact."""
    with _replacing(path) as file:
        file.write(content)


def copy_durably(source: Path, target: Path) -> None:
    """Copy a file of any size; the target appears complete or not at all."""
    with source.open("rb") as reading, _replacing(target) as writing:
        shutil.copyfileobj(reading, writing, 1 << 20)


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    temporary = path.with_name(path.name + ".tmp")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE_MODE)
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
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(FOLDER_MODE)
