"""Which packs there are: those that come with the application, and beside them those in the open vault."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path

from closeddoor.domain.errors import KnownError
from closeddoor.domain.installed import InstalledPack
from closeddoor.domain.ports import Executor
from closeddoor.domain.scenario import Pack
from closeddoor.packs import read_archive, read_pack
from closeddoor.packs.read import read_pack_info
from closeddoor.services.packs import archives
from closeddoor.vault.vault import Vault

Archives = Sequence[tuple[InstalledPack, bytes]]


@dataclass(frozen=True)
class NotShown:
    """What stands on the shelf and cannot be shown, and why: an installed pack, or else a folder or the whole vault."""

    problem: KnownError
    installed: InstalledPack | None = None


@dataclass(frozen=True)
class Shelf:
    """The packs that could be read, and those that could not; `installed` says which of the former are of the vault.

    `unsigned_ids` are remembered of packs that were removed too: attempts made with them stay readable.
    """

    packs: tuple[Pack, ...] = ()
    not_shown: tuple[NotShown, ...] = ()
    installed: tuple[InstalledPack, ...] = ()
    unsigned_ids: frozenset[str] = frozenset()

    @property
    def problems(self) -> tuple[KnownError, ...]:
        return tuple(each.problem for each in self.not_shown)

    def pack(self, pack_id: str) -> Pack | None:
        return next((pack for pack in self.packs if pack.info.id == pack_id), None)

    def installed_as(self, pack_id: str) -> InstalledPack | None:
        """Return how a pack is installed; None for one that comes with the application."""
        return next((pack for pack in self.installed if pack.pack_id == pack_id), None)

    def is_unsigned(self, pack_id: str) -> bool:
        """Return whether nobody signed the pack, which is to be said wherever it appears; built-in packs need none."""
        installed = self.installed_as(pack_id)
        if installed is not None:
            return installed.public_key is None
        return self.pack(pack_id) is None and pack_id in self.unsigned_ids


class LibraryService:
    """Reads packs once: the built-in ones from their folders, the installed ones from the vault that was opened."""

    def __init__(self, folders: Sequence[Path], jobs: Executor) -> None:
        self._folders = tuple(folders)
        self._jobs = jobs
        self._installed: Callable[[], tuple[Archives, frozenset[str]]] = lambda: ((), frozenset())
        self._shelf: Future[Shelf] | None = None

    def open_vault(self, vault: Vault, database: Executor) -> None:
        """Put what is installed in `vault` on the shelf; `database` is the thread it lives on."""
        self._installed = lambda: database.submit(lambda: (archives(vault), vault.installed.unsigned_ids())).result()
        self.read_again()

    def read_again(self) -> None:
        """Forget what was read: a pack was installed or removed."""
        self._shelf = None

    def shelf(self) -> Future[Shelf]:
        """Return all packs; a broken one is a problem on the shelf and never hides the others."""
        if self._shelf is None:
            self._shelf = self._jobs.submit(self._read)
        return self._shelf

    def built_in_ids(self) -> frozenset[str]:
        """Return the ids that no installed pack may take; reads files, so not on the window's thread."""
        return pack_ids(self._folders)

    def _read(self) -> Shelf:
        shelf = read_shelf(self._folders)
        try:
            found, unsigned_ids = self._installed()
        except KnownError as error:
            return replace(shelf, not_shown=(*shelf.not_shown, NotShown(error)))
        return replace(with_installed(shelf, found), unsigned_ids=unsigned_ids)


def read_shelf(folders: Sequence[Path]) -> Shelf:
    packs: list[Pack] = []
    not_shown: list[NotShown] = []
    for folder in folders:
        try:
            packs.append(read_pack(folder))
        except KnownError as error:
            not_shown.append(NotShown(error))
    return Shelf(tuple(packs), tuple(not_shown))


def with_installed(shelf: Shelf, found: Archives) -> Shelf:
    """Return the shelf with the packs of the vault behind the built-in ones, which keep their ids in any case."""
    packs, not_shown, shown = list(shelf.packs), list(shelf.not_shown), []
    for installed, archive in found:
        try:
            packs.append(_read_installed(shelf, installed, archive))
            shown.append(installed)
        except KnownError as error:
            not_shown.append(NotShown(error, installed))
    return Shelf(tuple(packs), tuple(not_shown), tuple(shown))


def _read_installed(shelf: Shelf, installed: InstalledPack, archive: bytes) -> Pack:
    if shelf.pack(installed.pack_id) is not None:
        raise KnownError(
            "id.built_in",
            f"“{installed.title}”, which you installed, has the id of a pack that now comes with the application.",
            "The built-in one is shown. Attempts made with yours are kept.",
            f"Remove yours in the library (or: closed-door pack remove {installed.pack_id}).",
        )
    try:
        return read_archive(archive)
    except KnownError as error:
        happened = f"“{installed.title}”, which you installed, cannot be read any more: {error.happened}"
        safe, next_step = "What you did with it is kept.", "Remove it in the library and add it again from its file."
        raise KnownError(error.code, happened, safe, next_step) from error


def pack_folders(scenarios: Path) -> tuple[Path, ...]:
    """Return the folders under `scenarios` that hold a pack."""
    return tuple(sorted(path.parent for path in scenarios.glob("*/pack.toml")))


def pack_ids(folders: Sequence[Path]) -> frozenset[str]:
    """Return the ids that built-in packs bear, from their pack.toml alone; one that cannot be read bears none."""
    ids: set[str] = set()
    for folder in folders:
        try:
            ids.add(read_pack_info((folder / "pack.toml").read_bytes()).id)
        except (KnownError, OSError):
            continue
    return frozenset(ids)
