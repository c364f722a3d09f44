"""Cards with what their scheduler remembers; a card goes with the attempt or the own document it came from."""

from typing import cast

from sqlcipher3 import dbapi2

from closeddoor.domain.cards import Card, CardSource, NewCard
from closeddoor.vault.database import Database
from closeddoor.vault.repositories.clock import Clock
from closeddoor.vault.repositories.stored_text import storable

_COLUMNS = """
    SELECT id, attempt_id, source, cue, question, reason, schedule_json, due_at_ms, created_at_ms, own_id FROM cards
"""
_INSERT = """
    INSERT INTO cards (id, attempt_id, source, cue, question, reason, schedule_json, due_at_ms, created_at_ms, own_id)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


class CardRepository:
    """Every method is on the disk when it returns. Times are milliseconds since 1970, UTC."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def add(self, card: NewCard, schedule_json: str, due_at_ms: int) -> int:
        """Keep a new card; return its id."""
        texts = (storable(card.cue), storable(card.question), storable(card.reason))
        row = (None, card.attempt_id, card.source, *texts, schedule_json, due_at_ms, self._clock(), card.own_id)
        with self._database.write() as writing:
            return cast("int", writing.execute(_INSERT, row).lastrowid)

    def get(self, card_id: int) -> Card | None:
        rows = self._database.read(f"{_COLUMNS} WHERE id = ?", (card_id,))
        return Card(*rows[0]) if rows else None

    def list(self) -> tuple[Card, ...]:
        """Return all cards, the one due first first."""
        return tuple(Card(*row) for row in self._database.read(f"{_COLUMNS} ORDER BY due_at_ms, id"))

    def due(self, now_ms: int) -> tuple[Card, ...]:
        """Return the cards that are due, the one that waits longest first."""
        rows = self._database.read(f"{_COLUMNS} WHERE due_at_ms <= ? ORDER BY due_at_ms, id", (now_ms,))
        return tuple(Card(*row) for row in rows)

    def due_count(self, now_ms: int) -> int:
        return int(self._database.read("SELECT count(*) FROM cards WHERE due_at_ms <= ?", (now_ms,))[0][0])

    def of_attempt(self, attempt_id: int, source: CardSource) -> tuple[Card, ...]:
        """Return the cards that came from an attempt in one way, the oldest first."""
        rows = self._database.read(f"{_COLUMNS} WHERE attempt_id = ? AND source = ? ORDER BY id", (attempt_id, source))
        return tuple(Card(*row) for row in rows)

    def of_own(self, own_id: int) -> tuple[Card, ...]:
        """Return the cards that came from practice on an own document, the oldest first."""
        return tuple(Card(*row) for row in self._database.read(f"{_COLUMNS} WHERE own_id = ? ORDER BY id", (own_id,)))

    def reword(self, card_id: int, question: str) -> None:
        """Change the question and nothing of when it comes back."""
        with self._database.write() as writing:
            writing.execute("UPDATE cards SET question = ? WHERE id = ?", (storable(question), card_id))

    def reschedule(self, card_id: int, schedule_json: str, due_at_ms: int) -> None:
        with self._database.write() as writing:
            writing.execute(
                "UPDATE cards SET schedule_json = ?, due_at_ms = ? WHERE id = ?", (schedule_json, due_at_ms, card_id)
            )

    def delete(self, card_id: int) -> None:
        """Delete a card; the freed pages are overwritten."""
        with self._database.write() as writing:
            writing.execute("DELETE FROM cards WHERE id = ?", (card_id,))

    def restore(self, card: Card) -> bool:
        """Put a deleted card back as it was; return False when it is there, or what it came from is gone."""
        if self.get(card.id) is not None or not self._has_origin(card):
            return False
        with self._database.write() as writing:
            insert_card(writing, card)
        return True

    def _has_origin(self, card: Card) -> bool:
        if card.attempt_id is not None:
            return bool(self._database.read("SELECT 1 FROM attempts WHERE id = ?", (card.attempt_id,)))
        if card.own_id is not None:
            return bool(self._database.read("SELECT 1 FROM own_briefings WHERE id = ?", (card.own_id,)))
        return True


def insert_card(writing: dbapi2.Connection, card: Card) -> None:
    """Put a card back under its id, inside a transaction of the caller's."""
    texts = (storable(card.cue), storable(card.question), storable(card.reason))
    times = (card.due_at_ms, card.created_at_ms)
    row = (card.id, card.attempt_id, card.source, *texts, card.schedule_json, *times, card.own_id)
    writing.execute(_INSERT, row)
