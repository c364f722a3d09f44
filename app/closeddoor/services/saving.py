"""Saving a file where the user asked for it: complete or not at all, and nothing that was there is lost on the way."""

import contextlib
import errno
import os
import secrets
import tempfile
from pathlib import Path
from typing import BinaryIO

from closeddoor.confinement.window import in_force
from closeddoor.domain.errors import KnownError
from closeddoor.language import tr
from closeddoor.policy.in_force import rules
from closeddoor.vault.durable_files import FILE_MODE, flush_folder

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}
GONE = {errno.ENOENT, errno.ENOTDIR}
UNSUITABLE = {errno.ENAMETOOLONG, errno.EINVAL, errno.EISDIR}

NO_LINKS = {errno.EPERM, errno.EXDEV, errno.EOPNOTSUPP}
"""What a disk says that takes a file without a name and then gives it none."""
PREFIX, PART = ".closed-door-", ".part"

SAFE = tr("Nothing was saved, and a file that was there before is unchanged.")


class SavingError(KnownError):
    """The disk refused; the sentences say why and what to do."""


def save(path: Path, data: bytes) -> Path:
    """Write `data` to `path`, readable by its owner only, and return where it went.

    Written without a name where the system can (Linux), else beside; flushed, then put in place: after a crash the old
    file or the new one is there, never a half. Blocks while the disk works, so call it off the window's thread. Raises
    `SavingError`.
    """
    try:
        _replace(path, data)
    except OSError as error:
        raise saving_error(error) from error
    with contextlib.suppress(OSError):  # a network folder that cannot be flushed holds the file all the same
        flush_folder(path.parent)
    return path


def export(path: Path, data: bytes) -> Path:
    """Save what is the user's own, as `save` does, unless the machine's policy forbids it; raises `PolicyError` too."""
    check_export()
    return save(path, data)


def check_export() -> None:
    """Raise `PolicyError` where nothing of the user's may be saved into a file or copied as a whole."""
    rules().check_export()


def saved_line(path: Path) -> str:
    """Return `Saved as “Debrief.pdf” in the folder “Documents”.`."""
    return tr("Saved as “{name}” in the folder “{folder}”.", name=path.name, folder=path.parent.name or path.parent)


def saving_error(error: OSError) -> SavingError:
    """Return the sentences for what the operating system said; its own words may quote the path and are not used."""
    if error.errno in FULL:
        return SavingError("saving.full", tr("The disk is full."), SAFE, tr("Free some space, or choose another disk."))
    if error.errno in REFUSED:
        return SavingError(
            "saving.refused",
            tr("This folder, or the file of that name in it, does not allow writing."),
            SAFE,
            elsewhere(),
        )
    if error.errno in GONE:
        return SavingError("saving.gone", tr("This folder is not there any more."), SAFE, tr("Choose another folder."))
    if error.errno in UNSUITABLE:
        return SavingError(
            "saving.name", tr("A file cannot have this name here."), SAFE, tr("Choose a shorter or simpler name.")
        )
    return SavingError(
        "saving.disk", tr("The disk refused to write the file."), SAFE, tr("Try again, or choose another disk.")
    )


def elsewhere() -> str:
    """Return where else a file may be put, after a folder was refused."""
    if in_force().landlock:
        return tr(
            "Choose a folder of your home, such as Documents, or another disk. The home itself, and folders made since "
            "Closed Door was opened, are shut to it."
        )
    return tr("Choose another folder or another name.")


def _replace(path: Path, data: bytes) -> None:
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, tr("a folder of that name"))
    descriptor = nameless(path.parent)
    if descriptor is None:
        _write_beside(path, data)
        return
    with open(descriptor, "wb") as file:  # noqa: PTH123 -- the descriptor carries the mode
        _write(file, data)
        try:
            give_name(file.fileno(), path)
        except OSError as error:
            if error.errno not in NO_LINKS:
                raise
            _write_beside(path, data)


def nameless(folder: Path) -> int | None:
    """Open a file that has no name yet, so that a kill leaves nothing of it; None where the system cannot."""
    if not (hasattr(os, "O_TMPFILE") and Path("/proc/self/fd").is_dir()):
        return None
    try:
        return os.open(folder, os.O_RDWR | os.O_TMPFILE, FILE_MODE)
    except OSError as error:
        if error.errno in (errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL):
            return None
        raise


def give_name(descriptor: int, path: Path) -> None:
    """Give a whole file its name, in the place of the one that may bear it; raise `OSError`, as one of `NO_LINKS`."""
    try:
        _link(descriptor, path)
    except FileExistsError:
        temporary = path.with_name(f"{PREFIX}{secrets.token_hex(8)}{PART}")
        _link(descriptor, temporary)
        _move_over(temporary, path)


def _link(descriptor: int, path: Path) -> None:
    """Give it a name; only with a descriptor of a folder does Python follow the link in /proc, and uses none for it."""
    os.link(f"/proc/self/fd/{descriptor}", path, src_dir_fd=descriptor, follow_symlinks=True)


def _write_beside(path: Path, data: bytes) -> None:
    descriptor, name = tempfile.mkstemp(prefix=PREFIX, suffix=PART, dir=path.parent)
    temporary = Path(name)
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123 -- the descriptor carries the mode
            _write(file, data)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _move_over(temporary, path)


def _move_over(temporary: Path, path: Path) -> None:
    try:
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _write(file: BinaryIO, data: bytes) -> None:
    file.write(data)
    file.flush()
    os.fsync(file.fileno())
