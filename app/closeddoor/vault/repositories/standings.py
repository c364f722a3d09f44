"""Where each briefing stands, read without the results: those are the bulk of the file, and a list needs none."""

from closeddoor.domain.standing import Standing, Standings
from closeddoor.vault.database import Database, Row

_NEWEST_FIRST = """
    SELECT pack_id, scenario_id, id, stage, position, updated_at_ms, finished_at_ms, result_json IS NOT NULL
    FROM attempts ORDER BY id DESC
"""


class StandingRepository:
    """One pass over the attempts (benchmarks/home_speed.py says how long that takes)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> Standings:
        by_scenario: dict[tuple[str, str], list[Row]] = {}
        for pack_id, scenario_id, *attempt in self._database.read(_NEWEST_FIRST):
            by_scenario.setdefault((pack_id, scenario_id), []).append(tuple(attempt))
        return {key: _standing(*key, attempts) for key, attempts in by_scenario.items()}


def _standing(pack_id: str, scenario_id: str, newest_first: list[Row]) -> Standing:
    _, stage, position, touched_at_ms, newest_finished_at_ms, _ = newest_first[0]
    finished = [row for row in newest_first if row[4] is not None]
    return Standing(
        pack_id,
        scenario_id,
        stage,
        position,
        touched_at_ms,
        is_open=newest_finished_at_ms is None,
        finished_id=next((row[0] for row in finished if row[5]), None),
        finished_at_ms=max((row[4] for row in finished), default=None),
        times_finished=len(finished),
    )
