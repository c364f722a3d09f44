"""Which packs there are: those that come with the application, and beside them those in the open vault."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path

from closeddoor.domain.errors import KnownError
from closeddoor.domain.installed import InstalledPack
from closeddoor.domain.ports import Executor
from closeddoor.domain.scenario import Pack
from closeddoor.language import tr
from closeddoor.packs import read_archive, read_pack
from closeddoor.packs.read import read_pack_info
from closeddoor.vault.vault import Vault


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


@dataclass(frozen=True)
class InVault:
    """What of the shelf lies in an open vault: which packs, how to get the bytes of one, and the unsigned ids."""

    packs: tuple[InstalledPack, ...] = ()
    unsigned_ids: frozenset[str] = frozenset()
    archive: Callable[[InstalledPack], bytes | None] = lambda _pack: None


class LibraryService:
    """Reads every pack once: the built-in ones from their folders, the installed ones from the vault that was opened.

    What a pack says follows from its bytes, so one that stays is not read again when another comes or goes.
    """

    def __init__(self, folders: Sequence[Path], jobs: Executor) -> None:
        self._folders = tuple(folders)
        self._jobs = jobs
        self._in_vault: Callable[[], InVault] = InVault
        self._shelf: Future[Shelf] | None = None
        self._built_in: Shelf | None = None
        self._read: dict[str, Pack] = {}
        self._progress = (0, 0)

    def open_vault(self, vault: Vault, database: Executor) -> None:
        """Put what is installed in `vault` on the shelf; `database` is the thread it lives on."""

        def look() -> InVault:
            listed = database.submit(lambda: (vault.installed.list(), vault.installed.unsigned_ids())).result()
            return InVault(*listed, lambda pack: database.submit(lambda: vault.packs.get(pack.content_hash)).result())

        self._in_vault = look
        self._read.clear()
        self.read_again()

    def read_again(self) -> None:
        """Forget what was read: a pack was installed or removed."""
        self._shelf = None

    def shelf(self) -> Future[Shelf]:
        """Return all packs; a broken one is a problem on the shelf and never hides the others."""
        if self._shelf is None:
            self._shelf = self._jobs.submit(self._read_all)
        return self._shelf

    @property
    def progress(self) -> tuple[int, int]:
        """How many installed packs of how many have been read; (0, 0) while none is to be read."""
        return self._progress

    def built_in_ids(self) -> frozenset[str]:
        """Return the ids that no installed pack may take; reads files, so not on the window's thread."""
        return pack_ids(self._folders)

    def _read_all(self) -> Shelf:
        if self._built_in is None:
            self._built_in = read_shelf(self._folders)
        shelf = self._built_in
        try:
            found = self._in_vault()
            shelf = self._with_installed(shelf, found)
        except KnownError as error:
            return replace(shelf, not_shown=(*shelf.not_shown, NotShown(error)))
        finally:
            self._progress = (0, 0)
        return replace(shelf, unsigned_ids=found.unsigned_ids)

    def _with_installed(self, shelf: Shelf, found: InVault) -> Shelf:
        """Return the shelf with the packs of the vault behind the built-in ones, which keep their ids in any case."""
        packs, not_shown, shown = list(shelf.packs), list(shelf.not_shown), []
        for number, installed in enumerate(found.packs):
            self._progress = (number, len(found.packs))
            try:
                pack = self._installed_pack(shelf, installed, found)
            except KnownError as error:
                not_shown.append(NotShown(error, installed))
            else:
                if pack is not None:
                    packs.append(pack)
                    shown.append(installed)
        return Shelf(tuple(packs), tuple(not_shown), tuple(shown))

    def _installed_pack(self, shelf: Shelf, installed: InstalledPack, found: InVault) -> Pack | None:
        """Return an installed pack, read when it has not been; None where the vault has lost its bytes."""
        if shelf.pack(installed.pack_id) is not None:
            raise taken_by_built_in(installed)
        known = self._read.get(installed.content_hash)
        if known is not None:
            return known
        archive = found.archive(installed)
        if archive is None:
            return None
        pack = self._read[installed.content_hash] = read_installed(installed, archive)
        return pack


def read_shelf(folders: Sequence[Path]) -> Shelf:
    packs: list[Pack] = []
    not_shown: list[NotShown] = []
    for folder in folders:
        try:
            packs.append(read_pack(folder))
        except KnownError as error:
            not_shown.append(NotShown(error))
    return Shelf(tuple(packs), tuple(not_shown))


def taken_by_built_in(installed: InstalledPack) -> KnownError:
    return KnownError(
        "id.built_in",
        tr(
            "“{title}”, which you installed, has the id of a pack that now comes with the application.",
            title=installed.title,
        ),
        tr("The built-in one is shown. Attempts made with yours are kept."),
        tr("Remove yours in the library (or: closed-door pack remove {pack_id}).", pack_id=installed.pack_id),
    )


def read_installed(installed: InstalledPack, archive: bytes) -> Pack:
    """Return the pack of `archive`; raises `KnownError` in the words of somebody who installed it once."""
    try:
        return read_archive(archive)
    except KnownError as error:
        happened = tr(
            "“{title}”, which you installed, cannot be read any more: {happened}",
            title=installed.title,
            happened=error.happened,
        )
        safe, next_step = (
            tr("What you did with it is kept."),
            tr("Remove it in the library and add it again from its file."),
        )
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
