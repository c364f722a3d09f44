"""Deleting at once, with a way back as long as somebody holds what was deleted: in memory, never in the file."""

from dataclasses import dataclass, field

from sqlcipher3 import dbapi2

from closeddoor.domain.errors import KnownError
from closeddoor.vault.database import Database, Row

COLUMNS = {
    "conversations": "id, title, created_at_ms, updated_at_ms, folder_id, pinned, set_up_json, current_id",
    "messages": (
        "id, conversation_id, role, state, created_at_ms, text, parent_id, prompt_tokens, reply_tokens, duration_ms"
    ),
    "attachments": "id, conversation_id, name, format, size_bytes, text, parts_json, added_at_ms",
    "message_sources": "message_id, sources_json",
}
_OF_CONVERSATION = "message_id IN (SELECT id FROM messages WHERE conversation_id = ?)"
_BRANCH = """
    WITH RECURSIVE branch (id) AS (
        VALUES (?1) UNION SELECT m.id FROM messages AS m JOIN branch ON m.parent_id = branch.id
    )
"""


class GoneError(KnownError):
    """What should be brought back belonged to something that is gone too."""

    def __init__(self) -> None:
        super().__init__(
            "vault.gone",
            "This cannot be brought back: the conversation that it belonged to was deleted since.",
            "Everything else is as it was.",
        )


@dataclass(frozen=True)
class Removed:
    """Rows as they were, by table, and which message was shown last; its words show in no log."""

    conversation_id: int
    current_id: int | None
    rows: dict[str, list[Row]] = field(repr=False)


def take_out(database: Database, conversation_id: int) -> Removed:
    """Delete a conversation with all that belongs to it, and return its rows."""
    with database.write() as writing:
        rows = {
            "conversations": _read(writing, "conversations", "id = ?", conversation_id),
            "messages": _read(writing, "messages", "conversation_id = ?", conversation_id),
            "attachments": _read(writing, "attachments", "conversation_id = ?", conversation_id),
            "message_sources": _read(writing, "message_sources", _OF_CONVERSATION, conversation_id),
        }
        writing.execute("DELETE FROM conversations WHERE id = ?", (conversation_id,))
    current_id = rows["conversations"][0][-1] if rows["conversations"] else None
    return Removed(conversation_id, current_id, rows)


def take_out_branch(database: Database, message_id: int) -> Removed:
    """Delete a message and all that follows from it; where it was shown, the newest of what stays is."""
    with database.write() as writing:
        facts = writing.execute(
            "SELECT c.id, c.current_id FROM messages AS m JOIN conversations AS c ON c.id = m.conversation_id"
            " WHERE m.id = ?",
            (message_id,),
        ).fetchone()
        if facts is None:
            raise GoneError
        branch = f"{_BRANCH} SELECT {COLUMNS['messages']} FROM messages WHERE id IN branch ORDER BY id"  # noqa: S608 - names of ours
        sources = f"{_BRANCH} SELECT {COLUMNS['message_sources']} FROM message_sources WHERE message_id IN branch"  # noqa: S608 - names of ours
        rows = {
            "messages": writing.execute(branch, (message_id,)).fetchall(),
            "message_sources": writing.execute(sources, (message_id,)).fetchall(),
        }
        writing.execute("DELETE FROM messages WHERE id = ?", (message_id,))
        writing.execute(
            "UPDATE conversations SET current_id = (SELECT max(id) FROM messages WHERE conversation_id = ?1)"
            " WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM messages WHERE id = current_id)",
            facts[:1],
        )
    where, current_id = facts
    return Removed(where, current_id, rows)


def put_back(database: Database, removed: Removed) -> None:
    """Bring the rows back under their ids; a folder that is gone since is none, a reply being written was interrupted.

    Raises `GoneError` where what they belonged to is not there any more.
    """
    with database.write() as writing:
        if not _has_its_place(writing, removed):
            raise GoneError
        for table, rows in removed.rows.items():
            places = ", ".join("?" for _ in COLUMNS[table].split(", "))
            statement = f"INSERT INTO {table} ({COLUMNS[table]}) VALUES ({places})"  # noqa: S608 - names of ours
            writing.executemany(statement, [_mended(writing, table, row) for row in rows])
        writing.execute(
            "UPDATE conversations SET current_id = ? WHERE id = ?", (removed.current_id, removed.conversation_id)
        )


def _has_its_place(writing: dbapi2.Connection, removed: Removed) -> bool:
    """Return whether what a branch followed is there; a conversation followed nothing."""
    if "conversations" in removed.rows:
        return True
    parent_id = removed.rows["messages"][0][6]
    found = writing.execute("SELECT id FROM conversations WHERE id = ?", (removed.conversation_id,)).fetchone()
    return bool(found) and (
        parent_id is None or bool(writing.execute("SELECT id FROM messages WHERE id = ?", (parent_id,)).fetchone())
    )


def _read(writing: dbapi2.Connection, table: str, where: str, key: int) -> list[Row]:
    statement = f"SELECT {COLUMNS[table]} FROM {table} WHERE {where} ORDER BY 1"  # noqa: S608 - names of ours
    return list(writing.execute(statement, (key,)).fetchall())


def _mended(writing: dbapi2.Connection, table: str, row: Row) -> Row:
    if table == "messages":
        return (*row[:3], "interrupted" if row[3] == "writing" else row[3], *row[4:])
    if table == "conversations":
        found = writing.execute("SELECT id FROM folders WHERE id = ?", (row[4],)).fetchone()
        return (*row[:4], found[0] if found else None, *row[5:])
    return row
