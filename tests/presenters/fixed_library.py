"""A library that stands still: built-in packs, and one without a signature where a test says so."""

from concurrent.futures import Future

from closeddoor.domain.installed import InstalledPack
from closeddoor.domain.scenario import Pack
from closeddoor.services.futures import done
from closeddoor.services.shelf import Shelf, listed


class FixedLibrary:
    def __init__(self) -> None:
        self._shelf = Shelf()

    def shelf(self) -> Future[Shelf]:
        return done(self._shelf)

    def without_signature(self, pack: Pack) -> None:
        """Let `pack` be one that was installed though nobody signed it."""
        info = pack.info
        installed = InstalledPack(info.id, info.title, info.version, info.revision, pack.content_hash, None, 0)
        self._shelf = Shelf((listed(pack),), installed=(installed,))
