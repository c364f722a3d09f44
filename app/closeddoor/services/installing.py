"""Adding packs to the open vault and removing them, for the window: each step on the thread where it belongs."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import Dispatcher, Executor
from closeddoor.packs.names import MOST_ARCHIVE_BYTES
from closeddoor.services.futures import done, then
from closeddoor.services.library import LibraryService
from closeddoor.services.packs import Choice, Outcome, Prospect, choose, consider, install, read_offer, remove
from closeddoor.vault.vault import Vault

T = TypeVar("T")


@dataclass(frozen=True)
class Threads:
    """Where blocking work is done, and the way back to the window's thread."""

    database: Executor
    jobs: Executor
    dispatcher: Dispatcher


class InstallingService:
    """Looks at a file first and changes nothing; what is then installed or removed shows on the shelf at once."""

    def __init__(self, vault: Vault, library: LibraryService, threads: Threads) -> None:
        self._vault = vault
        self._library = library
        self._threads = threads

    def look_at(self, path: Path) -> Future[Prospect]:
        """Read a .cdpack file; fails with the `KnownError` of what no choice of the user would lift."""

        def read() -> Prospect:
            offer = read_offer(read_file(path), self._library.built_in_ids())
            return self._threads.database.submit(lambda: consider(self._vault, offer)).result()

        return self._threads.jobs.submit(read)

    def install(self, prospect: Prospect, choice: Choice) -> Future[Outcome]:
        """Install what was looked at, as the user chose; fails with `TrustError`, and nothing is changed then."""
        return self._change(lambda: install(self._vault, choose(prospect.offer, choice)))

    def remove(self, pack_id: str) -> Future[None]:
        """Remove an installed pack; fails with `KnownError` when there is none."""
        return self._change(lambda: remove(self._vault, pack_id))

    def _change(self, change: Callable[[], T]) -> Future[T]:
        def show(outcome: T) -> Future[T]:
            self._library.read_again()
            return done(outcome)

        return then(self._threads.dispatcher, self._threads.database.submit(change), show)


def read_file(path: Path) -> bytes:
    """Return what is in an ordinary file of at most `MOST_ARCHIVE_BYTES`; raises `KnownError`."""
    try:
        if not path.is_file():
            raise _refusal("file.no_file", f"“{path.name}” is not a file.", "Add a .cdpack file.")
        with path.open("rb") as file:
            untrusted = file.read(MOST_ARCHIVE_BYTES + 1)
    except OSError as error:
        happened = f"“{path.name}” cannot be read: {(error.strerror or '').lower()}."
        raise _refusal("file.unreadable", happened, "Copy it elsewhere and try again.") from error
    if len(untrusted) > MOST_ARCHIVE_BYTES:
        happened = f"“{path.name}” is longer than 64 MiB, the most that a pack may have."
        raise _refusal("file.too_long", happened, "Ask its author for a smaller one.")
    return untrusted


def _refusal(code: str, happened: str, next_step: str) -> KnownError:
    return KnownError(code, happened, "Nothing was changed.", next_step)
