"""An open vault: the history behind its repositories, and the keys that open it."""

from collections.abc import Sequence
from pathlib import Path

from closeddoor.vault.database import Database
from closeddoor.vault.folder_lock import FolderLock
from closeddoor.vault.history_file import remove_migration_copies
from closeddoor.vault.repositories.attempts import AttemptRepository
from closeddoor.vault.repositories.clock import Clock, now_ms
from closeddoor.vault.repositories.conversations import ConversationRepository
from closeddoor.vault.repositories.packs import PackRepository
from closeddoor.vault.repositories.settings import SettingRepository
from closeddoor.vault.vault_keys import VaultKeys


class Vault:
    """An open history. `keys` is None, and nothing touches the disk, for one in memory.

    `notices` are sentences to show once: what was repaired, or what is not as it should be although it opened.
    """

    def __init__(self, database: Database, clock: Clock = now_ms, notices: Sequence[str] = ()) -> None:
        self.conversations = ConversationRepository(database, clock)
        self.attempts = AttemptRepository(database, clock)
        self.packs = PackRepository(database)
        self.settings = SettingRepository(database)
        self.notices = tuple(notices)
        self.keys: VaultKeys | None = None
        self._database = database
        self._folder: Path | None = None
        self._lock: FolderLock | None = None

    @classmethod
    def in_memory(cls, clock: Clock = now_ms) -> "Vault":
        """Return an empty history that ends with `close`: for the first briefing and off-the-record sessions."""
        return cls(Database.in_memory(), clock)

    def belongs_to(self, folder: Path, lock: FolderLock, keys: VaultKeys) -> None:
        """Tie it to its folder, once, after opening."""
        self._folder, self._lock, self.keys = folder, lock, keys

    def check_integrity(self) -> tuple[str, ...]:
        """Check the whole file (2 s per 100,000 messages) and return what is wrong: nothing, if all is well.

        Once all is well, copies made before a migration are no longer needed and go.
        """
        problems = self._database.check_integrity()
        if not problems and self._folder:
            remove_migration_copies(self._folder)
        return problems

    def close(self) -> None:
        """Close the history and let others in; safe to call twice."""
        self._database.close()
        if self._lock:
            self._lock.release()
