"""Adding packs to the open vault and removing them, for the window: each step on the thread where it belongs."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import Dispatcher, Executor
from closeddoor.language import tr
from closeddoor.packs import read_archive, read_pack
from closeddoor.packs.build import build_archive
from closeddoor.packs.names import MOST_ARCHIVE_BYTES
from closeddoor.services.futures import done, then
from closeddoor.services.library import LibraryService
from closeddoor.services.packs import (
    Choice,
    Outcome,
    Prospect,
    Removed,
    choose,
    consider,
    install,
    read_offer,
    remove,
    restore,
)
from closeddoor.services.revisions import Changes, changes_between
from closeddoor.vault.vault import Vault

T = TypeVar("T")

SUFFIX = ".cdpack"
PACK_FILE = "pack.toml"
"""What makes a folder that of a pack."""


@dataclass(frozen=True)
class Threads:
    """Where blocking work is done, and the way back to the window's thread."""

    database: Executor
    jobs: Executor
    dispatcher: Dispatcher


class InstallingService:
    """Looks at a file first and changes nothing; what is then installed or removed shows on the shelf at once."""

    def __init__(self, vault: Vault, library: LibraryService, threads: Threads) -> None:
        self._vault = vault
        self._library = library
        self._threads = threads

    def look_at(self, path: Path) -> Future[Prospect]:
        """Read a .cdpack file or the folder of a pack; fails with the `KnownError` of what no choice would lift."""

        def read() -> Prospect:
            offer = read_offer(archive_at(path), self._library.built_in_ids())
            prospect = self._threads.database.submit(lambda: consider(self._vault, offer)).result()
            return replace(prospect, changes=self._changes(prospect))

        return self._threads.jobs.submit(read)

    def install(self, prospect: Prospect, choice: Choice) -> Future[Outcome]:
        """Install what was looked at, as the user chose; fails with `TrustError`, and nothing is changed then."""
        return self._change(lambda: install(self._vault, choose(prospect.offer, choice)))

    def remove(self, pack_id: str) -> Future[Removed | None]:
        """Remove an installed pack and return what brings it back; fails with `KnownError` when there is none."""
        return self._change(lambda: remove(self._vault, pack_id))

    def restore(self, removed: Removed) -> Future[None]:
        """Bring a removed pack back as it was."""
        return self._change(lambda: restore(self._vault, removed))

    def _changes(self, prospect: Prospect) -> Changes | None:
        """Return what a pack changes of the one that is there; called on the thread for jobs, for it reads that one."""
        there = prospect.replaces
        if there is None or prospect.is_here_already:
            return None
        try:
            archive = self._threads.database.submit(lambda: self._vault.packs.get(there.content_hash)).result()
            return changes_between(read_archive(archive), prospect.offer.pack) if archive is not None else None
        except KnownError:  # damaged, or of rules that are stricter now: the newer one may be what mends that
            return None

    def _change(self, change: Callable[[], T]) -> Future[T]:
        def show(outcome: T) -> Future[T]:
            self._library.read_again()
            return done(outcome)

        return then(self._threads.dispatcher, self._threads.database.submit(change), show)


def archive_at(path: Path) -> bytes:
    """Return the archive that `path` is or holds: a file, a pack's folder, or a folder with one .cdpack file in it.

    A folder is an author's: nothing signs it, and it is built as it lies there. Raises `KnownError`.
    """
    if not path.is_dir():
        return read_file(path)
    if (path / PACK_FILE).is_file():
        return build_archive(read_pack(path))
    return read_file(_only_pack_in(path))


def _only_pack_in(folder: Path) -> Path:
    try:
        found = sorted(each for each in folder.iterdir() if each.suffix.casefold() == SUFFIX and each.is_file())
    except OSError as error:
        happened = tr("“{name}” cannot be read: {strerror}.", name=folder.name, strerror=(error.strerror or "").lower())
        raise _refusal("file.unreadable", happened, tr("Copy it elsewhere and try again.")) from error
    if len(found) == 1:
        return found[0]
    if found:
        happened = tr("“{name}” holds {count} packs.", name=folder.name, count=len(found))
        raise _refusal("folder.several", happened, tr("Add them one by one: each has a question of its own."))
    happened = tr(
        "“{name}” is not the folder of a pack: there is no {pack_file} in it, and no {suffix} file.",
        name=folder.name,
        pack_file=PACK_FILE,
        suffix=SUFFIX,
    )
    raise _refusal(
        "folder.no_pack",
        happened,
        tr("Choose the folder that {pack_file} lies in, or a {suffix} file.", pack_file=PACK_FILE, suffix=SUFFIX),
    )


def read_file(path: Path) -> bytes:
    """Return what is in an ordinary file of at most `MOST_ARCHIVE_BYTES`; raises `KnownError`."""
    try:
        if not path.is_file():
            raise _refusal("file.no_file", tr("“{name}” is not a file.", name=path.name), tr("Add a .cdpack file."))
        with path.open("rb") as file:
            untrusted = file.read(MOST_ARCHIVE_BYTES + 1)
    except OSError as error:
        happened = tr("“{name}” cannot be read: {strerror}.", name=path.name, strerror=(error.strerror or "").lower())
        raise _refusal("file.unreadable", happened, tr("Copy it elsewhere and try again.")) from error
    if len(untrusted) > MOST_ARCHIVE_BYTES:
        happened = tr("“{name}” is longer than 64 MiB, the most that a pack may have.", name=path.name)
        raise _refusal("file.too_long", happened, tr("Ask its author for a smaller one."))
    return untrusted


def _refusal(code: str, happened: str, next_step: str) -> KnownError:
    return KnownError(code, happened, tr("Nothing was changed."), next_step)
