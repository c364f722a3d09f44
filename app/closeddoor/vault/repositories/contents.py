"""How much of everything there is; read from the tables themselves, as the privacy room shows it."""

from closeddoor.domain.history import Contents
from closeddoor.vault.database import Database

_COUNTS = """
    SELECT (SELECT count(*) FROM conversations), (SELECT count(*) FROM messages), (SELECT count(*) FROM attachments),
           (SELECT count(*) FROM attempts), (SELECT count(*) FROM attempts WHERE finished_at_ms IS NOT NULL),
           (SELECT count(*) FROM cards), (SELECT count(*) FROM meeting_notes), (SELECT count(*) FROM own_briefings),
           (SELECT count(*) FROM installed_packs)
"""


class ContentsRepository:
    """Counts, and reads nothing else."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def count(self) -> Contents:
        return Contents(*self._database.read(_COUNTS)[0])
