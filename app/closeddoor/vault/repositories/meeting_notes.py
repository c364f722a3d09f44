"""What the user wrote before a meeting: one text for each, under its kind."""

from dataclasses import replace
from typing import cast

from closeddoor.domain.meeting import MeetingKind, MeetingNote, NoteKey
from closeddoor.vault.database import Database
from closeddoor.vault.repositories.clock import Clock
from closeddoor.vault.repositories.stored_text import storable

_LIST = """
    SELECT kind, begun_at_ms, name, text, updated_at_ms FROM meeting_notes
    WHERE kind = ? ORDER BY updated_at_ms DESC, begun_at_ms DESC
"""
_SAVE = """
    INSERT INTO meeting_notes (kind, begun_at_ms, name, text, updated_at_ms) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (kind, begun_at_ms)
    DO UPDATE SET name = excluded.name, text = excluded.text, updated_at_ms = excluded.updated_at_ms
"""
_DELETE = "DELETE FROM meeting_notes WHERE kind = ? AND begun_at_ms = ?"


class MeetingNoteRepository:
    """Every method is on the disk when it returns."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def list(self, kind: MeetingKind) -> tuple[MeetingNote, ...]:
        """Return the notes for one kind of meeting, those written last first."""
        rows = self._database.read(_LIST, (kind,))
        return tuple(MeetingNote(cast("MeetingKind", each), *rest) for each, *rest in rows)

    def save(self, note: MeetingNote) -> None:
        """Keep notes in place of those before; blank ones are deleted, and what they held is overwritten."""
        if note.is_blank:
            self.delete(note.key)
        else:
            self.put_back(replace(note, updated_at_ms=self._clock()))

    def delete(self, key: NoteKey) -> None:
        """Delete notes; of those that are gone already, nothing."""
        with self._database.write() as writing:
            writing.execute(_DELETE, key)

    def put_back(self, note: MeetingNote) -> None:
        """Keep notes as they are, also when they were written."""
        values = (note.kind, note.begun_at_ms, storable(note.name), storable(note.text), note.updated_at_ms)
        with self._database.write() as writing:
            writing.execute(_SAVE, values)
