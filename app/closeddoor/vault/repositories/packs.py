"""The bytes of the packs that attempts were made with, and of those that are installed."""

from closeddoor.vault.database import Database


class PackRepository:
    """An attempt can be shown and scored again years later, with exactly the pack it was begun with."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, pack_hash: str, content: bytes) -> None:
        """Store a pack under the hash of its content; a second time changes nothing."""
        if self._database.read("SELECT 1 FROM packs WHERE hash = ?", (pack_hash,)):
            return
        with self._database.write() as writing:
            writing.execute("INSERT INTO packs (hash, content) VALUES (?, ?)", (pack_hash, content))

    def get(self, pack_hash: str) -> bytes | None:
        rows = self._database.read("SELECT content FROM packs WHERE hash = ?", (pack_hash,))
        return bytes(rows[0][0]) if rows else None
