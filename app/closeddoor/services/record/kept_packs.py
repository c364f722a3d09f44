"""The packs that attempts were made with: from the shelf where it holds the very same, else as kept in the vault."""

from contextlib import suppress

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import Executor
from closeddoor.domain.record.headers import AttemptHeader
from closeddoor.domain.scenario import Pack, Scenario
from closeddoor.packs import read_archive
from closeddoor.services.library import LibraryService
from closeddoor.services.shelf import ListedScenario, Shelf, listed_scenario
from closeddoor.vault.vault import Vault

MOST_KEPT = 24
"""How many packs off the shelf stay in memory; each has some megabytes, and takes a sixth of a second to read."""


class KeptPacks:
    """Reads each pack once; used on the thread for jobs, it has the database thread fetch the bytes."""

    def __init__(self, vault: Vault, library: LibraryService, database: Executor) -> None:
        self._vault = vault
        self._library = library
        self._database = database
        self._read: dict[str, Pack | None] = {}

    def exact(self, shelf: Shelf, header: AttemptHeader) -> Scenario | None:
        """Return the scenario as it was when the attempt was begun; None when it cannot be read any more."""
        pack = self._on_shelf(shelf, header) or self._kept(header.pack_hash)
        return pack.scenario(header.scenario_id) if pack is not None else None

    def titled(self, shelf: Shelf, header: AttemptHeader) -> tuple[str, ListedScenario | None]:
        """Return the pack's title and the scenario for a line about it: today's where there is one."""
        on_shelf = shelf.pack(header.pack_id)
        scenario = on_shelf.scenario(header.scenario_id) if on_shelf is not None else None
        if on_shelf is not None and scenario is not None:
            return on_shelf.info.title, scenario
        kept = self._kept(header.pack_hash)
        if kept is None:
            return header.pack_id, None
        former = kept.scenario(header.scenario_id)
        return kept.info.title, listed_scenario(former) if former is not None else None

    def _on_shelf(self, shelf: Shelf, header: AttemptHeader) -> Pack | None:
        """Return the very pack of the attempt if it is on the shelf and can be read."""
        listed = shelf.pack(header.pack_id)
        if listed is None or listed.content_hash != header.pack_hash:
            return None
        with suppress(KnownError):
            pack = self._library.read(shelf, listed)
            return pack if pack.content_hash == header.pack_hash else None
        return None

    def _kept(self, pack_hash: str) -> Pack | None:
        if pack_hash not in self._read:
            content = self._database.submit(lambda: self._vault.packs.get(pack_hash)).result()
            if len(self._read) >= MOST_KEPT:
                self._read.pop(next(iter(self._read)))
            self._read[pack_hash] = _read(content)
        return self._read[pack_hash]


def _read(content: bytes | None) -> Pack | None:
    try:
        return read_archive(content) if content is not None else None
    except KnownError:
        return None
