"""Documents that belong to a conversation, and which passages of them the model was given."""

import json
from dataclasses import dataclass, field
from typing import cast

from closeddoor.domain.attachment import Attachment, DocumentFormat, Part, PartKind, ReadDocument, Source
from closeddoor.vault.database import Database, Row
from closeddoor.vault.repositories.clock import Clock
from closeddoor.vault.repositories.stored_text import storable

_LIST = """
    SELECT id, conversation_id, name, format, size_bytes, length(text), parts_json, added_at_ms
    FROM attachments WHERE conversation_id = ? ORDER BY id
"""
_COLUMNS = "id, conversation_id, name, format, size_bytes, text, parts_json, added_at_ms"
_PUT_BACK = f"INSERT INTO attachments ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - names of ours
_ADD = """
    INSERT INTO attachments (conversation_id, name, format, size_bytes, text, parts_json, added_at_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_KEEP_SOURCES = """
    INSERT INTO message_sources (message_id, sources_json)
    SELECT ?1, ?2 WHERE EXISTS (SELECT 1 FROM messages WHERE id = ?1)
    ON CONFLICT (message_id) DO UPDATE SET sources_json = excluded.sources_json
"""
_ALL_SOURCES = """
    SELECT s.message_id, s.sources_json FROM messages AS m INDEXED BY messages_by_conversation
    CROSS JOIN message_sources AS s ON s.message_id = m.id WHERE m.conversation_id = ?
"""


@dataclass(frozen=True)
class RemovedAttachment:
    """An attachment's row as it was, for bringing it back; its text shows in no log."""

    row: Row = field(repr=False)

    @property
    def id(self) -> int:
        return int(self.row[0])


class AttachmentRepository:
    """Every method is on the disk when it returns."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def add(self, conversation_id: int, document: ReadDocument) -> int:
        facts = (document.name, document.format, document.size_bytes, document.text, _parts_json(document.parts))
        name, format_name, size_bytes, text, parts = facts
        values = (conversation_id, storable(name), format_name, size_bytes, storable(text), parts, self._clock())
        with self._database.write() as writing:
            return cast("int", writing.execute(_ADD, values).lastrowid)

    def list(self, conversation_id: int) -> tuple[Attachment, ...]:
        """Return the attachments of a conversation, the first one first."""
        return tuple(_attachment(row) for row in self._database.read(_LIST, (conversation_id,)))

    def document(self, attachment_id: int) -> ReadDocument | None:
        """Return an attachment with its text; None when it is gone."""
        rows = self._database.read(f"SELECT {_COLUMNS} FROM attachments WHERE id = ?", (attachment_id,))  # noqa: S608 - names of ours
        if not rows:
            return None
        _, _, name, format_name, size_bytes, text, parts, _ = rows[0]
        return ReadDocument(name, cast("DocumentFormat", format_name), size_bytes, text, _parts(parts))

    def take_out(self, attachment_id: int) -> RemovedAttachment | None:
        """Delete an attachment and return what it was; None when it is gone already."""
        with self._database.write() as writing:
            row = writing.execute(
                f"SELECT {_COLUMNS} FROM attachments WHERE id = ?",  # noqa: S608 - names of ours
                (attachment_id,),
            ).fetchone()
            writing.execute("DELETE FROM attachments WHERE id = ?", (attachment_id,))
        return RemovedAttachment(row) if row else None

    def put_back(self, removed: RemovedAttachment) -> bool:
        """Bring an attachment back under its id; return False when its conversation is gone."""
        with self._database.write() as writing:
            is_there = writing.execute("SELECT 1 FROM conversations WHERE id = ?", (removed.row[1],)).fetchone()
            if is_there:
                writing.execute(_PUT_BACK, removed.row)
        return bool(is_there)

    def keep_sources(self, message_id: int, sources: tuple[Source, ...]) -> None:
        """Remember what the model was given with a question, in place of before; a question that is gone has none."""
        kept = json.dumps([[each.number, each.attachment_id, each.start, each.end, each.words] for each in sources])
        with self._database.write() as writing:
            writing.execute(_KEEP_SOURCES, (message_id, storable(kept)))

    def sources(self, message_id: int) -> tuple[Source, ...]:
        """Return what the model was given with a question."""
        rows = self._database.read("SELECT sources_json FROM message_sources WHERE message_id = ?", (message_id,))
        return _sources(rows[0][0]) if rows else ()

    def all_sources(self, conversation_id: int) -> dict[int, tuple[Source, ...]]:
        """Return what the model was given with the questions of a conversation, by question; most have nothing."""
        return {
            message_id: _sources(kept) for message_id, kept in self._database.read(_ALL_SOURCES, (conversation_id,))
        }


def _attachment(row: Row) -> Attachment:
    identity, conversation_id, name, format_name, size_bytes, characters, parts, added_at_ms = row
    kind = cast("DocumentFormat", format_name)
    return Attachment(identity, conversation_id, name, kind, size_bytes, characters, _parts(parts), added_at_ms)


def _sources(kept: str) -> tuple[Source, ...]:
    return tuple(Source(*each) for each in json.loads(kept))


def _parts_json(parts: tuple[Part, ...]) -> str:
    return storable(json.dumps([[part.kind, part.label, part.start] for part in parts]))


def _parts(kept: str) -> tuple[Part, ...]:
    return tuple(Part(cast("PartKind", kind), label, start) for kind, label, start in json.loads(kept))
