"""Which packs there are: those that come with the application."""

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import Executor
from closeddoor.domain.scenario import Pack
from closeddoor.packs import read_pack


@dataclass(frozen=True)
class Shelf:
    """The packs that could be read, and what is wrong with the others."""

    packs: tuple[Pack, ...] = ()
    problems: tuple[KnownError, ...] = ()

    def pack(self, pack_id: str) -> Pack | None:
        return next((pack for pack in self.packs if pack.info.id == pack_id), None)


class LibraryService:
    """Reads packs from their folders, once."""

    def __init__(self, folders: Sequence[Path], jobs: Executor) -> None:
        self._folders = tuple(folders)
        self._jobs = jobs
        self._shelf: Future[Shelf] | None = None

    def shelf(self) -> Future[Shelf]:
        """Return all packs; a broken one is a problem on the shelf and never hides the others."""
        if self._shelf is None:
            self._shelf = self._jobs.submit(lambda: read_shelf(self._folders))
        return self._shelf


def read_shelf(folders: Sequence[Path]) -> Shelf:
    packs: list[Pack] = []
    problems: list[KnownError] = []
    for folder in folders:
        try:
            packs.append(read_pack(folder))
        except KnownError as error:
            problems.append(error)
    return Shelf(tuple(packs), tuple(problems))


def pack_folders(scenarios: Path) -> tuple[Path, ...]:
    """Return the folders under `scenarios` that hold a pack."""
    return tuple(sorted(path.parent for path in scenarios.glob("*/pack.toml")))
