"""How everything grows: with packs, attempts and messages, at a tenth, a third and all of a long life with it.

    python -m benchmarks.scale [--packs N] [--attempts N] [--conversations N] [--rounds N] [--json]

A history on the disk of each size, filled in a process of its own; in another one the real window is opened on it, and
in a third its services and pages are asked. *Exponent* is the slope of a line through the times over the sizes, both
as logarithms: 0 is a time that does not grow, 1 one that grows as the size does. n log n has about 1.1 over this range.
Ends with 1 where a time that is long enough to be felt grows faster than that.
"""

import argparse
import json
import math
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import linear_regression, median
from typing import TypeVar

from PySide6.QtWidgets import QApplication

from benchmarks import history_speed, made_attempts, unlocking
from benchmarks.library_speed import copies, overview_of
from benchmarks.long_history import TURNS
from benchmarks.long_history import fill as fill_conversations
from closeddoor.keyhelper.cost import FLOOR
from closeddoor.presenters.dispatch import QtDispatcher
from closeddoor.presenters.library.briefings import Filters
from closeddoor.presenters.library.catalogue import Catalogue
from closeddoor.profile import scenario_folder
from closeddoor.services.installing import Threads
from closeddoor.services.library import LibraryService, pack_folders
from closeddoor.services.packs import Choice, examine, install
from closeddoor.services.record import RecordService
from closeddoor.ui.theme import Appearance, AppearanceSwitch
from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_folder import VaultFolder

T = TypeVar("T")

PASSPHRASE = unlocking.PASSPHRASE
TRIES, OPENS_WITHIN_S = 5, 90.0
SHARES = (0.1, 1 / 3, 1.0)
FELT_MS = 100.0
"""A time below it, at the largest size, is not felt, whatever its exponent."""
ALLOWANCE = 0.1
"""What a busy machine adds to an exponent over a tenfold range: a quarter more at one end."""


@dataclass(frozen=True)
class Size:
    packs: int
    attempts: int
    conversations: int

    def part(self, share: float) -> "Size":
        return Size(*(max(1, round(each * share)) for each in (self.packs, self.attempts, self.conversations)))


FULL = Size(packs=300, attempts=10_000, conversations=30_000)


