"""How long home takes with 300 packs and 10,000 attempts, over a vault on the disk: python -m benchmarks.home_speed.

What the window's own thread does is told apart from what the database thread and the job thread do meanwhile.
"""

import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from itertools import islice, pairwise
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.made_attempts import built_in_packs
from closeddoor.domain.secret import Secret
from closeddoor.keyhelper.cost import Argon2Cost
from closeddoor.presenters.dispatch import QtDispatcher
from closeddoor.presenters.home.view import Chosen, Known, home_view
from closeddoor.presenters.states.home import HomeViewState
from closeddoor.services.choosing import fitting, for_ten_minutes
from closeddoor.services.database_thread import DatabaseThread
from closeddoor.services.futures import done
from closeddoor.services.library import LibraryService
from closeddoor.services.overview import Overview, OverviewService
from closeddoor.services.shelf import Shelf, listed
from closeddoor.services.standings import StandingService
from closeddoor.ui.pages.home import HomePage
from closeddoor.ui.theme import Appearance, AppearanceSwitch
from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_folder import VaultFolder

T = TypeVar("T")

PACKS, ATTEMPTS, RESULT_BYTES, NEVER_TRIED = 300, 10_000, 6_000, 100
CHEAP = Argon2Cost(time=1, memory_kib=8, lanes=1)
PASSPHRASE = Secret.from_text("quiet harbour, seven lamps")
_INSERT = """
    INSERT INTO attempts (pack_id, pack_version, pack_hash, scenario_id, stage, started_at_ms, updated_at_ms,
                          finished_at_ms, result_json)
    VALUES (?, '1', 'h', ?, 'debrief', ?, ?, ?, ?)
"""


class LongLibrary(LibraryService):
    """A shelf of copies of the built-in packs, each with an id of its own."""

    def __init__(self) -> None:
        super().__init__((), ThreadPoolExecutor(1))
        packs = [listed(pack) for pack in built_in_packs()]
        copies = (replace(packs[n % len(packs)], content_hash=f"h{n}") for n in range(PACKS))
        self.long = Shelf(tuple(replace(each, info=replace(each.info, id=f"p{n}")) for n, each in enumerate(copies)))

    def shelf(self) -> Future[Shelf]:
        return done(self.long)


def main() -> None:
    app = QApplication.instance() or QApplication(["benchmark", "-platform", "offscreen"])
    assert isinstance(app, QApplication)
    AppearanceSwitch(app).show(Appearance("light", 1.0, reduced_motion=True))
    with tempfile.TemporaryDirectory() as folder:
        vault, _ = VaultFolder(Path(folder) / "vault", cost=CHEAP, cost_floor=CHEAP).create(PASSPHRASE)
        library = LongLibrary()
        _fill(vault, library.long)
        _measure(app, vault, library)


def _fill(vault: Vault, shelf: Shelf) -> None:
    """Spread the attempts over all but the last packs; some are open."""
    places = [(pack.info.id, scenario.id) for pack in shelf.packs[:-NEVER_TRIED] for scenario in pack.scenarios]
    result = "x" * RESULT_BYTES
    with vault._database.write() as writing:  # noqa: SLF001 - ten thousand at once
        for n in range(ATTEMPTS):
            pack_id, scenario_id = places[n % len(places)]
            writing.execute(_INSERT, (pack_id, scenario_id, n, n, None if n >= ATTEMPTS - 5 else n, result))


def _measure(app: QApplication, vault: Vault, library: LongLibrary) -> None:
    database, jobs, dispatcher = DatabaseThread(), ThreadPoolExecutor(1, "jobs"), QtDispatcher(app)
    service = OverviewService(library, StandingService(vault, database), dispatcher)
    page = HomePage()
    page.resize(1200, 800)
    page.show()
    overview = _await(app, service, "first visit")
    _await(app, service, "second visit")
    for visit in ("first view", "second view"):
        _show(page, overview, visit)
    _, fitting_ms = _timed(lambda: fitting(overview.candidates, ("project-update", "risk")))
    print(f"before a meeting, window's thread: {fitting_ms:.1f} ms")
    database.submit(vault.close).result()
    database.shutdown()
    jobs.shutdown()


def _await(app: QApplication, service: OverviewService, visit: str) -> Overview:
    """Ask for the overview as home does, and watch the event loop meanwhile."""
    turns: list[float] = []
    timer = QTimer()
    timer.timeout.connect(lambda: turns.append(time.perf_counter()))
    timer.start(0)
    start = time.perf_counter()
    asked = service.overview()
    while not asked.done():
        app.processEvents()
    timer.stop()
    gap = max((after - before for before, after in pairwise(turns)), default=0.0)
    print(f"{visit}: known after {1000 * (time.perf_counter() - start):.0f} ms; longest gap {1000 * gap:.0f} ms")
    return asked.result()


def _show(page: HomePage, overview: Overview, visit: str) -> None:
    """Do what the window's thread does once the overview is there."""
    suggested, choosing_ms = _timed(lambda: tuple(islice(for_ten_minutes(overview.candidates), 40)))
    state, view_ms = _timed(lambda: home_view(Known(overview=overview, suggestions=suggested), Chosen()))
    _, draw_ms = _timed(lambda: _draw(page, state))
    print(f"{visit}, window's thread: choose {choosing_ms:.0f} ms, view {view_ms:.0f} ms, draw {draw_ms:.0f} ms")


def _draw(page: HomePage, state: HomeViewState) -> None:
    page.render(state)
    page.grab()


def _timed(call: Callable[[], T]) -> tuple[T, float]:
    start = time.perf_counter()
    value = call()
    return value, 1000 * (time.perf_counter() - start)


if __name__ == "__main__":
    main()
