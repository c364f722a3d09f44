"""How quick the library is with many packs: reading them, listing, finding, drawing, and adding one more.

Usage: python -m benchmarks.library_speed [PACKS]

The packs are copies of the built-in ones under other ids, in a vault in memory.
"""

import os
import re
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from PySide6.QtWidgets import QApplication

from closeddoor.packs.build import build_archive
from closeddoor.packs.read import read_pack
from closeddoor.presenters.library.briefings import Filters
from closeddoor.presenters.library.catalogue import Catalogue
from closeddoor.presenters.states.library import LibraryViewState
from closeddoor.profile import scenario_folder
from closeddoor.services.choosing import Timetable, candidates_on
from closeddoor.services.library import LibraryService, pack_folders
from closeddoor.services.overview import Overview
from closeddoor.services.packs import Choice, examine, install
from closeddoor.services.shelf import Shelf
from closeddoor.ui.pages.library import LibraryPage
from closeddoor.ui.theme import Appearance, AppearanceSwitch
from closeddoor.vault.vault import Vault

ID = re.compile(rb'^id = ".*"$', re.MULTILINE)


def copies(count: int) -> list[bytes]:
    """Return `count` archives of built-in packs under ids of their own."""
    packs = [read_pack(folder) for folder in pack_folders(scenario_folder())]
    made = []
    for number in range(count):
        pack = packs[number % len(packs)]
        about = ID.sub(f'id = "org.example.p{number}"'.encode(), pack.files["pack.toml"], count=1)
        files = {**pack.files, "pack.toml": about}
        info = replace(pack.info, id=f"org.example.p{number}")
        made.append(build_archive(replace(pack, info=info, files=files)))
    return made


def timed(name: str, job: Callable[[], object]) -> None:
    begun = perf_counter()
    job()
    print(f"{name:<58}{(perf_counter() - begun) * 1000:>10.1f} ms")


def overview_of(shelf: Shelf) -> Overview:
    overview = Overview(shelf, candidates_on(shelf, {}), {}, Timetable())
    for candidate in overview.candidates:
        overview.timetable.steps(candidate)
    return overview


def main(count: int) -> None:
    vault, archives = Vault.in_memory(), copies(count + 1)
    for archive in archives[:-1]:
        install(vault, examine(archive, (), Choice(accept_unsigned=True)))
    with ThreadPoolExecutor(1) as database, ThreadPoolExecutor(1) as jobs:
        library = LibraryService(pack_folders(scenario_folder()), jobs)
        library.open_vault(vault, database)
        timed(f"reading {count} packs once, beside the window", lambda: library.shelf().result())
        install(vault, examine(archives[-1], (), Choice(accept_unsigned=True)))
        library.read_again()
        timed("the shelf after one more was added", lambda: library.shelf().result())
        measure_page(library.shelf().result())


def measure_page(shelf: Shelf) -> None:
    app = QApplication(sys.argv[:1])
    AppearanceSwitch(app).show(Appearance("light", 1.0, reduced_motion=True))
    page, catalogue, overview = LibraryPage(), Catalogue(), overview_of(shelf)
    page.resize(1250, 860)
    page.show()

    def draw(filters: Filters, view: str = "briefings") -> None:
        catalogue.look_for(filters)
        page.render(replace(LibraryViewState(view=view), **catalogue.listed()))  # type: ignore[arg-type]  # a view
        app.processEvents()

    timed(f"rows of {len(overview.candidates)} briefings", lambda: catalogue.take(overview, datetime.now(UTC).date()))
    timed("the first time the page draws them", lambda: draw(Filters()))
    timed("a letter typed into the filter", lambda: draw(Filters(text="a")))
    timed("two words typed, few left", lambda: draw(Filters(text="renewal licence")))
    timed("a module chosen", lambda: draw(Filters(module="AI risk")))
    timed("the packs instead of the briefings", lambda: draw(Filters(), "packs"))
    page.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
