"""The sandbox's conversations and the search over them."""

from collections.abc import Sequence
from typing import cast

from sqlcipher3 import dbapi2

from closeddoor.domain.errors import BugError
from closeddoor.domain.history import Conversation, Message, MessageRole, MessageState, SearchHit
from closeddoor.vault.database import Database, Row
from closeddoor.vault.errors import DamagedDatabaseError
from closeddoor.vault.repositories.clock import Clock
from closeddoor.vault.repositories.search_query import fts_query
from closeddoor.vault.repositories.stored_text import storable

_MATCH_START, _MATCH_END = "\x02", "\x03"
_SNIPPET_WORDS = 16

_LIST = """
    SELECT c.id, c.title, c.created_at_ms, c.updated_at_ms,
           (SELECT count(*) FROM messages AS m WHERE m.conversation_id = c.id)
    FROM conversations AS c ORDER BY c.updated_at_ms DESC, c.id DESC
"""
_MESSAGES = """
    SELECT id, conversation_id, role, text, state, created_at_ms FROM messages WHERE conversation_id = ? ORDER BY id
"""
_MESSAGE_FACTS = """
    SELECT id, conversation_id, role, '', state, created_at_ms FROM messages INDEXED BY messages_by_conversation
    WHERE conversation_id = ? ORDER BY id
"""
_SEARCH = """
    SELECT c.id, c.title, m.id, snippet(message_search, 0, ?, ?, '…', ?)
    FROM message_search JOIN messages AS m ON m.id = message_search.rowid
    JOIN conversations AS c ON c.id = m.conversation_id
    WHERE message_search MATCH ? ORDER BY message_search.rowid DESC LIMIT ?
"""


class ConversationRepository:
    """Conversations and their messages, oldest message first, latest conversation first."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def create(self, title: str) -> int:
        now_ms = self._clock()
        with self._database.write() as writing:
            cursor = writing.execute(
                "INSERT INTO conversations (title, created_at_ms, updated_at_ms) VALUES (?, ?, ?)",
                (storable(title), now_ms, now_ms),
            )
            return cast("int", cursor.lastrowid)

    def list(self) -> tuple[Conversation, ...]:
        return tuple(Conversation(*row) for row in self._database.read(_LIST))

    def rename(self, conversation_id: int, title: str) -> None:
        with self._database.write() as writing:
            writing.execute("UPDATE conversations SET title = ? WHERE id = ?", (storable(title), conversation_id))

    def delete(self, conversation_id: int) -> None:
        """Delete it with its messages and their words in the search index; the freed pages are overwritten."""
        with self._database.write() as writing:
            writing.execute("DELETE FROM conversations WHERE id = ?", (conversation_id,))

    def add_message(self, conversation_id: int, role: MessageRole, text: str, state: MessageState = "complete") -> int:
        with self._database.write() as writing:
            cursor = writing.execute(
                "INSERT INTO messages (conversation_id, role, text, state, created_at_ms) VALUES (?, ?, ?, ?, ?)",
                (conversation_id, role, storable(text), state, self._clock()),
            )
            self._touch(writing, conversation_id)
            return cast("int", cursor.lastrowid)

    def update_message(self, message_id: int, text: str, state: MessageState, instead_of: Sequence[int] = ()) -> None:
        """Replace text and state: while a reply streams, at its end, and when the user edits a turn.

        The messages `instead_of` which this one stands are deleted in the same transaction.
        """
        with self._database.write() as writing:
            writing.executemany("DELETE FROM messages WHERE id = ?", [(replaced,) for replaced in instead_of])
            changed = writing.execute(
                "UPDATE messages SET text = ?, state = ? WHERE id = ? RETURNING conversation_id",
                (storable(text), state, message_id),
            ).fetchone()
            if changed is None:
                raise BugError("no such message")
            self._touch(writing, changed[0])

    def delete_message(self, message_id: int) -> None:
        with self._database.write() as writing:
            writing.execute("DELETE FROM messages WHERE id = ?", (message_id,))

    def delete_messages_from(self, message_id: int) -> None:
        """Delete a message and what came after it in its conversation: before it is asked or answered anew."""
        with self._database.write() as writing:
            writing.execute(
                "DELETE FROM messages WHERE id >= ?1"
                " AND conversation_id = (SELECT conversation_id FROM messages WHERE id = ?1)",
                (message_id,),
            )

    def messages(self, conversation_id: int) -> tuple[Message, ...]:
        """Return all messages; where a page of the file is damaged, those on it are marked, not the whole refused."""
        try:
            return tuple(Message(*row) for row in self._database.read(_MESSAGES, (conversation_id,)))
        except DamagedDatabaseError:
            facts = self._database.read(_MESSAGE_FACTS, (conversation_id,))
            return tuple(self._read_alone(row) for row in facts)

    def _read_alone(self, facts: Row) -> Message:
        identity, conversation_id, role, _, state, created_at_ms = facts
        try:
            ((text,),) = self._database.read("SELECT text FROM messages WHERE id = ?", (identity,))
        except DamagedDatabaseError:
            return Message(identity, conversation_id, role, "", state, created_at_ms, readable=False)
        return Message(identity, conversation_id, role, text, state, created_at_ms)

    def search(self, query: str, limit: int = 50) -> tuple[SearchHit, ...]:
        """Return the latest messages that contain all words typed, accents and case folded, the last word a prefix."""
        expression = fts_query(query)
        if not expression:
            return ()
        rows = self._database.read(_SEARCH, (_MATCH_START, _MATCH_END, _SNIPPET_WORDS, expression, limit))
        return tuple(_hit(row) for row in rows)

    def mark_interrupted(self) -> int:
        """Turn what a crash left `writing` into `interrupted`; return how many there were. Called at open."""
        if not self._database.read("SELECT 1 FROM messages WHERE state = 'writing' LIMIT 1"):
            return 0
        with self._database.write() as writing:
            return int(writing.execute("UPDATE messages SET state = 'interrupted' WHERE state = 'writing'").rowcount)

    def _touch(self, writing: dbapi2.Connection, conversation_id: int) -> None:
        writing.execute("UPDATE conversations SET updated_at_ms = ? WHERE id = ?", (self._clock(), conversation_id))


def _hit(row: Row) -> SearchHit:
    conversation_id, title, message_id, snippet = row
    before, _, rest = snippet.partition(_MATCH_START)
    match, _, after = rest.partition(_MATCH_END)
    plain_after = after.replace(_MATCH_START, "").replace(_MATCH_END, "")
    return SearchHit(conversation_id, title, message_id, before, match, plain_after)
