"""Practice on documents of one's own; kept apart from attempts, because nothing of it is scored."""

import json
from dataclasses import asdict
from typing import Any, cast

from closeddoor.domain.own_briefing import OwnBriefing, OwnBriefingRow, OwnMark, OwnPoint, OwnWork, RemovedOwnBriefing
from closeddoor.vault.database import Database
from closeddoor.vault.repositories.cards import CardRepository, insert_card
from closeddoor.vault.repositories.clock import Clock
from closeddoor.vault.repositories.stored_text import storable

_LIST = "SELECT id, title, work_json, updated_at_ms FROM own_briefings ORDER BY updated_at_ms DESC, id DESC"
_GET = "SELECT id, title, text, work_json, created_at_ms, updated_at_ms FROM own_briefings WHERE id = ?"
_ADD = "INSERT INTO own_briefings (title, text, work_json, created_at_ms, updated_at_ms) VALUES (?, ?, ?, ?, ?)"
_PUT_BACK = """
    INSERT INTO own_briefings (id, title, text, work_json, created_at_ms, updated_at_ms) VALUES (?, ?, ?, ?, ?, ?)
"""


class OwnBriefingRepository:
    """Every method is on the disk when it returns."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._cards = CardRepository(database, clock)

    def add(self, title: str, text: str) -> OwnBriefing:
        """Begin practice on a text, with nothing written yet."""
        now_ms, work = self._clock(), OwnWork()
        with self._database.write() as writing:
            cursor = writing.execute(_ADD, (storable(title), storable(text), _to_json(work), now_ms, now_ms))
        return OwnBriefing(cast("int", cursor.lastrowid), storable(title), storable(text), work, now_ms, now_ms)

    def save(self, briefing_id: int, work: OwnWork) -> bool:
        """Keep what the user wrote, in place of what was kept before; return False when the document is gone."""
        with self._database.write() as writing:
            cursor = writing.execute(
                "UPDATE own_briefings SET work_json = ?, updated_at_ms = ? WHERE id = ?",
                (_to_json(work), self._clock(), briefing_id),
            )
        return bool(cursor.rowcount)

    def get(self, briefing_id: int) -> OwnBriefing | None:
        """Return one with its text; None when it is gone."""
        rows = self._database.read(_GET, (briefing_id,))
        if not rows:
            return None
        identity, title, text, kept, created_at_ms, updated_at_ms = rows[0]
        return OwnBriefing(identity, title, text, _from_json(kept), created_at_ms, updated_at_ms)

    def work(self, briefing_id: int) -> OwnWork | None:
        """Return what the user wrote on one, without its text; None when it is gone."""
        rows = self._database.read("SELECT work_json FROM own_briefings WHERE id = ?", (briefing_id,))
        return _from_json(rows[0][0]) if rows else None

    def list(self) -> tuple[OwnBriefingRow, ...]:
        """Return all of them, the latest first, without their texts."""
        return tuple(_row(*row) for row in self._database.read(_LIST))

    def delete(self, briefing_id: int) -> RemovedOwnBriefing | None:
        """Delete one with its cards, and return them for bringing it back; None when it is gone already."""
        briefing, cards = self.get(briefing_id), self._cards.of_own(briefing_id)
        with self._database.write() as writing:
            writing.execute("DELETE FROM own_briefings WHERE id = ?", (briefing_id,))
        return RemovedOwnBriefing(briefing, cards) if briefing is not None else None

    def put_back(self, removed: RemovedOwnBriefing) -> None:
        """Bring back what was deleted, under its id, and its cards as they were."""
        briefing = removed.briefing
        times = (briefing.created_at_ms, briefing.updated_at_ms)
        with self._database.write() as writing:
            writing.execute(_PUT_BACK, (briefing.id, briefing.title, briefing.text, _to_json(briefing.work), *times))
            for card in removed.cards:
                insert_card(writing, card)


def _row(identity: int, title: str, kept: str, updated_at_ms: int) -> OwnBriefingRow:
    work = _from_json(kept)
    is_judged = bool(work.points) and all(point.verdict is not None for point in work.points)
    return OwnBriefingRow(identity, title, is_judged, work.next_time, updated_at_ms)


def _to_json(work: OwnWork) -> str:
    return storable(json.dumps(asdict(work)))


def _from_json(kept: str) -> OwnWork:
    fields: dict[str, Any] = json.loads(kept)
    points = tuple(OwnPoint(**each) for each in fields.pop("points", ()))
    marks = tuple(OwnMark(**each) for each in fields.pop("marks", ()))
    return OwnWork(points=points, marks=marks, **fields)
