"""Bringing an older history to the form of `schema.sql`, after a copy of it was made.

`PRAGMA user_version` is the version of the schema. `MIGRATIONS[n]` brings version n + 1 to n + 2 and runs inside one
transaction with the others; each comes with a fixture of the old file, `tests/vault/old_versions/<version>/`.
"""

from collections.abc import Callable, Sequence
from importlib.resources import files

from sqlcipher3 import dbapi2

from closeddoor.domain.errors import BugError
from closeddoor.vault.errors import NewerVaultError

Migration = Callable[[dbapi2.Connection], None]


def _add_installed_packs(connection: dbapi2.Connection) -> None:
    """Packs other than the built-in ones, and whose their ids are."""
    connection.execute("""
        CREATE TABLE installed_packs (
            pack_id         TEXT PRIMARY KEY,
            title           TEXT NOT NULL,
            version         TEXT NOT NULL,
            revision        INTEGER NOT NULL,
            hash            TEXT NOT NULL REFERENCES packs (hash),
            public_key      BLOB CHECK (length(public_key) = 32),
            installed_at_ms INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID
    """)
    connection.execute("""
        CREATE TABLE pack_claims (
            pack_id    TEXT PRIMARY KEY,
            public_key BLOB CHECK (length(public_key) = 32),
            revision   INTEGER NOT NULL,
            hash       TEXT NOT NULL
        ) STRICT, WITHOUT ROWID
    """)


def _add_the_practice_room(connection: dbapi2.Connection) -> None:
    """Branches, folders and attachments of conversations; cards, notes for meetings, practice on own documents.

    A conversation of the old form is one branch: each message follows the one before it.
    """
    for statement in _PRACTICE_ROOM:
        connection.execute(statement)