def make(profile: Path, size: Size) -> None:
    """Fill a history: every pack is installed, attempts are spread over all of them, the last ones today."""
    vault, _ = VaultFolder(profile / "vault", cost=FLOOR).create(PASSPHRASE)
    offers = (examine(archive, (), Choice(accept_unsigned=True)) for archive in copies(size.packs))
    packs = []
    for offer in offers:
        install(vault, offer)
        packs.append(offer.pack)
    made_attempts.fill(vault, packs, size.attempts, seed=1, last_ms=time.time_ns() // 1_000_000)
    fill_conversations(vault._database, size.conversations)  # noqa: SLF001 - faster than a person
    vault.close()


def ask(profile: Path, conversations: int, rounds: int) -> dict[str, float]:
    """Ask services and pages in this process; return milliseconds, the median of `rounds` where it can be repeated."""
    app = QApplication(["-platform", "offscreen"])
    AppearanceSwitch(app).show(Appearance("light", 1.0, reduced_motion=True))
    vault = VaultFolder(profile / "vault", cost=FLOOR).unlock_with_passphrase(PASSPHRASE)
    figures = {"shelf: packs are new": _shelf_ms(vault), "shelf": _shelf_ms(vault)}
    figures |= _library_and_record(app, vault)
    bench = history_speed.Bench(vault)
    for name, times in history_speed.measured(bench, conversations, rounds).items():
        figures[name] = median(waited for waited, _ in times)
    bench.close()
    return figures


def _library_and_record(app: QApplication, vault: Vault) -> dict[str, float]:
    with ThreadPoolExecutor(1) as database, ThreadPoolExecutor(1) as jobs:
        library = LibraryService(pack_folders(scenario_folder()), jobs)
        library.open_vault(vault, database)
        shelf = library.shelf().result()
        dispatcher = QtDispatcher(app)
        record = RecordService(vault, library, Threads(database, jobs, dispatcher))
        attempts_ms, attempts = _timed(lambda: _settled(app, record.attempts))
        first_ms, _ = _timed(lambda: _settled(app, lambda: record.findings(attempts)))
        again_ms, _ = _timed(lambda: _settled(app, lambda: record.findings(attempts)))
        catalogue, overview = Catalogue(), overview_of(shelf)
        list_ms, _ = _timed(lambda: catalogue.take(overview, datetime.now(UTC).date()))
        find_ms, _ = _timed(lambda: _find(catalogue))
    return {
        "record: attempts": attempts_ms,
        "record: first visit": first_ms,
        "record: next visit": again_ms,
        "library: list": list_ms,
        "library: find": find_ms,
    }


def _shelf_ms(vault: Vault) -> float:
    """Return how long a start takes to know what is on the shelf."""
    with ThreadPoolExecutor(1) as database, ThreadPoolExecutor(1) as jobs:
        library = LibraryService(pack_folders(scenario_folder()), jobs)
        library.open_vault(vault, database)
        return _timed(lambda: library.shelf().result())[0]


def _find(catalogue: Catalogue) -> None:
    catalogue.look_for(Filters(text="renewal licence"))
    catalogue.listed()


def _settled(app: QApplication, ask_for: Callable[[], Future[T]]) -> T:
    future = ask_for()
    while not future.done():
        app.processEvents()
    return future.result()


def _timed(job: Callable[[], T]) -> tuple[float, T]:
    begun = time.perf_counter()
    result = job()
    return (time.perf_counter() - begun) * 1000, result


def run(full: Size, rounds: int) -> list[dict[str, float]]:
    """Measure each size in processes of its own; return the figures, the smallest size first."""
    with tempfile.TemporaryDirectory(prefix="closed-door-scale-") as folder:
        return [_measure(Path(folder) / f"{share:.2f}", full.part(share), rounds) for share in SHARES]


def _measure(folder: Path, size: Size, rounds: int) -> dict[str, float]:
    profile = folder / "profile"
    profile.mkdir(parents=True, mode=0o700)
    (folder / "home").mkdir()
    begun = time.perf_counter()
    _child(folder, "--make", profile, *size_as_arguments(size))
    figures = {**asdict(size), "filled_s": time.perf_counter() - begun}
    figures["file, MiB"] = (profile / "vault" / "history.db").stat().st_size / 2**20
    starts = [unlocking.painted_ms(unlocking.UNLOCK_PAGE, str(folder), "--profile", str(profile)) for _ in range(3)]
    opened = _open_and_lock(profile, folder)
    figures |= {"start: unlock page": median(starts), "unlock: usable": opened["usable_ms"], "lock": opened["lock_ms"]}
    asked = _child(folder, "--ask", profile, *size_as_arguments(size), "--rounds", str(rounds))
    return {**figures, **json.loads(asked)}


def _open_and_lock(profile: Path, folder: Path) -> dict[str, float]:
    """Return what the real window takes; a machine that is too busy to type at gets another try."""
    command = ("-m", "benchmarks.unlocking", "--open", str(profile))
    for _ in range(TRIES):
        with suppress(subprocess.TimeoutExpired):
            opened: dict[str, float] = json.loads(unlocking.say(command, str(folder), OPENS_WITHIN_S))
            return opened
    raise SystemExit("the window did not open: is the machine too busy to measure?")


def _child(folder: Path, *arguments: object) -> str:
    return unlocking.say(("-m", "benchmarks.scale", *map(str, arguments)), str(folder))


def size_as_arguments(size: Size) -> tuple[str, ...]:
    return tuple(str(each) for name, count in asdict(size).items() for each in (f"--{name}", count))


NOT_TIMES = ("packs", "attempts", "conversations", "filled_s", "file, MiB")


def exponent(sizes: Sequence[float], times_ms: Sequence[float]) -> float:
    """Return the slope of the logarithms of `times_ms` over those of `sizes`."""
    return linear_regression([math.log(each) for each in sizes], [math.log(max(each, 1e-3)) for each in times_ms]).slope


def most_allowed(sizes: Sequence[float]) -> float:
    """Return the exponent that n log n has over these sizes, with an allowance for noise."""
    return exponent(sizes, [n * math.log(n + 1) for n in sizes]) + ALLOWANCE


def exponents(figures: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Return the exponent of each time, over the number of conversations: all three counts grow together."""
    sizes = [each["conversations"] for each in figures]
    names = [name for name in figures[0] if name not in NOT_TIMES]
    return {name: exponent(sizes, [each[name] for each in figures]) for name in names}


def grow_too_fast(figures: Sequence[Mapping[str, float]]) -> list[str]:
    most = most_allowed([each["conversations"] for each in figures])
    return [name for name, each in exponents(figures).items() if each > most and figures[-1][name] >= FELT_MS]


def print_table(figures: Sequence[Mapping[str, float]]) -> None:
    for name in NOT_TIMES[:2]:
        print(f"{name:24}" + "".join(f"{each[name]:12,.0f}" for each in figures))
    print(f"{'messages':24}" + "".join(f"{each['conversations'] * TURNS:12,.0f}" for each in figures))
    for name in NOT_TIMES[3:]:
        print(f"{name:24}" + "".join(f"{each[name]:12,.0f}" for each in figures))
    print(f"{'ms':60}{'exponent':>10}")
    too_fast = grow_too_fast(figures)
    for name, slope in exponents(figures).items():
        times = "".join(f"{each[name]:12,.1f}" for each in figures)
        print(f"{name:24}{times}{slope:10.2f}{'  GROWS TOO FAST' if name in too_fast else ''}")
    most = most_allowed([each["conversations"] for each in figures])
    print(f"\ngoal: at most {most:.2f} (n log n, and {ALLOWANCE} for noise) wherever it takes {FELT_MS:.0f} ms or more")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    for name, count in asdict(FULL).items():
        parser.add_argument(f"--{name}", type=int, default=count)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--make", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--ask", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    size = Size(arguments.packs, arguments.attempts, arguments.conversations)
    if arguments.make:
        make(arguments.make, size)
        return 0
    if arguments.ask:
        print(json.dumps(ask(arguments.ask, size.conversations, arguments.rounds)))
        return 0
    figures = run(size, arguments.rounds)
    if arguments.json:
        print(json.dumps({"sizes": figures, "exponents": exponents(figures)}))
    else:
        print_table(figures)
    return int(bool(grow_too_fast(figures)))


if __name__ == "__main__":
    sys.exit(main())
