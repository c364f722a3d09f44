"""What the record counts points by, of the scenarios that were practised, as the vault keeps it."""

from collections.abc import Iterable, Mapping

from closeddoor.vault.database import Database

_KEEP = """
    INSERT OR REPLACE INTO record_rubrics (pack_hash, scenario_id, written_by, rubric_json)
    SELECT :pack_hash, :scenario_id, :written_by, :rubric_json
    WHERE EXISTS (SELECT 1 FROM attempts WHERE pack_hash = :pack_hash AND scenario_id = :scenario_id)
"""

RubricKey = tuple[str, str]
"""The hash of a pack's content, and the id of a scenario in it."""


class RubricRepository:
    """Rows go with the last attempt at their scenario: alone they would still say what was practised."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, written_by: str) -> Mapping[RubricKey, str]:
        """Return the JSON of each rubric that `written_by` has kept."""
        statement = "SELECT pack_hash, scenario_id, rubric_json FROM record_rubrics WHERE written_by = ?"
        return {(row[0], row[1]): row[2] for row in self._database.read(statement, (written_by,))}

    def keep(self, written_by: str, rubrics: Iterable[tuple[RubricKey, str]]) -> None:
        """Keep rubrics in place of those of the same scenarios; one without an attempt by now is passed over."""
        with self._database.write() as writing:
            writing.executemany(
                _KEEP,
                [
                    {"pack_hash": key[0], "scenario_id": key[1], "written_by": written_by, "rubric_json": rubric_json}
                    for key, rubric_json in rubrics
                ],
            )
