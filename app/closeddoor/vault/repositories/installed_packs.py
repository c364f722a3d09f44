"""Packs that the user installed, and whose each id is; their bytes lie beside those of the packs of attempts."""

from closeddoor.domain.installed import Claim, InstalledPack
from closeddoor.vault.database import Database
from closeddoor.vault.repositories.clock import Clock
from closeddoor.vault.repositories.packs import forget_unneeded

_COLUMNS = "SELECT pack_id, title, version, revision, hash, public_key, installed_at_ms FROM installed_packs"
_KEEP_BYTES = """
    INSERT INTO packs (hash, content) VALUES (?, ?) ON CONFLICT (hash) DO UPDATE SET content = excluded.content
"""
_INSTALL = """
    INSERT OR REPLACE INTO installed_packs (pack_id, title, version, revision, hash, public_key, installed_at_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_CLAIM = "INSERT OR REPLACE INTO pack_claims (pack_id, public_key, revision, hash) VALUES (?, ?, ?, ?)"


class InstalledPackRepository:
    """Whether a pack may be installed is asked before; here it is done, in one transaction."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def list(self) -> tuple[InstalledPack, ...]:
        """Return all that are installed, by id."""
        return tuple(InstalledPack(*row) for row in self._database.read(f"{_COLUMNS} ORDER BY pack_id"))

    def get(self, pack_id: str) -> InstalledPack | None:
        rows = self._database.read(f"{_COLUMNS} WHERE pack_id = ?", (pack_id,))
        return InstalledPack(*rows[0]) if rows else None

    def claim(self, pack_id: str) -> Claim | None:
        """Return what is remembered of an id; None when no pack of it was ever installed."""
        rows = self._database.read(
            "SELECT pack_id, public_key, revision, hash FROM pack_claims WHERE pack_id = ?", (pack_id,)
        )
        return Claim(*rows[0]) if rows else None

    def unsigned_ids(self) -> frozenset[str]:
        """Return the ids whose latest pack nobody signed, also of packs that were removed."""
        return frozenset(
            row[0] for row in self._database.read("SELECT pack_id FROM pack_claims WHERE public_key IS NULL")
        )

    def install(self, claim: Claim, title: str, version: str, archive: bytes) -> None:
        """Put a pack in the place of the one with its id; bytes that no attempt needs any more are overwritten.

        The archive takes the place of one with the same content: that may be the same pack before it was signed.
        """
        former = self.get(claim.pack_id)
        row = (claim.pack_id, title, version, claim.revision, claim.content_hash, claim.public_key, self._clock())
        with self._database.write() as writing:
            writing.execute(_KEEP_BYTES, (claim.content_hash, archive))
            writing.execute(_INSTALL, row)
            writing.execute(_CLAIM, (claim.pack_id, claim.public_key, claim.revision, claim.content_hash))
            if former is not None:
                forget_unneeded(writing, former.content_hash)

    def remove(self, pack_id: str) -> bool:
        """Remove a pack, but not what is remembered of its id; return False when it was not installed."""
        former = self.get(pack_id)
        if former is not None:
            with self._database.write() as writing:
                writing.execute("DELETE FROM installed_packs WHERE pack_id = ?", (pack_id,))
                forget_unneeded(writing, former.content_hash)
        return former is not None
