"""Which packs there are: those that come with the application, and beside them those in the open vault."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

from closeddoor.domain.errors import KnownError
from closeddoor.domain.installed import InstalledPack
from closeddoor.domain.ports import Executor
from closeddoor.domain.scenario import Pack
from closeddoor.language import tr
from closeddoor.packs import read_pack
from closeddoor.packs.read import read_pack_info
from closeddoor.policy.in_force import rules
from closeddoor.services.futures import done
from closeddoor.services.shelf import ListedPack, NotShown, Shelf
from closeddoor.services.shelf_reading import InVault, ShelfReading, lost, read_installed
from closeddoor.vault.vault import Vault

MOST_WHOLE = 8
"""How many packs stay in memory whole; each has some megabytes, and takes a sixth of a second to read."""


class LibraryService:
    """Lists every pack once: the built-in ones from their folders, the installed ones from the vault that was opened.

    What a pack says follows from its bytes, so one that stays is not looked at again when another comes or goes. A pack
    is read whole, and all of it checked, when something of it is opened.
    """

    def __init__(self, folders: Sequence[Path], jobs: Executor) -> None:
        self._folders = tuple(folders)
        self._jobs = jobs
        self._in_vault: Callable[[], InVault] = InVault
        self._shelf: Future[Shelf] | None = None
        self._listed: dict[str, ListedPack] = {}
        self._folder_of: dict[str, Path] = {}
        self._archive: Callable[[InstalledPack], Future[bytes | None]] = lambda _pack: done(None)
        self._whole: dict[str, Pack] = {}
        self._progress = (0, 0)

    def open_vault(self, vault: Vault, database: Executor) -> None:
        """Put what is installed in `vault` on the shelf; `database` is the thread it lives on."""

        def archive(pack: InstalledPack) -> Future[bytes | None]:
            return database.submit(lambda: vault.packs.get(pack.content_hash))

        def look() -> InVault:
            installed, catalogue = vault.installed, vault.pack_catalogue
            return database.submit(
                lambda: InVault(
                    installed.list(),
                    installed.unsigned_ids(),
                    catalogue.all(),
                    archive,
                    lambda rows, gone: database.submit(lambda: catalogue.keep(rows, gone)).result(),
                )
            ).result()

        self._in_vault, self._archive = look, archive
        self._listed.clear()
        self.read_again()

    def read_again(self) -> None:
        """Forget which packs there are: one was installed or removed."""
        self._shelf = None

    def shelf(self) -> Future[Shelf]:
        """Return all packs; a broken one is a problem on the shelf and never hides the others."""
        if self._shelf is None:
            self._shelf = self._jobs.submit(self._list_all)
        return self._shelf

    def whole(self, shelf: Shelf, pack: ListedPack) -> Future[Pack]:
        """Return a pack of the shelf, read whole and checked; fails with the `KnownError` of what is wrong with it."""
        return self._jobs.submit(lambda: self.read(shelf, pack))

    def read(self, shelf: Shelf, pack: ListedPack) -> Pack:
        """Read as `whole`, on the thread for jobs, and remember the packs that were asked for last."""
        known = self._whole.pop(pack.content_hash, None) or self._read(shelf, pack)
        if len(self._whole) >= MOST_WHOLE:
            self._whole.pop(next(iter(self._whole)))
        self._whole[known.content_hash] = known
        return known

    @property
    def progress(self) -> tuple[int, int]:
        """How many installed packs of how many have been listed; (0, 0) while none is to be."""
        return self._progress

    def built_in_ids(self) -> frozenset[str]:
        """Return the ids that no installed pack may take; reads files, so not on the window's thread."""
        return pack_ids(self._folders)

    def _read(self, shelf: Shelf, pack: ListedPack) -> Pack:
        installed = shelf.installed_as(pack.info.id)
        if installed is None:
            return read_pack(self._folder_of[pack.info.id])
        archive = self._archive(installed).result()
        if archive is None:
            raise lost(installed)
        return read_installed(installed, archive)

    def _list_all(self) -> Shelf:
        try:
            found = self._in_vault()
        except KnownError as error:
            shelf = self._built_in(ShelfReading(InVault(), self._listed))
            return replace(shelf, not_shown=(*shelf.not_shown, NotShown(error)))
        reading = ShelfReading(found, self._listed)
        try:
            shelf = self._with_installed(self._built_in(reading), found.packs, reading)
        finally:
            self._progress = (0, 0)
        reading.write_down()
        return replace(shelf, unsigned_ids=found.unsigned_ids)

    def _built_in(self, reading: ShelfReading) -> Shelf:
        packs: list[ListedPack] = []
        not_shown: list[NotShown] = []
        for folder in self._folders:
            try:
                packs.append(reading.built_in(folder))
            except KnownError as error:
                not_shown.append(NotShown(error))
            else:
                self._folder_of[packs[-1].info.id] = folder
        return Shelf(tuple(packs), tuple(not_shown))

    def _with_installed(self, shelf: Shelf, installed: Sequence[InstalledPack], reading: ShelfReading) -> Shelf:
        """Return the shelf with the packs of the vault behind the built-in ones, which keep their ids in any case."""
        packs, not_shown, shown = list(shelf.packs), list(shelf.not_shown), []
        for number, (each, following) in enumerate(zip_longest(installed, installed[1:])):
            self._progress = (number, len(installed))
            if following is not None:
                reading.ask_for(following)
            try:
                pack = _beside(shelf, each, reading)
            except KnownError as error:
                not_shown.append(NotShown(error, each))
            else:
                if pack is not None:
                    packs.append(pack)
                    shown.append(each)
        return Shelf(tuple(packs), tuple(not_shown), tuple(shown))


def _beside(shelf: Shelf, installed: InstalledPack, reading: ShelfReading) -> ListedPack | None:
    if shelf.pack(installed.pack_id) is not None:
        raise taken_by_built_in(installed)
    rules().check_pack(installed.public_key)
    return reading.installed(installed)


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
