"""Writing a file that the user named: whole or not at all, and over nothing that they did not mean."""

import os
import tempfile
from pathlib import Path

from closeddoor.domain.errors import KnownError
from closeddoor.vault.durable_files import flush_folder

PRIVATE = 0o600
PUBLIC = 0o644


def refuse_existing(path: Path) -> None:
    """Refuse before any work is done; `write_file` makes sure of it."""
    if os.path.lexists(path):
        raise KnownError("file.exists", f"{path} exists already.", "It was left as it is.", "Name another file.")


def write_file(path: Path, content: bytes, mode: int, *, replace: bool = False) -> None:
    """Write beside, flush, then take the place at once; raises `KnownError` when something is there or on a full disk.

    The folder has to exist. What is written appears under its name complete or not at all.
    """
    try:
        descriptor, beside = tempfile.mkstemp(prefix=f".{path.name[:64]}.", dir=path.parent)
        try:
            _fill(descriptor, content, mode)
            _take_place(Path(beside), path, replace=replace)
            flush_folder(path.parent)
        finally:
            Path(beside).unlink(missing_ok=True)
    except FileExistsError:
        refuse_existing(path)
        raise
    except OSError as error:
        happened = f"{path} cannot be written: {(error.strerror or '').lower()}."
        raise KnownError("file.unwritable", happened, "Nothing was written.") from error


def _fill(descriptor: int, content: bytes, mode: int) -> None:
    with open(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        if hasattr(os, "fchmod"):
            os.fchmod(descriptor, mode)
        os.fsync(descriptor)


def _take_place(beside: Path, path: Path, *, replace: bool) -> None:
    """Rename; a link takes a place only if nothing is there, where the file system has links."""
    if replace:
        beside.replace(path)
        return
    try:
        path.hardlink_to(beside)
    except FileExistsError:
        raise
    except OSError:
        refuse_existing(path)
        beside.replace(path)
