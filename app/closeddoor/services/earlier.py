"""What was finished with packs that are no longer on the shelf: it stays readable, from the bytes kept with it."""

from collections.abc import Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass

from closeddoor.domain.errors import KnownError
from closeddoor.domain.history import Attempt
from closeddoor.domain.scenario import Pack
from closeddoor.packs import read_archive
from closeddoor.services.futures import then
from closeddoor.services.installing import Threads
from closeddoor.services.library import LibraryService, Shelf
from closeddoor.vault.vault import Vault


@dataclass(frozen=True)
class FinishedEarlier:
    """A finished attempt whose briefing is no longer on the shelf; titles are ids where its pack cannot be read."""

    attempt_id: int
    title: str
    pack_title: str
    finished_at_ms: int


class EarlierService:
    """Finds them; opening one is the business of `FinishedService`."""

    def __init__(self, vault: Vault, library: LibraryService, threads: Threads) -> None:
        self._vault = vault
        self._library = library
        self._threads = threads

    def finished(self) -> Future[tuple[FinishedEarlier, ...]]:
        """Return all of them, the newest first."""

        def find(shelf: Shelf) -> Future[tuple[FinishedEarlier, ...]]:
            return self._threads.jobs.submit(lambda: self._find(shelf))

        return then(self._threads.dispatcher, self._library.shelf(), find)

    def _find(self, shelf: Shelf) -> tuple[FinishedEarlier, ...]:
        attempts, archives = self._threads.database.submit(lambda: _kept(self._vault, shelf)).result()
        packs = {pack_hash: _read(archive) for pack_hash, archive in archives.items()}
        return tuple(_described(attempt, packs.get(attempt.pack_hash)) for attempt in attempts)


def _kept(vault: Vault, shelf: Shelf) -> tuple[tuple[Attempt, ...], Mapping[str, bytes | None]]:
    attempts = tuple(off_the_shelf(vault.attempts.list(), shelf))
    return attempts, {each.pack_hash: vault.packs.get(each.pack_hash) for each in attempts}


def off_the_shelf(attempts: Iterable[Attempt], shelf: Shelf) -> Iterable[Attempt]:
    """Return the finished attempts with a result whose briefing the shelf no longer holds."""
    shown = {(pack.info.id, scenario.id) for pack in shelf.packs for scenario in pack.scenarios}
    for attempt in attempts:
        is_finished = attempt.finished_at_ms is not None and bool(attempt.result_json)
        if is_finished and (attempt.pack_id, attempt.scenario_id) not in shown:
            yield attempt


def _read(archive: bytes | None) -> Pack | None:
    try:
        return read_archive(archive) if archive is not None else None
    except KnownError:
        return None


def _described(attempt: Attempt, pack: Pack | None) -> FinishedEarlier:
    scenario = pack.scenario(attempt.scenario_id) if pack else None
    return FinishedEarlier(
        attempt.id,
        scenario.title if scenario else attempt.scenario_id,
        pack.info.title if pack else attempt.pack_id,
        attempt.finished_at_ms or 0,
    )
