"""What the user wrote before a meeting: one text for each kind of meeting."""

from closeddoor.vault.database import Database
from closeddoor.vault.repositories.clock import Clock
from closeddoor.vault.repositories.stored_text import storable

_SAVE = """
    INSERT INTO meeting_notes (kind, text, updated_at_ms) VALUES (?, ?, ?)
    ON CONFLICT (kind) DO UPDATE SET text = excluded.text, updated_at_ms = excluded.updated_at_ms
"""


class MeetingNoteRepository:
    """Every method is on the disk when it returns."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def get(self, kind: str) -> str:
        """Return the notes for one kind of meeting, empty where there are none."""
        rows = self._database.read("SELECT text FROM meeting_notes WHERE kind = ?", (kind,))
        return str(rows[0][0]) if rows else ""

    def save(self, kind: str, text: str) -> None:
        """Keep the notes in place of those before; empty ones are deleted, and what they held is overwritten."""
        with self._database.write() as writing:
            if text:
                writing.execute(_SAVE, (kind, storable(text), self._clock()))
            else:
                writing.execute("DELETE FROM meeting_notes WHERE kind = ?", (kind,))
