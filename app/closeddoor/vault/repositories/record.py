"""What the record reads of many attempts at once; nothing is written here."""

from collections.abc import Mapping, Sequence
from typing import cast

from closeddoor.domain.record.headers import AttemptHeader
from closeddoor.vault.database import Database, Row

_HEADERS = """
    SELECT id, pack_id, pack_hash, scenario_id, started_at_ms, updated_at_ms, finished_at_ms, result_json IS NOT NULL
    FROM attempts ORDER BY id DESC
"""
_STATED = """
    SELECT attempt_id, task_id, response_json FROM answers WHERE attempt_id IN ({places})
    AND (instr(response_json, '"confidence"') OR instr(response_json, '"best"') OR instr(response_json, '"decided"'))
"""
_COUNTS = """
    SELECT (SELECT count(*) FROM attempts), (SELECT count(*) FROM cards),
           (SELECT count(*) FROM own_briefings), (SELECT count(*) FROM meeting_notes)
"""


class RecordRepository:
    """Reads little of many rows: a result has some kilobytes, and a list of attempts needs none of them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def headers(self) -> tuple[AttemptHeader, ...]:
        """Return all attempts, the newest first."""
        return tuple(_header(row) for row in self._database.read(_HEADERS))

    def results(self, attempt_ids: Sequence[int]) -> Mapping[int, str]:
        """Return the result JSON of each attempt that has one."""
        statement = f"SELECT id, result_json FROM attempts WHERE id IN ({_places(attempt_ids)})"  # noqa: S608 -- marks
        return {row[0]: row[1] for row in self._database.read(statement, attempt_ids) if row[1] is not None}

    def stated(self, attempt_ids: Sequence[int]) -> Mapping[int, Mapping[str, str]]:
        """Return by attempt and task the answers that may state a confidence, an interval or an own verdict."""
        found: dict[int, dict[str, str]] = {}
        for attempt_id, task_id, text in self._database.read(_STATED.format(places=_places(attempt_ids)), attempt_ids):
            found.setdefault(attempt_id, {})[task_id] = text
        return found

    def counts(self) -> tuple[int, int, int, int]:
        """Return how many attempts, cards, own documents and notes for meetings there are."""
        return cast("tuple[int, int, int, int]", tuple(self._database.read(_COUNTS)[0]))


def _header(row: Row) -> AttemptHeader:
    return AttemptHeader._make((*row[:-1], bool(row[-1])))


def _places(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
