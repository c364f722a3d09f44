"""Reading the files of an authored folder into memory."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from closeddoor.packs.errors import PackError
from closeddoor.packs.names import (
    MANIFEST,
    MOST_FILE_BYTES,
    SIGNATURE,
    check_entries,
    check_name,
    check_names,
    check_sizes,
    check_type,
)


def read_folder(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file by its path in the pack, `/` between the parts; links are never followed."""
    try:
        names = _names(folder)
        check_names(names)
        return _contents(folder, names)
    except OSError as error:
        file = Path(error.filename).name if error.filename else folder.name
        raise PackError("file.unreadable", file, f"cannot be read: {error.strerror}.") from error


def _names(folder: Path) -> list[str]:
    names: list[str] = []
    for entry, name in _walk(folder, ""):
        check_name(name)
        if entry.is_symlink():
            raise PackError("archive.symlink", name, "is a symbolic link.")
        if not entry.is_file(follow_symlinks=False):
            raise PackError("archive.special", name, "is neither a file nor a folder.")
        names.append(name)
        check_entries(len(names))
    return sorted(names)


def _walk(folder: Path, prefix: str) -> Iterator[tuple[os.DirEntry[str], str]]:
    with os.scandir(folder) as entries:
        listed = sorted(entries, key=lambda entry: entry.name)
    for entry in listed:
        name = prefix + entry.name
        if entry.is_dir(follow_symlinks=False):
            check_name(name)
            yield from _walk(folder / entry.name, f"{name}/")
        else:
            yield entry, name


def _contents(folder: Path, names: list[str]) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    total_bytes = 0
    for name in names:
        if name in {MANIFEST, SIGNATURE}:
            raise PackError("manifest.in_folder", name, "belongs into a .cdpack file, not into an authored folder.")
        files[name] = _read(folder / name, name)
        total_bytes += len(files[name])
        check_sizes(name, len(files[name]), total_bytes)
        check_type(name, files[name])
    return files


def _read(path: Path, name: str) -> bytes:
    # The walk saw a plain file; should another have taken its place since, it is not followed.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise PackError("archive.special", name, "is neither a file nor a folder.")
        return file.read(MOST_FILE_BYTES + 1)
