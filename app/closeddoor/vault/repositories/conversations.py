"""The sandbox's conversations: each a tree of turns, of which one branch is shown."""

from typing import cast

from sqlcipher3 import dbapi2

from closeddoor.domain.errors import BugError
from closeddoor.domain.history import (
    Conversation,
    Message,
    MessageRole,
    MessageState,
    ReplyFigures,
    SearchHit,
    SearchScope,
)
from closeddoor.vault.database import Database, Row
from closeddoor.vault.errors import DamagedDatabaseError
from closeddoor.vault.repositories.clock import Clock
from closeddoor.vault.repositories.conversation_search import EVERYWHERE, search
from closeddoor.vault.repositories.removal import Removed, put_back, take_out, take_out_branch
from closeddoor.vault.repositories.stored_text import storable

ALL = -1
"""SQLite's word for a limit that is none."""

_CONVERSATION = """
    SELECT c.id, c.title, c.created_at_ms, c.updated_at_ms,
           (SELECT count(*) FROM messages AS m WHERE m.conversation_id = c.id),
           c.folder_id, c.pinned, c.set_up_json, c.current_id
    FROM conversations AS c
"""
_LATEST = f"{_CONVERSATION} ORDER BY c.updated_at_ms DESC, c.id DESC LIMIT ?"
_PAGE = f"""
    {_CONVERSATION} WHERE ?1 IS NULL OR c.folder_id = ?1
    ORDER BY c.pinned DESC, c.updated_at_ms DESC, c.id DESC LIMIT ?2
"""
_MESSAGES = """
    SELECT id, conversation_id, role, text, state, created_at_ms, parent_id, prompt_tokens, reply_tokens, duration_ms
    FROM messages WHERE conversation_id = ? ORDER BY id
"""
_MESSAGE_FACTS = """
    SELECT id, conversation_id, role, '', state, created_at_ms, parent_id, NULL, NULL, NULL
    FROM messages INDEXED BY messages_by_conversation WHERE conversation_id = ? ORDER BY id
"""
_SHOWN_END = """
    SELECT coalesce(
        (SELECT m.id FROM messages AS m WHERE m.id = c.current_id),
        (SELECT max(m.id) FROM messages AS m WHERE m.conversation_id = c.id)
    ) FROM conversations AS c WHERE c.id = ?
"""


