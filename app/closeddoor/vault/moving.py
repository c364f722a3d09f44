"""From a history in memory to one on the disk: every row, by inserting, under the ids it had.

Which tables there are is asked of the database itself, so that a new one cannot be forgotten. Search indexes and
counts follow by the triggers of `schema.sql`.
"""

from collections.abc import Iterator
from contextlib import closing

from sqlcipher3 import dbapi2

from closeddoor.domain.errors import BugError

_COUNTED = "vault_state"
"""How often was committed and what was ever added: the new history counts its own."""

_NOTHING_OF_ONES_OWN = frozenset(
    {"attempts", "packs", "pack_catalogue", "pack_claims", "record_rubrics", "settings", _COUNTED}
)
"""What is there before the user has written or decided anything: a briefing that was only looked into, a text size."""


def copy_rows(source: dbapi2.Connection, target: dbapi2.Connection) -> None:
    """Copy all of `source` into the empty `target`, inside a transaction of the caller's.

    References are checked when it commits, so that tables and rows may come in any order. Raises `BugError` when a
    table does not hold what it held.
    """
    target.execute("PRAGMA defer_foreign_keys = ON")
    for table in _tables(source):
        if table != _COUNTED:
            _copy_table(table, source, target)
    # Which ids were given already: those of what was deleted are never given again.
    target.execute("DELETE FROM sqlite_sequence")
    target.executemany("INSERT INTO sqlite_sequence VALUES (?, ?)", source.execute("SELECT * FROM sqlite_sequence"))


def holds_something(connection: dbapi2.Connection) -> bool:
    """Whether there is anything that its user would miss."""
    owned = (table for table in _tables(connection) if table not in _NOTHING_OF_ONES_OWN)
    return any(connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() for table in owned)  # noqa: S608 - a name of the schema's


def _tables(connection: dbapi2.Connection) -> list[str]:
    """Return the ordinary tables: not the search indexes, nor what lies under them."""
    with closing(connection.execute("PRAGMA main.table_list")) as rows:
        return sorted(name for _, name, kind, *_ in rows if kind == "table" and not name.startswith("sqlite_"))


def _copy_table(table: str, source: dbapi2.Connection, target: dbapi2.Connection) -> None:
    columns = [row[1] for row in source.execute(f"PRAGMA table_info({table})")]
    named, places = ", ".join(columns), ", ".join("?" * len(columns))
    rows: Iterator[tuple[object, ...]] = source.execute(f"SELECT {named} FROM {table}")  # noqa: S608 - names of the schema's
    target.executemany(f"INSERT INTO {table} ({named}) VALUES ({places})", rows)  # noqa: S608 - as above
    if _count(table, source) != _count(table, target):
        raise BugError("a row was lost on the way into a kept history")


def _count(table: str, connection: dbapi2.Connection) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - a name of the schema's
