"""When the last backup was saved, and what was added since: kept in the vault itself.

Not where: a path leads whoever reads over a shoulder to the file, and is wrong as soon as the file is moved.
"""

from concurrent.futures import Future
from dataclasses import dataclass

from closeddoor.domain.ports import Executor
from closeddoor.vault.vault import Vault

KEY = "backup.last"


@dataclass(frozen=True)
class LastBackup:
    """`added` entries came into the history since it was begun."""

    made_at_ms: int
    added: int


class LastBackupService:
    """Reads and writes on the database thread."""

    def __init__(self, vault: Vault, database: Executor) -> None:
        self._vault = vault
        self._database = database

    def read(self) -> Future[LastBackup | None]:
        """Return what is known of the last one; None where none was saved from this history."""
        return self._database.submit(self._read)

    def entries(self) -> Future[int]:
        """Return how many entries were ever made: to be asked before a backup is begun."""
        return self._database.submit(lambda: self._vault.state().entries)

    def note(self, made_at_ms: int, entries: int) -> Future[None]:
        """Remember a backup that was read back and is in its place."""
        noted = {"at_ms": made_at_ms, "entries": entries}
        return self._database.submit(lambda: self._vault.settings.set(KEY, noted))

    def _read(self) -> LastBackup | None:
        stored = self._vault.settings.get(KEY)
        if not isinstance(stored, dict):
            return None
        at_ms, entries = stored.get("at_ms"), stored.get("entries")
        if not (isinstance(at_ms, int) and isinstance(entries, int)):
            return None
        return LastBackup(at_ms, max(self._vault.state().entries - entries, 0))
