"""Putting another folder in the place of a vault: by renaming only, so that nothing is ever deleted or overwritten.

    vault                       the one in use
    vault.leaving-<why>         on its way out, for as long as two renames take
    vault.<why>-<n>             what was in use before: its user may put it back, or delete it, themselves

A kill between the renames leaves either the old one whole, which `settle` puts back, or the new one whole.
"""

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Literal

from closeddoor.domain.errors import BugError
from closeddoor.vault.durable_files import flush_folder
from closeddoor.vault.erasing import refuse_ordered

Why = Literal["before-restore", "damaged"]
_WHYS: tuple[Why, ...] = ("before-restore", "damaged")


@dataclass(frozen=True)
class SetAside:
    """A vault that was in use before; `since_ms` is when it was last written to."""

    path: Path
    why: Why
    since_ms: int
    size_bytes: int


def unpacked_beside(folder: Path) -> Path:
    """Return where a backup is unpacked; what a killed restore left there is the copy of a copy."""
    return folder.with_name(folder.name + ".restoring")


def put_in_place(folder: Path, incoming: Path, why: Why) -> Path | None:
    """Make `incoming` the vault; return where the one before is now, None when there was none.

    Raises `OSError`, and then the one before is in its place, or `settle` puts it there. Nobody may have either open.
    Raises `EraseUnfinishedError` where everything is to be erased.
    """
    refuse_ordered(folder)
    settle(folder)
    leaving = _leaving(folder, why)
    is_there = os.path.lexists(folder)
    if is_there:
        _rename(folder, leaving)
    try:
        _rename(incoming, folder)
    except BaseException:
        if is_there:
            with suppress(OSError):  # `settle` does it when the folder is looked at next
                _rename(leaving, folder)
        raise
    return _number(folder, leaving, why) if is_there else None


def settle(folder: Path) -> None:
    """Finish what a kill interrupted; raise `OSError` when the vault is aside and cannot be put back."""
    for why in _WHYS:
        leaving = _leaving(folder, why)
        if not os.path.lexists(leaving):
            continue
        if os.path.lexists(folder):
            _number(folder, leaving, why)
        else:
            _rename(leaving, folder)


def on_its_way_out(folder: Path) -> tuple[Path, ...]:
    """Return what a kill left between two renames; `settle` ends it."""
    return tuple(leaving for why in _WHYS if os.path.lexists(leaving := _leaving(folder, why)))


def list_aside(folder: Path) -> tuple[SetAside, ...]:
    """Return what was in use before, oldest first; raise `OSError`."""
    found = (_looked_at(path, why) for why in _WHYS for path in folder.parent.glob(f"{folder.name}.{why}-*"))
    return tuple(sorted((aside for aside in found if aside), key=lambda aside: (aside.since_ms, aside.path.name)))


def put_back(folder: Path, aside: Path) -> Path | None:
    """Make the vault what was set aside; the one in use is set aside in turn."""
    return put_in_place(folder, _own(folder, aside), "before-restore")


def delete_aside(folder: Path, aside: Path) -> None:
    """Delete what was set aside, at its user's word; raise `OSError`."""
    shutil.rmtree(_own(folder, aside))


def _own(folder: Path, aside: Path) -> Path:
    if aside not in (found.path for found in list_aside(folder)):
        raise BugError("not a folder that was set aside")
    return aside


def _leaving(folder: Path, why: Why) -> Path:
    return folder.with_name(f"{folder.name}.leaving-{why}")


def _number(folder: Path, leaving: Path, why: Why) -> Path:
    """Give it the first name that is free; where that cannot be, it keeps the one it has and nothing is lost."""
    names = (folder.with_name(f"{folder.name}.{why}-{number}") for number in count(1))
    free = next(path for path in names if not os.path.lexists(path))
    try:
        _rename(leaving, free)
    except OSError:
        return leaving
    return free


def _rename(source: Path, target: Path) -> None:
    """POSIX lets a folder take the place of an empty one only; what stands there otherwise stays."""
    os.rename(source, target)  # noqa: PTH104 -- Path.rename is for files in its documentation
    flush_folder(target.parent)


def _looked_at(path: Path, why: Why) -> SetAside | None:
    """Return None for what is no folder: somebody else's file of that name."""
    if path.is_symlink() or not path.is_dir():
        return None
    facts = [file.lstat() for file in path.iterdir()]
    newest_ns = max((fact.st_mtime_ns for fact in facts), default=path.stat().st_mtime_ns)
    return SetAside(path, why, newest_ns // 1_000_000, sum(fact.st_size for fact in facts))
