"""The database of a vault: transactions that leave a trace in `vault.head`, reads, and the full check.

One thread at a time: bootstrap gives the vault an executor of one thread, and everything below runs there.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from sqlcipher3 import dbapi2

from closeddoor.domain.errors import BugError
from closeddoor.vault.connection import PAGE_BYTES, open_in_memory
from closeddoor.vault.errors import VaultError
from closeddoor.vault.head import DatabaseState, Head, HeadFile
from closeddoor.vault.migrations import create_schema
from closeddoor.vault.storage_faults import named_faults

Row = tuple[Any, ...]


class Database:
    """Holds the connection. Repositories use `write` and `read`; nobody else speaks SQL."""

    def __init__(self, connection: dbapi2.Connection, head_file: HeadFile | None, keys_generation: int = 0) -> None:
        """Take over a connection whose schema is there; without a head file nothing is proven (in memory)."""
        self._connection = connection
        self._head_file = head_file
        self._keys_generation = keys_generation
        self._writing = False

    @classmethod
    def in_memory(cls) -> "Database":
        connection = open_in_memory()
        create_schema(connection)
        return cls(connection, None)

    @contextmanager
    def write(self) -> Iterator[dbapi2.Connection]:
        """Run a block as one transaction: all of it is on the disk afterwards, or, with an exception, none of it."""
        if self._writing:
            raise BugError("a transaction inside a transaction")
        self._writing = True
        try:
            with named_faults(), self._transaction():
                yield self._connection
        finally:
            self._writing = False

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            before = read_state(self._connection)
            yield
            self._connection.execute("UPDATE vault_state SET sequence = sequence + 1")
            self._write_head(before, read_state(self._connection))
            self._connection.execute("COMMIT")
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        """SQLite rolls back by itself after some faults; then there is nothing left to undo."""
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def _write_head(self, current: DatabaseState, upcoming: DatabaseState | None) -> None:
        if self._head_file:
            self._head_file.write(Head(current, upcoming, self._keys_generation))

    def read(self, statement: str, parameters: Sequence[object] = ()) -> list[Row]:
        """Return all rows of a SELECT; raise a `VaultError` when the disk or the file does not allow it."""
        with named_faults():
            rows: list[Row] = self._connection.execute(statement, parameters).fetchall()
        return rows

    def settle_head(self, keys_generation: int | None = None) -> None:
        """Write the state that is as the only one accepted: after an open, a clean end or a change of the keys."""
        if keys_generation is not None:
            self._keys_generation = keys_generation
        with named_faults():
            self._write_head(read_state(self._connection), None)

    def check_integrity(self) -> tuple[str, ...]:
        """Check every page against its MAC and the structure (2 s per 100,000 messages); return what is wrong."""
        with named_faults():
            pages = self._connection.execute("PRAGMA cipher_integrity_check").fetchall() if self._head_file else []
            structure = self._connection.execute("PRAGMA quick_check").fetchall()
        return tuple(str(row[0]) for row in (*pages, *structure) if row[0] != "ok")

    def close(self) -> None:
        """Settle the head and close; safe to call twice. A head that cannot be settled now is accepted as it is."""
        if self._connection is None:
            return
        with suppress(VaultError):
            self.settle_head()
        self._connection.close()
        self._connection = None


def read_state(connection: dbapi2.Connection) -> DatabaseState:
    """Return the state as this connection sees it, inside a transaction what will be after it."""
    sequence, entries = connection.execute("SELECT sequence, entries FROM vault_state").fetchone()
    (page_count,) = connection.execute("PRAGMA page_count").fetchone()
    return DatabaseState(sequence, entries, page_count * PAGE_BYTES)
