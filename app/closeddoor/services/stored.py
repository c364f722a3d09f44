"""What is kept of a history and of everything beside it, counted where it lies."""

import os
import re
import stat
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from closeddoor.domain.errors import KnownError
from closeddoor.domain.history import Contents
from closeddoor.domain.ports import Executor
from closeddoor.language import tr
from closeddoor.services.selftest import PLAYGROUND
from closeddoor.vault.vault import Vault

FileKind = Literal[
    "history",
    "keys",
    "head",
    "lock",
    "window",
    "copy",
    "aside",
    "models",
    "snapshots",
    "on_its_way",
    "selftest",
    "other",
]

_KINDS: tuple[tuple[str, FileKind], ...] = (
    (r"vault/history\.db", "history"),
    (r"vault/vault\.keys(\.copy)?", "keys"),
    (r"vault/vault\.head", "head"),
    (r"vault/vault\.lock", "lock"),
    (r"instance\.(lock|sock)", "window"),
    (r"vault/history\.db\.before-\d+", "copy"),
    (r"vault\.((before-restore|damaged)-\d+|leaving-(before-restore|damaged))", "aside"),
    (r"vault\.(creating|restoring|repairing|erasing.*)|vault/(history\.db-.+|vault\.rotating|.*\.tmp)", "on_its_way"),
    (r"models", "models"),
    (r"snapshots", "snapshots"),
    (rf"{PLAYGROUND}.+", "selftest"),
)
_VAULT = "vault"


@dataclass(frozen=True)
class StoredFile:
    """A file of the profile's folder, or a folder in it with all its `files`; `name` begins below the profile's."""

    name: str
    kind: FileKind
    size_bytes: int
    changed_ms: int
    files: int = 1


@dataclass(frozen=True)
class Stored:
    """`is_kept`: the history is on the disk, in `folder`; otherwise in memory only."""

    contents: Contents
    is_kept: bool


class StoredService:
    """One open history and the folder of its profile."""

    def __init__(self, vault: Vault, database: Executor, jobs: Executor, folder: Path) -> None:
        self._vault = vault
        self._database = database
        self._jobs = jobs
        self.folder = folder

    def count(self) -> Future[Stored]:
        """Return how much the history holds; fails with a `KnownError` when it cannot be read."""
        vault = self._vault
        return self._database.submit(lambda: Stored(vault.contents.count(), vault.is_kept))

    def files(self) -> Future[tuple[StoredFile, ...]]:
        """Return what anyone with the disk sees of the folder; fails with a `KnownError` when it cannot be listed."""
        folder = self.folder
        return self._jobs.submit(lambda: files_in(folder))


def files_in(folder: Path) -> tuple[StoredFile, ...]:
    """Return the files of a profile as they lie there, those of the vault each by itself; no link is followed."""
    try:
        return tuple(_listed(folder, ""))
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise KnownError(
            "stored.unlisted",
            tr("The folder of Closed Door could not be listed ({reason}).", reason=error.strerror or ""),
            tr("Nothing in it was changed."),
            tr("Come back to this page later, or look at the folder with the file manager."),
        ) from error


def _listed(folder: Path, above: str) -> Iterator[StoredFile]:
    for entry in sorted(os.scandir(folder), key=lambda each: each.name):
        name = f"{above}{entry.name}"
        if name == _VAULT and entry.is_dir(follow_symlinks=False):
            yield from _listed(Path(entry.path), f"{_VAULT}/")
        else:
            with suppress(FileNotFoundError):  # it went while we looked
                yield _seen(Path(entry.path), name)


def _seen(path: Path, name: str) -> StoredFile:
    state = path.lstat()
    inside = list(_inside(path)) if stat.S_ISDIR(state.st_mode) else [state]
    changed_ms = max(each.st_mtime_ns for each in (state, *inside)) // 1_000_000
    return StoredFile(name, _kind(name), sum(each.st_size for each in inside), changed_ms, len(inside))


def _inside(folder: Path) -> Iterator[os.stat_result]:
    for place, _, names in os.walk(folder, followlinks=False):
        for name in names:
            with suppress(FileNotFoundError):
                yield (Path(place) / name).lstat()


def _kind(name: str) -> FileKind:
    return next((kind for pattern, kind in _KINDS if re.fullmatch(pattern, name)), "other")
