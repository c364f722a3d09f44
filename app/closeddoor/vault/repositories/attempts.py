"""Attempts at briefings: where the user is, what was answered, what came of it."""

from collections.abc import Iterable
from typing import cast, get_args

from sqlcipher3 import dbapi2

from closeddoor.domain.errors import BugError
from closeddoor.domain.history import Answer, Attempt, AttemptStage
from closeddoor.vault.database import Database
from closeddoor.vault.repositories.clock import Clock
from closeddoor.vault.repositories.packs import forget_unneeded
from closeddoor.vault.repositories.stored_text import storable

_STAGES: tuple[str, ...] = get_args(AttemptStage)
_COLUMNS = """
    SELECT id, pack_id, pack_version, pack_hash, scenario_id, stage, position,
           started_at_ms, updated_at_ms, finished_at_ms, result_json
    FROM attempts
"""
_SAVE_ANSWER = """
    INSERT INTO answers (attempt_id, task_id, response_json, committed, updated_at_ms) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (attempt_id, task_id) DO UPDATE
    SET response_json = excluded.response_json, committed = excluded.committed, updated_at_ms = excluded.updated_at_ms
    WHERE excluded.committed >= answers.committed
"""
_SAVE_REFLECTION = """
    INSERT INTO reflections (attempt_id, key, text) VALUES (?, ?, ?)
    ON CONFLICT (attempt_id, key) DO UPDATE SET text = excluded.text
"""
PASTED_KEY = "own_practice.pasted"
"""Where a text lies among the settings that was pasted to practise on and is not begun yet."""

# Kept beside the settings under agreement:<pack hash>:<scenario>:… by services/agreements.py.
_FORGET_RUBRICS = """
    DELETE FROM record_rubrics WHERE (pack_hash, scenario_id) NOT IN (SELECT pack_hash, scenario_id FROM attempts)
"""
_FORGET_AGREEMENTS = """
    DELETE FROM settings WHERE key GLOB 'agreement:*' AND NOT EXISTS (
        SELECT 1 FROM attempts WHERE instr(key, 'agreement:' || pack_hash || ':' || scenario_id || ':') = 1
    )
"""


