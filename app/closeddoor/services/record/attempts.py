"""The record: which attempts there are, what they show, and deleting them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple, TypeVar

from closeddoor.domain.own_briefing import OwnBriefingRow, RemovedOwnBriefing
from closeddoor.domain.record.bands import Competency, competencies
from closeddoor.domain.record.calibration import Level, judgements, levels
from closeddoor.domain.record.estimates import Intervals, intervals
from closeddoor.domain.record.evidence import self_decided
from closeddoor.domain.record.headers import AttemptHeader, ScenarioKey, first_attempts, ordinals
from closeddoor.domain.record.rubric import Rubric
from closeddoor.domain.record.work import AttemptWork
from closeddoor.domain.scenario import Module
from closeddoor.services.futures import then
from closeddoor.services.installing import Threads
from closeddoor.services.library import LibraryService
from closeddoor.services.record.kept_packs import KeptPacks
from closeddoor.services.record.reading import read_work
from closeddoor.services.record.rubrics import Rubrics
from closeddoor.services.shelf import Shelf
from closeddoor.vault.vault import Vault

T = TypeVar("T")

BATCH = 200
"""How many results are fetched at a time: some megabytes, and whoever else needs the database comes in between."""


class RecordedAttempt(NamedTuple):
    """One attempt of the list. Titles are ids, and `module` is None, where its pack cannot be read any more.

    `number` counts the attempts at its scenario from 1; `minutes` is what the briefing takes by its words and tasks;
    `twin` the title of the scenario to retry on, empty where there is none.
    """

    header: AttemptHeader
    title: str
    pack_title: str
    module: Module | None
    number: int
    minutes: float = 0.0
    twin: str = ""
    is_twin_done: bool = False


@dataclass(frozen=True)
class Findings:
    """What first attempts show. `counted` is how many there are, `later` how many scored attempts came after a first.

    `self_decided` points and `unreadable` attempts (result or pack) are in none of the figures.
    """

    competencies: tuple[Competency, ...] = ()
    levels: tuple[Level, ...] = ()
    intervals: Intervals = field(default_factory=Intervals)
    counted: int = 0
    later: int = 0
    self_decided: int = 0
    unreadable: int = 0


@dataclass(frozen=True)
class Holdings:
    """What deleting everything would take away."""

    attempts: int = 0
    cards: int = 0
    own_documents: int = 0
    meeting_notes: int = 0


class RecordService:
    """Reads on the thread for jobs, a batch at a time from the database; lives on the dispatcher's thread."""

    def __init__(self, vault: Vault, library: LibraryService, threads: Threads) -> None:
        self._vault = vault
        self._library = library
        self._threads = threads
        self._packs = KeptPacks(vault, library, threads.database)
        self._works: dict[int, tuple[int, AttemptWork | None]] = {}

    def attempts(self) -> Future[tuple[RecordedAttempt, ...]]:
        """Return all attempts, the newest first."""
        return self._over_shelf(self._attempts)

    def findings(self, attempts: Sequence[RecordedAttempt] | None = None) -> Future[Findings]:
        """Return what the first of `attempts` show, of all if none are given; a second call reads only what changed."""
        return self._over_shelf(lambda shelf: self._findings(shelf, attempts))

    def holdings(self) -> Future[Holdings]:
        """Return what `delete_all` would delete."""
        return self._threads.database.submit(lambda: Holdings(*self._vault.record.counts()))

    def delete(self, attempt_ids: Sequence[int]) -> Future[None]:
        """Delete attempts with answers, results, notes and cards, for good; ids that are not there are passed over."""
        return self._threads.database.submit(lambda: self._vault.attempts.delete_many(attempt_ids))

    def delete_all(self) -> Future[None]:
        """Delete all that was written in practice: attempts, own documents, notes for meetings, cards."""
        return self._threads.database.submit(self._vault.attempts.delete_all_practice)

    def own_documents(self) -> Future[tuple[OwnBriefingRow, ...]]:
        """Return practice on own documents, the latest first: never scored, and in no figure."""
        return self._threads.database.submit(self._vault.own_briefings.list)

    def delete_own(self, own_id: int) -> Future[RemovedOwnBriefing | None]:
        """Delete practice on an own document with its card; return it, for `bring_back_own`, None if it was gone."""
        return self._threads.database.submit(lambda: self._vault.own_briefings.delete(own_id))

    def bring_back_own(self, removed: RemovedOwnBriefing) -> Future[None]:
        return self._threads.database.submit(lambda: self._vault.own_briefings.put_back(removed))

    def _over_shelf(self, read: Callable[[Shelf], T]) -> Future[T]:
        def submit(shelf: Shelf) -> Future[T]:
            return self._threads.jobs.submit(lambda: read(shelf))

        return then(self._threads.dispatcher, self._library.shelf(), submit)

    def _headers(self) -> tuple[AttemptHeader, ...]:
        return self._threads.database.submit(self._vault.record.headers).result()

    def _attempts(self, shelf: Shelf) -> tuple[RecordedAttempt, ...]:
        headers = self._headers()
        numbers, done = ordinals(headers), {header.scenario for header in headers if header.is_scored}
        about = {header.scenario: header for header in headers}
        described = {key: self._described(shelf, header, done) for key, header in about.items()}
        return tuple(described[header.scenario].of(header, numbers[header.id]) for header in headers)

    def _described(self, shelf: Shelf, header: AttemptHeader, done: set[ScenarioKey]) -> "_About":
        pack_title, scenario = self._packs.titled(shelf, header)
        if scenario is None:
            return _About(header.scenario_id, pack_title, None)
        twin_id = scenario.twin or ""
        twin = shelf.pack(header.pack_id)
        twin_scenario = twin.scenario(twin_id) if twin is not None and twin_id else None
        twin_title = twin_scenario.title if twin_scenario is not None else ""
        is_twin_done = (header.pack_id, twin_id) in done
        return _About(scenario.title, pack_title, scenario.module, scenario.minutes, twin_title, is_twin_done)

    def _findings(self, shelf: Shelf, attempts: Sequence[RecordedAttempt] | None) -> Findings:
        headers = self._headers() if attempts is None else [each.header for each in attempts]
        first = first_attempts(headers)
        works = self._read_works(shelf, first)
        return Findings(
            competencies=competencies(works),
            levels=levels(judgements(works)),
            intervals=intervals(works),
            counted=len(works),
            later=sum(header.is_scored for header in headers) - len(first),
            self_decided=sum(map(self_decided, works)),
            unreadable=len(first) - len(works),
        )

    def _read_works(self, shelf: Shelf, first: Sequence[AttemptHeader]) -> tuple[AttemptWork, ...]:
        """Return the attempts that can be read; those that did not change since the last time are remembered."""
        known = {header.id: self._works.get(header.id) for header in first}
        new = [header for header in first if (kept := known[header.id]) is None or kept[0] != header.updated_at_ms]
        self._works = {attempt_id: kept for attempt_id, kept in known.items() if kept is not None}
        if new:
            rubrics = Rubrics(self._vault, self._packs, self._threads.database)
            for batch in _batches(sorted(new, key=lambda header: header.pack_hash)):  # each pack is read once
                self._read_batch(shelf, rubrics, batch)
                rubrics.keep()
        works = (self._works[header.id][1] for header in first)
        return tuple(work for work in works if work is not None)

    def _read_batch(self, shelf: Shelf, rubrics: Rubrics, batch: Sequence[AttemptHeader]) -> None:
        results, stated = self._threads.database.submit(lambda: _fetch(self._vault, batch)).result()
        for header in batch:
            work = _work(header, rubrics.of(shelf, header), results.get(header.id), stated.get(header.id, {}))
            self._works[header.id] = (header.updated_at_ms, work)


@dataclass(frozen=True)
class _About:
    """What all attempts at one scenario have in common."""

    title: str
    pack_title: str
    module: Module | None
    minutes: float = 0.0
    twin: str = ""
    is_twin_done: bool = False

    def of(self, header: AttemptHeader, number: int) -> RecordedAttempt:
        facts = (self.title, self.pack_title, self.module, number, self.minutes, self.twin, self.is_twin_done)
        return RecordedAttempt(header, *facts)


def _fetch(vault: Vault, batch: Sequence[AttemptHeader]) -> tuple[Mapping[int, str], Mapping[int, Mapping[str, str]]]:
    ids = [header.id for header in batch]
    return vault.record.results(ids), vault.record.stated(ids)


def _work(
    header: AttemptHeader, rubric: Rubric | None, result_json: str | None, answers: Mapping[str, str]
) -> AttemptWork | None:
    if rubric is None or result_json is None:
        return None
    return read_work(header, rubric, result_json, answers)


def _batches(headers: Sequence[AttemptHeader]) -> Iterator[Sequence[AttemptHeader]]:
    rest = iter(headers)
    while batch := list(islice(rest, BATCH)):
        yield batch
