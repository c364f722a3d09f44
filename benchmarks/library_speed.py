"""How quick the library is with many packs: first start, second start, listing, finding, drawing, adding one more.

Usage: python -m benchmarks.library_speed [PACKS]

The packs are copies of the built-in ones under other ids, in a vault on the disk.
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
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QApplication

from benchmarks.home_speed import CHEAP, PASSPHRASE
from closeddoor.domain.scenario import Pack
from closeddoor.packs.build import build_archive
from closeddoor.packs.manifest import content_hash
from closeddoor.packs.read import read_pack
from closeddoor.presenters.library.briefings import Filters
from closeddoor.presenters.library.catalogue import Catalogue
from closeddoor.presenters.states.library import LibraryViewState
from closeddoor.profile import scenario_folder
from closeddoor.services.choosing import candidates_on
from closeddoor.services.library import LibraryService, pack_folders
from closeddoor.services.overview import Overview
from closeddoor.services.packs import Choice, examine, install
from closeddoor.services.shelf import Shelf
from closeddoor.ui.pages.library import LibraryPage
from closeddoor.ui.theme import Appearance, AppearanceSwitch
from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_folder import VaultFolder

ID = re.compile(rb'^id = ".*"$', re.MULTILINE)


def copies(count: int) -> list[bytes]:
    """Return `count` archives of built-in packs under ids of their own."""
    return list(map(build_archive, copied_packs(count)))


def copied_packs(count: int) -> list[Pack]:
    """Return `count` built-in packs under ids of their own, as they are read from their archives."""
    packs = [read_pack(folder) for folder in pack_folders(scenario_folder())]
    made = []
    for number in range(count):
        pack = packs[number % len(packs)]
        about = ID.sub(f'id = "org.example.p{number}"'.encode(), pack.files["pack.toml"], count=1)
        files = {**pack.files, "pack.toml": about}
        info = replace(pack.info, id=f"org.example.p{number}")
        made.append(replace(pack, info=info, files=files, content_hash=content_hash(files)))
    return made


def timed(name: str, job: Callable[[], object]) -> float:
    begun = perf_counter()
    job()
    took_ms = (perf_counter() - begun) * 1000
    print(f"{name:<58}{took_ms:>10.1f} ms")
    return took_ms


def overview_of(shelf: Shelf) -> Overview:
    return Overview(shelf, candidates_on(shelf, {}), {})


def main(count: int) -> None:
    archives = copies(count + 1)
    with TemporaryDirectory() as folder:
        place = VaultFolder(Path(folder) / "vault", cost=CHEAP, cost_floor=CHEAP)
        vault, _ = place.create(PASSPHRASE)
        for archive in archives[:-1]:
            install(vault, examine(archive, (), Choice(accept_unsigned=True)))
        first = start(vault, "the shelf at the first start")
        vault.close()
        vault = place.unlock_with_passphrase(PASSPHRASE)
        second = start(vault, "the shelf at the second start")
        print(f"{'the second start takes of the first':<58}{second / first:>10.3f}")
        shelf = add_one(vault, archives[-1])
        vault.close()
    measure_page(shelf)


def start(vault: Vault, name: str) -> float:
    """Time what a start of the application does before home and library are there."""
    with ThreadPoolExecutor(1) as database, ThreadPoolExecutor(1) as jobs:
        library = LibraryService(pack_folders(scenario_folder()), jobs)
        library.open_vault(vault, database)
        return timed(name, lambda: library.shelf().result())


def add_one(vault: Vault, archive: bytes) -> Shelf:
    with ThreadPoolExecutor(1) as database, ThreadPoolExecutor(1) as jobs:
        library = LibraryService(pack_folders(scenario_folder()), jobs)
        library.open_vault(vault, database)
        library.shelf().result()
        install(vault, examine(archive, (), Choice(accept_unsigned=True)))
        library.read_again()
        timed("the shelf after one more was added", lambda: library.shelf().result())
        shelf = library.shelf().result()
        timed("a pack read whole, to open a briefing", lambda: library.whole(shelf, shelf.packs[-1]).result())
        return shelf


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
