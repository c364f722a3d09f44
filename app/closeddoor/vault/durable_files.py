"""Writing small files so that a crash leaves either the old content or the new one, readable by their owner only."""

import os
import shutil
from pathlib import Path

FOLDER_MODE = 0o700
FILE_MODE = 0o600


def write_durably(path: Path, content: bytes) -> None:
    """Write beside, flush to the disk, rename over, flush the folder. Raises `OSError`; the old file is then intact."""
    temporary = path.with_name(path.name + ".tmp")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE_MODE)
    with open(descriptor, "wb") as file:  # noqa: PTH123 -- the descriptor carries the mode
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    flush_folder(path.parent)


def copy_durably(source: Path, target: Path) -> None:
    """Copy a file of any size; the target appears complete or not at all."""
    temporary = target.with_name(target.name + ".tmp")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE_MODE)
    with source.open("rb") as reading, open(descriptor, "wb") as writing:  # noqa: PTH123 -- as above
        shutil.copyfileobj(reading, writing, 1 << 20)
        writing.flush()
        os.fsync(writing.fileno())
    temporary.replace(target)
    flush_folder(target.parent)


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