class AttemptRepository:
    """Every method is on the disk when it returns, so a kill at any time loses nothing that was saved."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def create(self, pack_id: str, pack_version: str, pack_hash: str, scenario_id: str) -> int:
        now_ms = self._clock()
        with self._database.write() as writing:
            cursor = writing.execute(
                "INSERT INTO attempts (pack_id, pack_version, pack_hash, scenario_id, started_at_ms, updated_at_ms)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (pack_id, pack_version, pack_hash, scenario_id, now_ms, now_ms),
            )
            return cast("int", cursor.lastrowid)

    def get(self, attempt_id: int) -> Attempt | None:
        rows = self._database.read(f"{_COLUMNS} WHERE id = ?", (attempt_id,))
        return Attempt(*rows[0]) if rows else None

    def list(self) -> tuple[Attempt, ...]:
        """Return all attempts, the newest first."""
        return tuple(Attempt(*row) for row in self._database.read(f"{_COLUMNS} ORDER BY id DESC"))

    def open_attempt(self, pack_id: str, scenario_id: str) -> Attempt | None:
        """Return the newest attempt at a scenario that was not finished: the one to resume."""
        rows = self._database.read(
            f"{_COLUMNS} WHERE pack_id = ? AND scenario_id = ? AND finished_at_ms IS NULL ORDER BY id DESC LIMIT 1",
            (pack_id, scenario_id),
        )
        return Attempt(*rows[0]) if rows else None

    def set_stage(self, attempt_id: int, stage: AttemptStage, position: str = "") -> bool:
        """Move to a stage, and to a place in it; return False, and keep what is there, when it is past that stage."""
        if self._is_past(attempt_id, stage):
            return False
        self._update(attempt_id, "stage = ?, position = ?", (stage, storable(position)))
        return True

    def save_result(self, attempt_id: int, result_json: str) -> None:
        self._update(attempt_id, "result_json = ?", (storable(result_json),))

    def finish(self, attempt_id: int) -> None:
        """Close it: it is no longer the one to resume. Once closed, it keeps the time of its first closing."""
        self._update(attempt_id, "finished_at_ms = coalesce(finished_at_ms, ?)", (self._clock(),))

    def save_answer(self, attempt_id: int, task_id: str, response_json: str, *, committed: bool) -> bool:
        """Save a response; return False, and keep what is there, when a draft comes after the committed answer."""
        with self._database.write() as writing:
            cursor = writing.execute(
                _SAVE_ANSWER, (attempt_id, task_id, storable(response_json), int(committed), self._clock())
            )
            return int(cursor.rowcount) > 0

    def answers(self, attempt_id: int) -> dict[str, Answer]:
        """Return the answers by task id."""
        rows = self._database.read(
            "SELECT task_id, response_json, committed, updated_at_ms FROM answers WHERE attempt_id = ?", (attempt_id,)
        )
        return {row[0]: Answer(row[0], row[1], bool(row[2]), row[3]) for row in rows}

    def save_reflection(self, attempt_id: int, key: str, text: str) -> None:
        """Keep a line of the user's own account: expectation, self-score, the question for next time."""
        with self._database.write() as writing:
            writing.execute(_SAVE_REFLECTION, (attempt_id, key, storable(text)))

    def reflections(self, attempt_id: int) -> dict[str, str]:
        rows = self._database.read("SELECT key, text FROM reflections WHERE attempt_id = ?", (attempt_id,))
        return {row[0]: row[1] for row in rows}

    def delete(self, attempt_id: int) -> None:
        """Delete it as `delete_many` does."""
        self.delete_many((attempt_id,))

    def delete_many(self, attempt_ids: Iterable[int]) -> None:
        """Delete attempts with their answers, results, reflections and cards; of those not there, nothing.

        With them go the bytes of packs that nothing else needs, and the grader's counts for briefings without another
        attempt, which would still say what was practised. One transaction; the freed pages are overwritten.
        """
        delete = "DELETE FROM attempts WHERE id = ? RETURNING pack_hash"
        with self._database.write() as writing:
            rows = [row for each in attempt_ids for row in writing.execute(delete, (each,)).fetchall()]
            _forget_beside(writing, {row[0] for row in rows})

    def delete_all_practice(self) -> None:
        """Delete all attempts as `delete_many` does, practice on own documents, notes for meetings and every card."""
        with self._database.write() as writing:
            rows = writing.execute("DELETE FROM attempts RETURNING pack_hash").fetchall()
            _forget_beside(writing, {row[0] for row in rows})
            writing.execute("DELETE FROM own_briefings")
            writing.execute("DELETE FROM meeting_notes")
            writing.execute("DELETE FROM cards")
            writing.execute("DELETE FROM settings WHERE key = ?", (PASTED_KEY,))

    def _is_past(self, attempt_id: int, stage: AttemptStage) -> bool:
        rows = self._database.read("SELECT stage FROM attempts WHERE id = ?", (attempt_id,))
        return bool(rows) and stage in _STAGES and _STAGES.index(stage) < _STAGES.index(rows[0][0])

    def _update(self, attempt_id: int, assignments: str, values: tuple[object, ...]) -> None:
        """`assignments` is one of the texts above, never a user's."""
        with self._database.write() as writing:
            cursor = writing.execute(
                f"UPDATE attempts SET {assignments}, updated_at_ms = ? WHERE id = ?",  # noqa: S608 -- see docstring
                (*values, self._clock(), attempt_id),
            )
            if not cursor.rowcount:
                raise BugError("no such attempt")


def _forget_beside(writing: dbapi2.Connection, pack_hashes: Iterable[str]) -> None:
    """Delete what was kept for the sake of attempts that are gone now."""
    for pack_hash in pack_hashes:
        forget_unneeded(writing, pack_hash)
    writing.execute(_FORGET_AGREEMENTS)
    writing.execute(_FORGET_RUBRICS)