class ConversationRepository:
    """Conversations and their messages, oldest message first, latest conversation first."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def create(self, title: str, set_up_json: str = "{}", folder_id: int | None = None) -> int:
        now_ms = self._clock()
        with self._database.write() as writing:
            cursor = writing.execute(
                "INSERT INTO conversations (title, created_at_ms, updated_at_ms, set_up_json, folder_id)"
                " VALUES (?, ?, ?, ?, ?)",
                (storable(title), now_ms, now_ms, storable(set_up_json), folder_id),
            )
            return cast("int", cursor.lastrowid)

    def list(self, limit: int = ALL) -> tuple[Conversation, ...]:
        """Return the conversations that changed last."""
        return tuple(_conversation(row) for row in self._database.read(_LATEST, (limit,)))

    def page(self, limit: int = ALL, folder_id: int | None = None) -> tuple[Conversation, ...]:
        """Return those of one folder, or all: the pinned ones first, then those that changed last."""
        return tuple(_conversation(row) for row in self._database.read(_PAGE, (folder_id, limit)))

    def get(self, conversation_id: int) -> Conversation | None:
        rows = self._database.read(f"{_CONVERSATION} WHERE c.id = ?", (conversation_id,))
        return _conversation(rows[0]) if rows else None

    def rename(self, conversation_id: int, title: str) -> None:
        self._set(conversation_id, "title", storable(title))

    def pin(self, conversation_id: int, *, is_pinned: bool) -> None:
        self._set(conversation_id, "pinned", int(is_pinned))

    def move(self, conversation_id: int, folder_id: int | None) -> None:
        """Put it into a folder, or into none."""
        self._set(conversation_id, "folder_id", folder_id)

    def set_up(self, conversation_id: int, set_up_json: str) -> None:
        self._set(conversation_id, "set_up_json", storable(set_up_json))

    def show_branch(self, conversation_id: int, message_id: int) -> None:
        """Let the shown branch end with `message_id`."""
        self._set(conversation_id, "current_id", message_id)

    def delete(self, conversation_id: int) -> None:
        """Delete it with its messages and their words in the search index; the freed pages are overwritten."""
        with self._database.write() as writing:
            writing.execute("DELETE FROM conversations WHERE id = ?", (conversation_id,))

    def take_out(self, conversation_id: int) -> Removed:
        """Delete it as `delete` does, and return what was deleted, for `put_back`."""
        return take_out(self._database, conversation_id)

    def take_out_branch(self, message_id: int) -> Removed:
        """Delete a message and all that follows from it; what is shown ends with the newest of the others."""
        return take_out_branch(self._database, message_id)

    def put_back(self, removed: Removed) -> None:
        """Bring back what was taken out, under the same ids."""
        put_back(self._database, removed)

    def add_message(self, conversation_id: int, role: MessageRole, text: str, state: MessageState = "complete") -> int:
        """Add a message at the end of the branch that is shown; return its id."""
        with self._database.write() as writing:
            end = writing.execute(_SHOWN_END, (conversation_id,)).fetchone()
            return self._add(writing, conversation_id, end[0] if end else None, (role, text, state))

    def add_after(
        self, conversation_id: int, parent_id: int | None, role: MessageRole, text: str, state: MessageState
    ) -> int:
        """Add a message that follows `parent_id` (None: a first one) and is shown; what else follows it stays."""
        with self._database.write() as writing:
            return self._add(writing, conversation_id, parent_id, (role, text, state))

    def update_message(
        self, message_id: int, text: str, state: MessageState, figures: ReplyFigures | None = None
    ) -> None:
        """Replace text and state: while a reply streams, and at its end."""
        numbers = (figures.prompt_tokens, figures.reply_tokens, figures.duration_ms) if figures else (None, None, None)
        with self._database.write() as writing:
            changed = writing.execute(
                "UPDATE messages SET text = ?, state = ?, prompt_tokens = ?, reply_tokens = ?, duration_ms = ?"
                " WHERE id = ? RETURNING conversation_id",
                (storable(text), state, *numbers, message_id),
            ).fetchone()
            if changed is None:
                raise BugError("no such message")
            self._touch(writing, changed[0])

    def delete_message(self, message_id: int, show_instead: int | None = None) -> None:
        """Delete a message; where the shown branch ended with it, it ends with `show_instead` or the one before."""
        with self._database.write() as writing:
            writing.execute(
                "UPDATE conversations SET current_id = coalesce(?2, (SELECT parent_id FROM messages WHERE id = ?1))"
                " WHERE current_id = ?1",
                (message_id, show_instead),
            )
            writing.execute("DELETE FROM messages WHERE id = ?", (message_id,))

    def messages(self, conversation_id: int) -> tuple[Message, ...]:
        """Return all messages, of all branches; where a page of the file is damaged, those on it are marked."""
        try:
            return tuple(_message(row) for row in self._database.read(_MESSAGES, (conversation_id,)))
        except DamagedDatabaseError:
            facts = self._database.read(_MESSAGE_FACTS, (conversation_id,))
            return tuple(self._read_alone(row) for row in facts)

    def _read_alone(self, facts: Row) -> Message:
        try:
            ((text,),) = self._database.read("SELECT text FROM messages WHERE id = ?", (facts[0],))
        except DamagedDatabaseError:
            return _message(facts, readable=False)
        return _message((*facts[:3], text, *facts[4:]))

    def search(self, query: str, limit: int = 50, scope: SearchScope = EVERYWHERE) -> tuple[SearchHit, ...]:
        """Return titles, then the latest messages, that contain all words typed (see `conversation_search`)."""
        return search(self._database, query, limit, scope)

    def mark_interrupted(self) -> int:
        """Turn what a crash left `writing` into `interrupted`; return how many there were. Called at open."""
        if not self._database.read("SELECT 1 FROM messages WHERE state = 'writing' LIMIT 1"):
            return 0
        with self._database.write() as writing:
            return int(writing.execute("UPDATE messages SET state = 'interrupted' WHERE state = 'writing'").rowcount)

    def _add(
        self,
        writing: dbapi2.Connection,
        conversation_id: int,
        parent_id: int | None,
        said: tuple[MessageRole, str, MessageState],
    ) -> int:
        role, text, state = said
        cursor = writing.execute(
            "INSERT INTO messages (conversation_id, parent_id, role, text, state, created_at_ms)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (conversation_id, parent_id, role, storable(text), state, self._clock()),
        )
        message_id = cast("int", cursor.lastrowid)
        writing.execute("UPDATE conversations SET current_id = ? WHERE id = ?", (message_id, conversation_id))
        self._touch(writing, conversation_id)
        return message_id

    def _set(self, conversation_id: int, column: str, value: object) -> None:
        with self._database.write() as writing:
            writing.execute(f"UPDATE conversations SET {column} = ? WHERE id = ?", (value, conversation_id))  # noqa: S608 - a name of ours

    def _touch(self, writing: dbapi2.Connection, conversation_id: int) -> None:
        writing.execute("UPDATE conversations SET updated_at_ms = ? WHERE id = ?", (self._clock(), conversation_id))


def _conversation(row: Row) -> Conversation:
    return Conversation(*(*row[:6], bool(row[6]), *row[7:]))


def _message(row: Row, *, readable: bool = True) -> Message:
    numbers = row[7:]
    figures = None if None in numbers else ReplyFigures(*numbers)
    return Message(*(*row[:6], readable, row[6], figures))
