"""How long a page takes over a history of ten thousand conversations and a hundred thousand messages.

    python -m benchmarks.history_speed [--json] [--conversations N] [--rounds N]

A vault on the disk, the real page and presenter, the real database thread. Each figure is the time from the intent to
the page that shows it, laid out and painted: what the person waits for. Beside it stands the processor's time of the
whole process, which neighbours on a busy machine disturb least. Ends with 1 when a p95 of the former misses 100 ms.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from benchmarks.figures import tell
from benchmarks.long_history import TURNS, WORDS, fill
from closeddoor.bootstrap.sandbox import open_sandbox, sandbox_files
from closeddoor.domain.errors import KnownError
from closeddoor.domain.secret import Secret
from closeddoor.inference.missing import MissingChatModel
from closeddoor.presenters.dispatch import QtDispatcher
from closeddoor.presenters.states.sandbox import SandboxViewState
from closeddoor.services.changes import HistoryChanges
from closeddoor.services.chat import ChatService
from closeddoor.services.database_thread import DatabaseThread
from closeddoor.ui.pages.sandbox.page import SandboxPage
from closeddoor.ui.theme import Appearance, AppearanceSwitch
from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_folder import VaultFolder

GOAL_MS = 100.0
FIGURES = ("list", "open", "switch", "search", "narrowed")


class Model:
    """What the page says of the model; none is asked here."""

    name, caveat = "No model", ""

    def cancel_loading(self) -> None:
        return


class Bench:
    """The sandbox over one vault, and how long it takes from an intent to the page."""

    def __init__(self, vault: Vault) -> None:
        self._parent = QObject()
        self._thread = DatabaseThread()
        self._vault = vault
        self._dispatcher = dispatcher = QtDispatcher(self._parent)
        changes = HistoryChanges()
        model = MissingChatModel(KnownError("model.missing", "There is none."))
        self._chat = ChatService(vault, self._thread, model, dispatcher, changes)
        self._page = SandboxPage()
        self._page.resize(1250, 860)
        self._page.show()
        files = sandbox_files(self._thread)
        self.presenter = open_sandbox(self._page, self._chat, Model(), dispatcher, changes, files, self._parent)
        self.presenter.listing.search_pause.setInterval(0)

    @property
    def state(self) -> SandboxViewState:
        return self.presenter.state

    def took_ms(self, intend: Callable[[], None], is_there: Callable[[], bool]) -> tuple[float, float]:
        """Return the time until what was asked for is there, laid out and painted; and that of the processor."""
        begun_s, worked_s = time.perf_counter(), time.process_time()
        intend()
        while not is_there():
            QApplication.processEvents()
        for _ in range(6):
            QApplication.processEvents()  # laid out, then painted: the page is on the screen, be it offscreen
        return (time.perf_counter() - begun_s) * 1000, (time.process_time() - worked_s) * 1000

    def after_the_database(self, call: Callable[[], None]) -> None:
        """Call once everything that was asked of the database so far is there."""
        self._dispatcher.deliver(self._thread.submit(lambda: None), lambda _: call())

    def close(self) -> None:
        QApplication.processEvents()
        self._thread.submit(self._vault.close).result()
        self._thread.shutdown()
        self._page.close()


def run(conversations: int, rounds: int) -> dict[str, float]:
    """Fill a vault and measure everything; return the figures."""
    application = QApplication([])
    AppearanceSwitch(application).show(Appearance("light"))
    with tempfile.TemporaryDirectory() as folder:
        vault, _ = VaultFolder(Path(folder) / "vault").create(Secret(b"a passphrase of a benchmark"))
        begun_s = time.perf_counter()
        fill(vault._database, conversations)  # noqa: SLF001  a benchmark fills it faster than a person
        figures: dict[str, float] = {"filled_s": time.perf_counter() - begun_s, "conversations": conversations}
        bench = Bench(vault)
        for name, times in measured(bench, conversations, rounds).items():
            waited, worked = (quantiles(each, n=20) for each in zip(*times, strict=True))
            figures |= {f"{name}_p50_ms": waited[9], f"{name}_p95_ms": waited[18]}
            figures |= {f"{name}_work_p50_ms": worked[9], f"{name}_work_p95_ms": worked[18]}
        bench.close()
    return figures


def measured(bench: Bench, conversations: int, rounds: int) -> dict[str, list[tuple[float, float]]]:
    """Return the times of each figure, one after the other as a person works."""
    dice = random.Random(11)  # noqa: S311  not a secret
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in FIGURES}
    bench.took_ms(*_open(bench, 1))  # the first turns on the page are made, all others reuse them
    for round_number in range(rounds):
        times["list"].append(bench.took_ms(*_list(bench, round_number % 12 + 1 if round_number % 2 else None)))
        one, other = dice.randint(1, conversations), dice.randint(1, conversations)
        times["open"].append(bench.took_ms(*_open(bench, one)))
        times["switch"].append(bench.took_ms(*_open(bench, other)))
        word = "obsidian" if round_number % 4 == 0 else f"{dice.choice(WORDS)} {dice.choice(WORDS)[:3]}"
        times["search"].append(bench.took_ms(*_search(bench, word)))
        times["narrowed"].append(bench.took_ms(*_narrow(bench, "user" if round_number % 3 else "anyone", 3650)))
        bench.took_ms(*_narrow(bench, "anyone", 0))
        bench.presenter.listing.end_search()
    return times


def _list(bench: Bench, folder_id: int | None) -> tuple[Callable[[], None], Callable[[], bool]]:
    before = bench.state.conversations
    return lambda: bench.presenter.listing.choose_folder(folder_id), lambda: bench.state.conversations != before


def _open(bench: Bench, conversation_id: int) -> tuple[Callable[[], None], Callable[[], bool]]:
    last = conversation_id * TURNS

    def is_there() -> bool:
        rows = bench.state.messages
        return bool(rows) and rows[-1].message_id == last

    return lambda: bench.presenter.open(conversation_id), is_there


def _search(bench: Bench, text: str) -> tuple[Callable[[], None], Callable[[], bool]]:
    found: list[bool] = []
    listing = bench.presenter.listing

    def look() -> None:
        listing.search(text)
        listing.search_pause.stop()
        listing.search_now()
        bench.after_the_database(lambda: found.append(True))

    return look, lambda: bool(found)


def _narrow(bench: Bench, who: str, days: int) -> tuple[Callable[[], None], Callable[[], bool]]:
    found: list[bool] = []

    def look() -> None:
        bench.presenter.listing.narrow_search(who, days)
        bench.after_the_database(lambda: found.append(True))

    return look, lambda: bool(found)


def goals_met(figures: dict[str, float]) -> bool:
    return all(figures[f"{name}_p95_ms"] < GOAL_MS for name in FIGURES)


def print_table(figures: dict[str, float]) -> None:
    count = figures["conversations"]
    print(f"{count:,.0f} conversations, {count * TURNS:,.0f} messages (filled in {figures['filled_s']:.0f} s)\n")
    print(f"{'from the intent to the painted page':38}{'p50':>8}{'p95':>8}{'work p50':>10}{'work p95':>10}")
    for name in FIGURES:
        values = "".join(f"{figures[f'{name}_{part}_ms']:8.1f}" for part in ("p50", "p95"))
        values += "".join(f"{figures[f'{name}_work_{part}_ms']:10.1f}" for part in ("p50", "p95"))
        print(f"{name + ', ms':38}{values}")
    print(f"\ngoal: p95 under {GOAL_MS:.0f} ms")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--conversations", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=60)
    arguments = parser.parse_args()
    return tell(run(arguments.conversations, arguments.rounds), goals_met, print_table, as_json=arguments.json)


if __name__ == "__main__":
    sys.exit(main())