_PRACTICE_ROOM = (
    "CREATE TABLE folders (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE) STRICT",
    "ALTER TABLE conversations ADD COLUMN folder_id INTEGER REFERENCES folders (id) ON DELETE SET NULL",
    "ALTER TABLE conversations ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1))",
    "ALTER TABLE conversations ADD COLUMN set_up_json TEXT NOT NULL DEFAULT '{}'",
    "ALTER TABLE conversations ADD COLUMN current_id INTEGER",
    "ALTER TABLE messages ADD COLUMN parent_id INTEGER REFERENCES messages (id) ON DELETE CASCADE",
    "ALTER TABLE messages ADD COLUMN prompt_tokens INTEGER",
    "ALTER TABLE messages ADD COLUMN reply_tokens INTEGER",
    "ALTER TABLE messages ADD COLUMN duration_ms INTEGER",
    "CREATE INDEX messages_by_parent ON messages (parent_id)",
    "DROP INDEX messages_by_conversation",
    """
    CREATE INDEX messages_by_conversation ON messages (conversation_id, id, role, state, created_at_ms, parent_id)
    """,
    "CREATE INDEX conversations_by_place ON conversations (pinned, updated_at_ms, id)",
    """
    UPDATE messages SET parent_id = (
        SELECT max(b.id) FROM messages AS b WHERE b.conversation_id = messages.conversation_id AND b.id < messages.id
    )
    """,
    """
    UPDATE conversations
    SET current_id = (SELECT max(m.id) FROM messages AS m WHERE m.conversation_id = conversations.id)
    """,
    """
    CREATE VIRTUAL TABLE title_search USING fts5 (
        title, content = 'conversations', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2"
    )
    """,
    "INSERT INTO title_search (title_search, rank) VALUES ('secure-delete', 1)",
    "INSERT INTO title_search (title_search) VALUES ('rebuild')",
    """
    CREATE TRIGGER conversations_added AFTER INSERT ON conversations BEGIN
        INSERT INTO title_search (rowid, title) VALUES (new.id, new.title);
    END
    """,
    """
    CREATE TRIGGER conversations_removed AFTER DELETE ON conversations BEGIN
        INSERT INTO title_search (title_search, rowid, title) VALUES ('delete', old.id, old.title);
    END
    """,
    """
    CREATE TRIGGER conversations_renamed AFTER UPDATE OF title ON conversations BEGIN
        INSERT INTO title_search (title_search, rowid, title) VALUES ('delete', old.id, old.title);
        INSERT INTO title_search (rowid, title) VALUES (new.id, new.title);
    END
    """,
    """
    CREATE TABLE attachments (
        id              INTEGER PRIMARY KEY AUTOINCREMENT,
        conversation_id INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
        name            TEXT NOT NULL,
        format          TEXT NOT NULL,
        size_bytes      INTEGER NOT NULL,
        text            TEXT NOT NULL,
        parts_json      TEXT NOT NULL,
        added_at_ms     INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX attachments_by_conversation ON attachments (conversation_id, id)",
    """
    CREATE TRIGGER attachments_added AFTER INSERT ON attachments BEGIN
        UPDATE vault_state SET entries = entries + 1;
    END
    """,
    """
    CREATE TABLE message_sources (
        message_id   INTEGER PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
        sources_json TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE INDEX attempts_in_brief ON attempts (
        id, pack_id, pack_hash, scenario_id, stage, position, started_at_ms, updated_at_ms, finished_at_ms,
        result_json IS NOT NULL
    )
    """,
    """
    CREATE TABLE cards (
        id            INTEGER PRIMARY KEY AUTOINCREMENT,
        attempt_id    INTEGER REFERENCES attempts (id) ON DELETE CASCADE,
        source        TEXT NOT NULL CHECK (source IN ('next_time', 'debrief', 'own')),
        cue           TEXT NOT NULL,
        question      TEXT NOT NULL,
        reason        TEXT NOT NULL,
        schedule_json TEXT NOT NULL,
        due_at_ms     INTEGER NOT NULL,
        created_at_ms INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX cards_by_due ON cards (due_at_ms)",
    "CREATE INDEX cards_by_attempt ON cards (attempt_id)",
    "CREATE TRIGGER cards_added AFTER INSERT ON cards BEGIN UPDATE vault_state SET entries = entries + 1; END",
    """
    CREATE TABLE meeting_notes (
        kind          TEXT PRIMARY KEY,
        text          TEXT NOT NULL,
        updated_at_ms INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE own_briefings (
        id            INTEGER PRIMARY KEY AUTOINCREMENT,
        title         TEXT NOT NULL,
        text          TEXT NOT NULL,
        work_json     TEXT NOT NULL,
        created_at_ms INTEGER NOT NULL,
        updated_at_ms INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TRIGGER own_briefings_added AFTER INSERT ON own_briefings BEGIN
        UPDATE vault_state SET entries = entries + 1;
    END
    """,
)

_WEEKLY_USE = (
    """
    CREATE TABLE pack_catalogue (
        hash        TEXT PRIMARY KEY,
        seal        BLOB NOT NULL,
        listed_json TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "ALTER TABLE cards ADD COLUMN own_id INTEGER REFERENCES own_briefings (id) ON DELETE CASCADE",
    "CREATE INDEX cards_by_own ON cards (own_id)",
    "ALTER TABLE meeting_notes RENAME TO notes_by_kind",
    """
    CREATE TABLE meeting_notes (
        kind          TEXT NOT NULL,
        begun_at_ms   INTEGER NOT NULL,
        name          TEXT NOT NULL,
        text          TEXT NOT NULL,
        updated_at_ms INTEGER NOT NULL,
        PRIMARY KEY (kind, begun_at_ms)
    ) STRICT, WITHOUT ROWID
    """,
    "INSERT INTO meeting_notes SELECT kind, updated_at_ms, '', text, updated_at_ms FROM notes_by_kind",
    "DROP TABLE notes_by_kind",
)


def _follow_weekly_use(connection: dbapi2.Connection) -> None:
    """What lists say of packs; cards of practice on an own document; notes for each meeting, not for each kind."""
    for statement in _WEEKLY_USE:
        connection.execute(statement)


def _keep_rubrics(connection: dbapi2.Connection) -> None:
    """What the record counts by; it fills as the record is looked at."""
    connection.execute("""
        CREATE TABLE record_rubrics (
            pack_hash   TEXT NOT NULL,
            scenario_id TEXT NOT NULL,
            written_by  TEXT NOT NULL,
            rubric_json TEXT NOT NULL,
            PRIMARY KEY (pack_hash, scenario_id)
        ) STRICT, WITHOUT ROWID
    """)


MIGRATIONS: tuple[Migration, ...] = (_add_installed_packs, _add_the_practice_room, _follow_weekly_use, _keep_rubrics)


def latest_version(migrations: Sequence[Migration]) -> int:
    return 1 + len(migrations)


def create_schema(connection: dbapi2.Connection) -> None:
    """Lay out a new database; `schema.sql` is always the latest version."""
    schema = (files("closeddoor.vault") / "schema.sql").read_text("utf-8")
    connection.executescript(f"BEGIN; {schema} PRAGMA user_version = {latest_version(MIGRATIONS)}; COMMIT;")


def pending(found_version: int, migrations: Sequence[Migration]) -> Sequence[Migration]:
    """Return the steps still to do, raising `NewerVaultError` for a version this application does not know."""
    if found_version > latest_version(migrations):
        raise NewerVaultError
    return migrations[found_version - 1 :]


def apply(connection: dbapi2.Connection, steps: Sequence[Migration], target_version: int) -> None:
    """Run inside a transaction of the caller's, in which foreign keys rest; raise `BugError` when one is broken."""
    for step in steps:
        step(connection)
    connection.execute(f"PRAGMA user_version = {target_version}")
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        raise BugError("a migration broke a reference")
