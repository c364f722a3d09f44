"""An open vault: the history behind its repositories, and the keys that open it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from closeddoor.domain.errors import BugError
from closeddoor.vault.database import Database
from closeddoor.vault.folder_lock import FolderLock
from closeddoor.vault.head import DatabaseState
from closeddoor.vault.history_file import OpenedHistory, migration_copies, remove_migration_copies
from closeddoor.vault.integrity import CHECKED_KEY, IntegrityCheck
from closeddoor.vault.page_check import PageCheck
from closeddoor.vault.repositories.attachments import AttachmentRepository
from closeddoor.vault.repositories.attempts import AttemptRepository
from closeddoor.vault.repositories.cards import CardRepository
from closeddoor.vault.repositories.clock import Clock, now_ms
from closeddoor.vault.repositories.contents import ContentsRepository
from closeddoor.vault.repositories.conversations import ConversationRepository
from closeddoor.vault.repositories.folders import FolderRepository
from closeddoor.vault.repositories.installed_packs import InstalledPackRepository
from closeddoor.vault.repositories.meeting_notes import MeetingNoteRepository
from closeddoor.vault.repositories.own_briefings import OwnBriefingRepository
from closeddoor.vault.repositories.pack_catalogue import PackCatalogueRepository
from closeddoor.vault.repositories.packs import PackRepository
from closeddoor.vault.repositories.record import RecordRepository
from closeddoor.vault.repositories.rubrics import RubricRepository
from closeddoor.vault.repositories.settings import SettingRepository
from closeddoor.vault.repositories.standings import StandingRepository
from closeddoor.vault.storage_faults import named_faults
from closeddoor.vault.vault_keys import VaultKeys


class Vault:
    """An open history. `keys` is None, and nothing touches the disk, for one in memory.

    `notices` are sentences to show once: what was repaired, or what is not as it should be although it opened.
    """

    def __init__(self, database: Database, clock: Clock = now_ms, notices: Sequence[str] = ()) -> None:
        self.conversations = ConversationRepository(database, clock)
        self.folders = FolderRepository(database)
        self.attachments = AttachmentRepository(database, clock)
        self.attempts = AttemptRepository(database, clock)
        self.cards = CardRepository(database, clock)
        self.packs = PackRepository(database)
        self.pack_catalogue = PackCatalogueRepository(database)
        self.installed = InstalledPackRepository(database, clock)
        self.record = RecordRepository(database)
        self.rubrics = RubricRepository(database)
        self.contents = ContentsRepository(database)
        self.settings = SettingRepository(database)
        self.meeting_notes = MeetingNoteRepository(database, clock)
        self.own_briefings = OwnBriefingRepository(database, clock)
        self.standings = StandingRepository(database)
        self.notices = tuple(notices)
        self.keys: VaultKeys | None = None
        self._database = database
        self._folder: Path | None = None
        self._lock: FolderLock | None = None
        self._pages: Callable[[], PageCheck] | None = None
        self._check: IntegrityCheck | None = None

    @classmethod
    def in_memory(cls, clock: Clock = now_ms, after_id: int = 0, notices: Sequence[str] = ()) -> "Vault":
        """Return an empty history that ends with `close`: for the first briefing and off-the-record sessions.

        The ids of its conversations, messages and attachments begin after `after_id`.
        """
        database = Database.in_memory()
        if after_id:
            with database.write() as writing:
                tables = ("conversations", "messages", "attachments")
                writing.executemany(
                    "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", [(table, after_id) for table in tables]
                )
        return cls(database, clock, notices)

    @property
    def is_kept(self) -> bool:
        """Whether it is on the disk."""
        return self.keys is not None

    def holds_something(self) -> bool:
        """Whether there is anything that its user would miss: more than settings and a briefing looked into."""
        return self._database.holds_something()

    def copy_into(self, database: Database) -> None:
        """Put everything into a new database, in one transaction."""
        self._database.copy_into(database)

    def go_on_with(self, database: Database) -> None:
        """Go on with a database that everything was copied into; whoever holds this vault or a repository follows."""
        self._database.take_over(database)
        self._check = None

    def let_go(self) -> None:
        """Close the database and leave its file as it is, until `go_on_in`: something else takes the file's place."""
        self._database.abandon()

    def go_on_in(self, history: OpenedHistory) -> None:
        """Go on with the file that is in its place now."""
        self.go_on_with(history.database)
        self._pages = history.pages

    def settle_head(self, keys_generation: int) -> None:
        """Write that the keys are of another generation now."""
        self._database.settle_head(keys_generation)

    def belongs_to(self, folder: Path, lock: FolderLock, keys: VaultKeys, pages: Callable[[], PageCheck]) -> None:
        """Tie it to its folder, once, after opening."""
        self._folder, self._lock, self.keys, self._pages = folder, lock, keys, pages

    def state(self) -> DatabaseState:
        """Return how many commits and entries there were, and how long the file is."""
        with named_faults():
            return self._database.state()

    def new_page_check(self) -> PageCheck:
        """Return a check of all pages that has not begun."""
        if self._pages is None:
            raise BugError("a history in memory has no pages")
        return self._pages()

    @property
    def has_migration_copies(self) -> bool:
        """Whether a copy made before a migration is still there: it goes with the next check that finds all well."""
        return self._folder is not None and bool(migration_copies(self._folder))

    def ask_for_check(self) -> None:
        """Remember, over a restart too, that the whole file is to be checked before a day has passed."""
        self.settings.set(CHECKED_KEY, 0)

    def check_integrity(self) -> tuple[str, ...]:
        """Check the whole file (2 to 5 s per 100,000 messages); return what is wrong: nothing, if all is well."""
        return self.go_on_checking(lambda: False) or ()

    def go_on_checking(self, is_wanted: Callable[[], bool]) -> tuple[str, ...] | None:
        """Check the whole file as `check_integrity`, but return None as soon as somebody else waits: go on later.

        Once all is well, copies made before a migration are no longer needed and go.
        """
        check = self._check or IntegrityCheck(self._database, self._pages() if self._pages else None)
        self._check = None if (is_done := check.advance(is_wanted)) else check
        if is_done and not check.problems and self._folder:
            remove_migration_copies(self._folder)
        return check.problems if is_done else None

    def close(self) -> None:
        """Close the history and let others in; safe to call twice.

        Where another folder has taken the place of this one, its head is left as it is.
        """
        if self._lock is None or self._lock.is_in_place():
            self._database.close()
        else:
            self._database.abandon()
        if self._lock:
            self._lock.release()
