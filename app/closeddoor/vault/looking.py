"""Looking at a folder that may hold a vault, without a key and without changing anything."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from closeddoor.domain.errors import KnownError
from closeddoor.language import tr
from closeddoor.vault.connection import check_is_ciphertext
from closeddoor.vault.durable_files import UnreadableFileError
from closeddoor.vault.erasing import is_ordered
from closeddoor.vault.errors import HistoryGoneError, HistorySetAsideError
from closeddoor.vault.folder_lock import LOCK_NAME
from closeddoor.vault.history_file import DATABASE_NAME
from closeddoor.vault.key_file import keys_exist, read_keys
from closeddoor.vault.set_aside import SetAside, list_aside, on_its_way_out
from closeddoor.vault.slots import SlotKind

Unfinished = Literal["", "erase", "exchange"]


@dataclass(frozen=True)
class VaultState:
    """What a folder holds, before anything is opened; `problem` says what is wrong when it is damaged.

    `slots` are the ways to open it, none where the key file cannot be read.
    """

    kind: Literal["none", "locked", "damaged"]
    slots: tuple[SlotKind, ...] = ()
    problem: KnownError | None = None


def look_at(folder: Path) -> VaultState:
    """Return what is there; raises `OSError` when the disk does not let it look."""
    if not is_there(folder / DATABASE_NAME) and not keys_exist(folder):
        return _without_history(folder)
    slots: tuple[SlotKind, ...] = ()
    try:
        slots = tuple(slot.kind for slot in read_keys(folder).candidates[0].slots)
        check_is_ciphertext(folder / DATABASE_NAME)
    except KnownError as problem:
        return VaultState("damaged", slots, problem)
    return VaultState("locked", slots)


def unfinished(folder: Path) -> Unfinished:
    """Return what a kill left half done, which whoever opens the window next finishes: see `VaultFolder.state`."""
    if is_ordered(folder):
        return "erase"
    return "exchange" if on_its_way_out(folder) else ""


def standing(folder: Path) -> Path:
    """Return where the vault is: in its place, or half-way out of it and about to be put back."""
    leaving = on_its_way_out(folder)
    return leaving[0] if leaving and not os.path.lexists(folder) else folder


def whole_aside(folder: Path) -> SetAside | None:
    """Return the latest history that was set aside and that has both its parts: it can be asked to open."""
    asides = [each for each in list_aside(folder) if is_there(each.path / DATABASE_NAME) and keys_exist(each.path)]
    return asides[-1] if asides else None


def is_there(path: Path) -> bool:
    """Whether anything bears this name; a folder that may not be looked into is never taken for an empty one."""
    try:
        path.lstat()
    except PermissionError as error:
        raise UnreadableFileError(error.errno, error.strerror) from error
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def _without_history(folder: Path) -> VaultState:
    """Return what a folder without a history tells: a history is never begun beside what is left of another."""
    aside, left = whole_aside(folder), _left_of_it(folder)
    if aside is not None:
        written = datetime.fromtimestamp(aside.since_ms / 1000, tz=UTC).astimezone()
        day = f"{written.day} {written:%B %Y}"
        which = tr("{name}, last used on {day}", name=aside.path.name, day=day)
        return VaultState("damaged", problem=HistorySetAsideError(which))
    return VaultState("damaged", problem=HistoryGoneError(left)) if left else VaultState("none")


def _left_of_it(folder: Path) -> str:
    """Return the name of what is left of a history that is gone: something in its folder, or what was set aside."""
    in_it = sorted(path.name for path in folder.iterdir() if path.name != LOCK_NAME) if folder.is_dir() else []
    names = [f"{folder.name}/{name}" for name in in_it] + [aside.path.name for aside in list_aside(folder)]
    return names[0] if names else ""
