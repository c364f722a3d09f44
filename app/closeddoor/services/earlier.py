"""What was finished with packs that are no longer on the shelf: it stays readable, from the bytes kept with it."""

from collections.abc import Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass

from closeddoor.domain.errors import KnownError
from closeddoor.domain.history import Attempt
from closeddoor.domain.installed import Claim
from closeddoor.domain.scenario import Pack
from closeddoor.packs import read_archive
from closeddoor.services.futures import then
from closeddoor.services.installing import Threads
from closeddoor.services.library import LibraryService
from closeddoor.services.shelf import Shelf
from closeddoor.vault.vault import Vault


@dataclass(frozen=True)
class FinishedEarlier:
    """A finished attempt whose briefing is no longer on the shelf; titles are ids where its pack cannot be read."""

    attempt_id: int
    title: str
    pack_title: str
    finished_at_ms: int
    is_unsigned: bool


@dataclass(frozen=True)
class _Kept:
    """What the vault still has: the attempts, the bytes of their packs by hash, and whose each id is."""

    attempts: tuple[Attempt, ...]
    archives: Mapping[str, bytes | None]
    claims: Mapping[str, Claim | None]


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
        kept = self._threads.database.submit(lambda: _kept(self._vault, shelf)).result()
        packs = {pack_hash: _read(archive) for pack_hash, archive in kept.archives.items()}
        return tuple(_described(each, packs[each.pack_hash], kept.claims[each.pack_id]) for each in kept.attempts)


def _kept(vault: Vault, shelf: Shelf) -> _Kept:
    attempts = tuple(off_the_shelf(vault.attempts.list(), shelf))
    archives = {pack_hash: vault.packs.get(pack_hash) for pack_hash in {each.pack_hash for each in attempts}}
    claims = {pack_id: vault.installed.claim(pack_id) for pack_id in {each.pack_id for each in attempts}}
    return _Kept(attempts, archives, claims)


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


def _described(attempt: Attempt, pack: Pack | None, claim: Claim | None) -> FinishedEarlier:
    scenario = pack.scenario(attempt.scenario_id) if pack else None
    return FinishedEarlier(
        attempt.id,
        scenario.title if scenario else attempt.scenario_id,
        pack.info.title if pack else attempt.pack_id,
        attempt.finished_at_ms or 0,
        is_unsigned=claim is not None and claim.public_key is None,
    )
