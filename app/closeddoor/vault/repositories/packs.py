"""The bytes of the packs that attempts were made with, and of those that are installed."""

from sqlcipher3 import dbapi2

from closeddoor.vault.database import Database

_FORGET = """
    DELETE FROM packs WHERE hash = ?1
    AND NOT EXISTS (SELECT 1 FROM attempts WHERE pack_hash = ?1)
    AND NOT EXISTS (SELECT 1 FROM installed_packs WHERE hash = ?1)
"""


def forget_unneeded(writing: dbapi2.Connection, pack_hash: str) -> None:
    """Delete the bytes of a pack, inside a transaction, unless an attempt or an installed pack needs them."""
    writing.execute(_FORGET, (pack_hash,))


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
