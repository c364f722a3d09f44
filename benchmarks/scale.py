"""How everything grows: with packs, attempts and messages, at a tenth, a third and all of a long life with it.

    python -m benchmarks.scale [--packs N] [--attempts N] [--conversations N] [--rounds N] [--json] [--write]

A history on the disk of each size, filled in a process of its own; in another one the real window is opened on it, and
in a third its services and pages are asked. How growth is judged says `benchmarks.growth`. `--write` keeps the table in
benchmarks/RESULTS.md. Ends with 1 where a time that is long enough to be felt grows faster than n log n, and with a
word about it where a step does not come to its end.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from typing import TypeVar

from PySide6.QtWidgets import QApplication

from benchmarks import growth, history_speed, made_attempts, unlocking
from benchmarks.growth import WORK
from benchmarks.library_speed import copied_packs, overview_of
from benchmarks.long_history import fill as fill_conversations
from benchmarks.table import results
from benchmarks.table.running import current_commit, load
from closeddoor.keyhelper.cost import FLOOR
from closeddoor.packs.build import build_archive
from closeddoor.presenters.dispatch import QtDispatcher
from closeddoor.presenters.library.briefings import Filters
from closeddoor.presenters.library.catalogue import Catalogue
from closeddoor.profile import scenario_folder
from closeddoor.services.installing import Threads
from closeddoor.services.library import LibraryService, pack_folders
from closeddoor.services.packs import Offer, install
from closeddoor.services.record import RecordService
from closeddoor.ui.theme import Appearance, AppearanceSwitch
from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_folder import VaultFolder

T = TypeVar("T")

PASSPHRASE = unlocking.PASSPHRASE
TRIES, OPENS_WITHIN_S, ENDS_WITHIN_S = 5, 90.0, 1800.0
"""A step that has not come to its end by then does not: it is killed, and said."""
WAITS_S = 0.002
SHARES = (0.1, 1 / 3, 1.0)


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
    packs = copied_packs(size.packs)
    for pack in packs:
        install(vault, Offer(pack, None, build_archive(pack)))  # checked when it was a built-in one
    made_attempts.fill(vault, packs, size.attempts, seed=1, last_ms=time.time_ns() // 1_000_000)
    fill_conversations(vault._database, size.conversations)  # noqa: SLF001 - faster than a person
    vault.close()


def ask(profile: Path, conversations: int, rounds: int) -> dict[str, float]:
    """Ask services and pages in this process; return milliseconds, the median of `rounds` where it can be repeated."""
    app = QApplication(["scale", "-platform", "offscreen"])
    AppearanceSwitch(app).show(Appearance("light", 1.0, reduced_motion=True))
    vault = _opened(profile)
    figures = _shelf_ms("shelf: packs are new", vault)
    vault.close()
    vault = _opened(profile)  # what was read for the first is in memory no more
    figures |= _shelf_ms("shelf", vault)
    figures |= _library_and_record(app, vault)
    bench = history_speed.Bench(vault)
    for name, times in history_speed.measured(bench, conversations, rounds).items():
        waited, worked = (median(each) for each in zip(*times, strict=True))
        figures |= {name: waited, WORK + name: worked}
    bench.close()
    return figures


def _library_and_record(app: QApplication, vault: Vault) -> dict[str, float]:
    with ThreadPoolExecutor(1) as database, ThreadPoolExecutor(1) as jobs:
        library = LibraryService(pack_folders(scenario_folder()), jobs)
        library.open_vault(vault, database)
        shelf = library.shelf().result()
        assert not shelf.problems, "a pack that was made up cannot be read"
        dispatcher = QtDispatcher(app)
        record = RecordService(vault, library, Threads(database, jobs, dispatcher))
        figures, attempts = _timed("record: attempts", lambda: _settled(app, record.attempts))
        for visit in ("record: first session", "record: next session"):  # each with a service as a session begins with
            record = RecordService(vault, library, Threads(database, jobs, dispatcher))
            figures |= _timed(visit, partial(_settled, app, partial(record.findings, attempts)))[0]
        catalogue, overview = Catalogue(), overview_of(shelf)
        listed, _ = _timed("library: list", lambda: catalogue.take(overview, datetime.now(UTC).date()))
        found, _ = _timed("library: find", lambda: _find(catalogue))
    return figures | listed | found


def _opened(profile: Path) -> Vault:
    return VaultFolder(profile / "vault", cost=FLOOR).unlock_with_passphrase(PASSPHRASE)


def _shelf_ms(name: str, vault: Vault) -> dict[str, float]:
    """Return how long a start takes to know what is on the shelf."""
    with ThreadPoolExecutor(1) as database, ThreadPoolExecutor(1) as jobs:
        library = LibraryService(pack_folders(scenario_folder()), jobs)
        library.open_vault(vault, database)
        return _timed(name, lambda: library.shelf().result())[0]


def _find(catalogue: Catalogue) -> None:
    catalogue.look_for(Filters(text="renewal licence"))
    catalogue.listed()


def _settled(app: QApplication, ask_for: Callable[[], Future[T]]) -> T:
    future = ask_for()
    while not future.done():
        app.processEvents()
        time.sleep(WAITS_S)  # a loop that never rests would take turns with what it waits for
    return future.result()


def _timed(name: str, job: Callable[[], T]) -> tuple[dict[str, float], T]:
    """Return the milliseconds that a job took, and those of the processor, under its name; and what came of it."""
    begun_s, worked_s = time.perf_counter(), time.process_time()
    result = job()
    took_ms, work_ms = (time.perf_counter() - begun_s) * 1000, (time.process_time() - worked_s) * 1000
    return {name: took_ms, WORK + name: work_ms}, result


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
    raise SystemExit(f"the window was not open and locked again within {OPENS_WITHIN_S:.0f} s, in {TRIES} tries")


def _child(folder: Path, *arguments: object) -> str:
    try:
        return unlocking.say(("-m", "benchmarks.scale", *map(str, arguments)), str(folder), ENDS_WITHIN_S)
    except subprocess.TimeoutExpired:
        raise SystemExit(f"{arguments[0]} was not done within {ENDS_WITHIN_S:.0f} s at this size") from None


def size_as_arguments(size: Size) -> tuple[str, ...]:
    return tuple(str(each) for name, count in asdict(size).items() for each in (f"--{name}", count))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    for name, count in asdict(FULL).items():
        parser.add_argument(f"--{name}", type=int, default=count)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--write", action="store_true", help="keep the table in benchmarks/RESULTS.md")
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
    before = load()
    figures = run(size, arguments.rounds)
    if arguments.json:
        print(json.dumps({"sizes": figures, "exponents": growth.exponents(figures)}))
    else:
        growth.print_table(figures)
    if arguments.write:
        results.write_section("How it grows", _section(figures, (before, load())))
    return int(bool(growth.grow_too_fast(figures)))


def _section(figures: growth.Figures, loads: tuple[float, float]) -> str:
    """Return the table with what has to be known of it: where, of what and beside what it was measured."""
    when = datetime.now(UTC).strftime("%Y-%m-%d %H:%M")
    return f"""Written by `python -m benchmarks.scale --write`. Each size in processes of its own: histories on a disk,
each pack installed, attempts spread over all of them. *Exponent* is the slope over the sizes, both as logarithms: of
the processor's time where that is known, else of the time that is shown.

{results.machine_line()} Commit {current_commit()}, {when} UTC, load {loads[0]:.1f} to {loads[1]:.1f}.

{growth.as_markdown(figures)}"""


if __name__ == "__main__":
    sys.exit(main())
