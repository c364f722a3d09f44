"""One look at all packs: what is known of a pack is taken from the catalogue, and what is not is read."""

from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from closeddoor.domain.errors import KnownError
from closeddoor.domain.installed import CatalogueRow, InstalledPack
from closeddoor.domain.scenario import Pack
from closeddoor.language import tr
from closeddoor.packs import read_archive, read_pack
from closeddoor.packs.read import folder_hash
from closeddoor.services.futures import done
from closeddoor.services.shelf import ListedPack, listed
from closeddoor.services.shelf_catalogue import believed, catalogue_row, digest_of

_WRITE_AFTER = 20
"""After how many packs that were read they are written down: some seconds are lost when it ends before."""


@dataclass(frozen=True)
class InVault:
    """What of the shelf lies in an open vault: which packs, how to get the bytes of one, and the unsigned ids.

    `catalogue` is what was written down of packs, by content hash; `keep` writes rows and deletes those of hashes.
    """

    packs: tuple[InstalledPack, ...] = ()
    unsigned_ids: frozenset[str] = frozenset()
    catalogue: Mapping[str, CatalogueRow] = field(default_factory=dict)
    archive: Callable[[InstalledPack], Future[bytes | None]] = lambda _pack: done(None)
    keep: Callable[[Sequence[CatalogueRow], Collection[str]], None] = lambda _rows, _gone: None


class ShelfReading:
    """Lists packs one by one; `known` is what was listed since the start, by content hash, and is added to."""

    def __init__(self, found: InVault, known: dict[str, ListedPack]) -> None:
        self._found = found
        self._known = known
        self._new: list[CatalogueRow] = []
        self._there = {pack.content_hash for pack in found.packs}
        self._asked: dict[str, Future[bytes | None]] = {}

    def built_in(self, folder: Path) -> ListedPack:
        """List the pack of a folder; raises `KnownError` when it cannot be read."""
        found_hash = folder_hash(folder)
        self._there.add(found_hash)
        known = self._known.get(found_hash)
        return known or self._listed(found_hash, found_hash.encode(), lambda: read_pack(folder))

    def installed(self, installed: InstalledPack) -> ListedPack | None:
        """List an installed pack, None where the vault has lost its bytes; raises `KnownError`."""
        known = self._known.get(installed.content_hash)
        if known is not None:
            return known
        asked = self._asked.pop(installed.content_hash, None) or self._found.archive(installed)
        archive = asked.result()
        if archive is None:
            return None
        return self._listed(installed.content_hash, archive, lambda: read_installed(installed, archive))

    def ask_for(self, installed: InstalledPack) -> None:
        """Have the bytes of the pack fetched that comes next, while the one before it is looked at."""
        if installed.content_hash not in self._known:
            self._asked[installed.content_hash] = self._found.archive(installed)

    def write_down(self) -> None:
        """Keep what was read, and forget what is on the shelf no more."""
        self._write(self._found.catalogue.keys() - self._there)

    def _listed(self, content_hash: str, content: bytes, read: Callable[[], Pack]) -> ListedPack:
        """Return what was written down of a pack if it is of these very bytes; else read it."""
        digest = digest_of(content)
        pack = believed(self._found.catalogue.get(content_hash), digest)
        if pack is None:
            pack = listed(read())
            self._new.append(catalogue_row(pack, digest))
            if len(self._new) >= _WRITE_AFTER:
                self._write(())
        self._known[pack.content_hash] = pack
        return pack

    def _write(self, gone: Collection[str]) -> None:
        if self._new or gone:
            with suppress(KnownError):  # a full disk: the packs are read again next time
                self._found.keep(tuple(self._new), gone)
            self._new.clear()


def read_installed(installed: InstalledPack, archive: bytes) -> Pack:
    """Return the pack of `archive`; raises `KnownError` in the words of somebody who installed it once."""
    try:
        pack = read_archive(archive)
    except KnownError as error:
        happened = tr(
            "“{title}”, which you installed, cannot be read any more: {happened}",
            title=installed.title,
            happened=error.happened,
        )
        raise _unreadable(error.code, happened) from error
    if pack.content_hash != installed.content_hash:
        happened = tr("“{title}”, which you installed, holds other files than it did then.", title=installed.title)
        raise _unreadable("pack.changed", happened)
    return pack


def lost(installed: InstalledPack) -> KnownError:
    happened = tr("“{title}”, which you installed, is not in your history any more.", title=installed.title)
    return _unreadable("pack.lost", happened)


def _unreadable(code: str, happened: str) -> KnownError:
    next_step = tr("Remove it in the library and add it again from its file.")
    return KnownError(code, happened, tr("What you did with it is kept."), next_step)
