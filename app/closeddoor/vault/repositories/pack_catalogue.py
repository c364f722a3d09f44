"""What lists say of the packs on the shelf, kept so that they need not be read at each start."""

from collections.abc import Collection, Iterable, Mapping

from closeddoor.domain.installed import CatalogueRow
from closeddoor.vault.database import Database


class PackCatalogueRepository:
    """Whether a row is believed is asked by whoever reads it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> Mapping[str, CatalogueRow]:
        """Return the rows by the hash of their pack's content."""
        rows = self._database.read("SELECT hash, seal, listed_json FROM pack_catalogue")
        return {row[0]: CatalogueRow(*row) for row in rows}

    def keep(self, rows: Iterable[CatalogueRow], gone: Collection[str]) -> None:
        """Keep rows in place of those of the same packs, and delete those of the hashes in `gone`."""
        with self._database.write() as writing:
            writing.executemany("DELETE FROM pack_catalogue WHERE hash = ?", [(each,) for each in gone])
            writing.executemany(
                "INSERT OR REPLACE INTO pack_catalogue (hash, seal, listed_json) VALUES (?, ?, ?)",
                [(row.content_hash, row.seal, row.listed_json) for row in rows],
            )
