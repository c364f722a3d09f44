"""How long the record takes with many attempts, over a real vault on the disk: python -m benchmarks.record_speed [N].

First paint is the time from asking for the page to its first state being drawn; the rest runs on other threads while
the window stays alive, which the longest gap between two turns of the event loop shows.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.made_attempts import ROOT, built_in_packs, fill
from closeddoor.domain.secret import Secret
from closeddoor.keyhelper.cost import Argon2Cost
from closeddoor.presenters.dispatch import QtDispatcher
from closeddoor.presenters.record import RecordPresenter, RecordSources
from closeddoor.presenters.states.record import RecordViewState
from closeddoor.services.database_thread import DatabaseThread
from closeddoor.services.installing import Threads
from closeddoor.services.library import LibraryService, pack_folders
from closeddoor.services.record import CardService, RecordService
from closeddoor.ui.pages.record import RecordPage
from closeddoor.ui.theme import Appearance, AppearanceSwitch
from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_folder import VaultFolder

ATTEMPTS = 10_000
CHEAP = Argon2Cost(time=1, memory_kib=8, lanes=1)
PASSPHRASE = Secret.from_text("quiet harbour, seven lamps")


class Watched:
    """A page that is drawn at each state, and the times at which that was done."""

    def __init__(self, page: RecordPage) -> None:
        self._page = page
        self.drawn: list[tuple[float, RecordViewState]] = []

    def render(self, state: RecordViewState) -> None:
        self._page.render(state)
        self._page.grab()
        self.drawn.append((time.perf_counter(), state))


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ATTEMPTS
    app = QApplication.instance() or QApplication(["benchmark", "-platform", "offscreen"])
    assert isinstance(app, QApplication)
    AppearanceSwitch(app).show(Appearance("light", 1.0, reduced_motion=True))
    with tempfile.TemporaryDirectory() as folder:
        vault, _ = VaultFolder(Path(folder) / "vault", cost=CHEAP, cost_floor=CHEAP).create(PASSPHRASE)
        fill(vault, built_in_packs(), count, seed=1, last_ms=time.time_ns() // 1_000_000)
        size = (Path(folder) / "vault" / "history.db").stat().st_size / 2**20
        print(f"{count:,} attempts, {size:.0f} MiB on the disk")
        _measure(app, vault)


def _measure(app: QApplication, vault: Vault) -> None:
    database, jobs, dispatcher = DatabaseThread(), ThreadPoolExecutor(1, "jobs"), QtDispatcher(app)
    library = LibraryService(pack_folders(ROOT / "scenarios"), jobs)
    library.open_vault(vault, database)
    library.shelf().result()  # home has shown it by then
    kept = []
    for session in ("first session ever", "next session"):  # what the first keeps of packs, the next need not read
        page = RecordPage()
        page.resize(1200, 800)
        page.show()
        watched = Watched(page)
        record = RecordService(vault, library, Threads(database, jobs, dispatcher))
        sources = RecordSources(record, CardService(vault, database), jobs)
        presenter = RecordPresenter(watched, sources, dispatcher)
        for visit in ("first visit", "second visit"):
            _visit(app, presenter, watched, f"{session}, {visit}")
        page.close()
        kept.append((page, presenter))  # what still draws would draw on what is gone
    seconds = _seconds(lambda: database.submit(vault.record.headers).result())
    print(f"headers alone, on the database thread: {1000 * seconds:.0f} ms")
    seconds = _seconds(lambda: database.submit(vault.attempts.delete_all_practice).result())
    print(f"deleting and overwriting everything: {1000 * seconds:.0f} ms")
    database.submit(vault.close).result()
    database.shutdown()
    jobs.shutdown()


def _visit(app: QApplication, presenter: RecordPresenter, watched: Watched, visit: str) -> None:
    turns: list[float] = []
    timer = QTimer()
    timer.timeout.connect(lambda: turns.append(time.perf_counter()))
    timer.start(0)
    watched.drawn.clear()
    start = time.perf_counter()
    presenter.refresh()
    while not (len(watched.drawn) > 4 and watched.drawn[-1][1].shows.lead and watched.drawn[-1][1].busy is None):
        app.processEvents()
        if time.perf_counter() - start > 60:
            break
    timer.stop()
    first = watched.drawn[0][0] - start
    listed = next(at for at, state in watched.drawn if state.attempts.rows) - start
    whole = watched.drawn[-1][0] - start
    gap = max((after - before for before, after in pairwise(turns)), default=0.0)
    print(
        f"{visit}: first paint {1000 * first:.0f} ms, attempts listed {1000 * listed:.0f} ms, "
        f"figures {1000 * whole:.0f} ms; longest gap of the event loop {1000 * gap:.0f} ms"
    )


def _seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
