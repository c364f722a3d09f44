"""Bringing an older history to the form of `schema.sql`, after a copy of it was made.

`PRAGMA user_version` is the version of the schema. `MIGRATIONS[n]` brings version n + 1 to n + 2 and runs inside one
transaction with the others; each comes with a fixture of the old file, `tests/vault/old_versions/<version>/`.
"""

from collections.abc import Callable, Sequence
from importlib.resources import files

from sqlcipher3 import dbapi2

from closeddoor.domain.errors import BugError
from closeddoor.vault.errors import NewerVaultError

Migration = Callable[[dbapi2.Connection], None]


def _add_installed_packs(connection: dbapi2.Connection) -> None:
    """Packs other than the built-in ones, and whose their ids are."""
    connection.execute("""
        CREATE TABLE installed_packs (
            pack_id         TEXT PRIMARY KEY,
            title           TEXT NOT NULL,
            version         TEXT NOT NULL,
            revision        INTEGER NOT NULL,
            hash            TEXT NOT NULL REFERENCES packs (hash),
            public_key      BLOB CHECK (length(public_key) = 32),
            installed_at_ms INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID
    """)
    connection.execute("""
        CREATE TABLE pack_claims (
            pack_id    TEXT PRIMARY KEY,
            public_key BLOB CHECK (length(public_key) = 32),
            revision   INTEGER NOT NULL,
            hash       TEXT NOT NULL
        ) STRICT, WITHOUT ROWID
    """)


MIGRATIONS: tuple[Migration, ...] = (_add_installed_packs,)


def latest_version(migrations: Sequence[Migration]) -> int:
    return 1 + len(migrations)


def create_schema(connection: dbapi2.Connection) -> None:
    """Lay out a new database; `schema.sql` is always the latest version."""
    schema = (files("closeddoor.vault") / "schema.sql").read_text("utf-8")
    connection.executescript(f"BEGIN; {schema} PRAGMA user_version = {latest_version(MIGRATIONS)}; COMMIT;")


def pending(found_version: int, migrations: Sequence[Migration]) -> Sequence[Migration]:
    """Return the steps still to do, raising `NewerVaultError` for a version this application does not know."""
    if found_version > latest_version(migrations):
        raise NewerVaultError
    return migrations[found_version - 1 :]


def apply(connection: dbapi2.Connection, steps: Sequence[Migration], target_version: int) -> None:
    """Run inside a transaction of the caller's, in which foreign keys rest; raise `BugError` when one is broken."""
    for step in steps:
        step(connection)
    connection.execute(f"PRAGMA user_version = {target_version}")
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        raise BugError("a migration broke a reference")
