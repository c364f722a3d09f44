"""The database of a vault: transactions that leave a trace in `vault.head`, reads, and the full check.

One thread at a time: bootstrap gives the vault an executor of one thread, and everything below runs there.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from sqlcipher3 import dbapi2

from closeddoor.domain.errors import BugError
from closeddoor.vault.connection import PAGE_BYTES, file_of, open_in_memory
from closeddoor.vault.errors import DamagedDatabaseError, ReadOnlyError, VaultError, VaultGoneError
from closeddoor.vault.head import DatabaseState, Head, HeadFile
from closeddoor.vault.migrations import create_schema
from closeddoor.vault.moving import copy_rows, holds_something
from closeddoor.vault.storage_faults import named_faults

Row = tuple[Any, ...]
Connect = Callable[[], dbapi2.Connection]

_STEPS_BETWEEN_LOOKS = 100
"""How many steps the long check takes before it looks whether somebody waits: measured, at most 60 ms."""

_PAGE_DAMAGED = "a part of it cannot be read"


class Database:
    """Holds the connection. Repositories use `write` and `read`; nobody else speaks SQL."""

    def __init__(self, connect: Connect, head_file: HeadFile | None, keys_generation: int = 0) -> None:
        """Connect to a database whose schema is there; without a head file nothing is proven (in memory)."""
        self._connect = connect
        self._connection = connect()
        self._file = file_of(self._connection)
        self._head_file = head_file
        self._keys_generation = keys_generation
        self._writing = False
        self._closed = False

    @classmethod
    def in_memory(cls) -> "Database":
        connection = open_in_memory()
        create_schema(connection)
        return cls(lambda: connection, None)

    @contextmanager
    def write(self) -> Iterator[dbapi2.Connection]:
        """Run a block as one transaction: all of it is on the disk afterwards, or, with an exception, none of it."""
        if self._writing:
            raise BugError("a transaction inside a transaction")
        self._writing = True
        try:
            with self._naming_damage(), self._transaction():
                yield self._connection
        finally:
            self._writing = False

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            before = self.state()
            yield
            self._connection.execute("UPDATE vault_state SET sequence = sequence + 1")
            self._write_head(before, self.state())
            self._refuse_damage()
            self._connection.execute("COMMIT")
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        """SQLite rolls back by itself after some faults; after damage it cannot, and the next connection does."""
        if self._connection.in_transaction:
            with suppress(dbapi2.Error):
                self._connection.execute("ROLLBACK")

    def _write_head(self, current: DatabaseState, upcoming: DatabaseState | None) -> None:
        if self._head_file:
            self._head_file.write(Head(current, upcoming, self._keys_generation))

    def read(self, statement: str, parameters: Sequence[object] = ()) -> list[Row]:
        """Return all rows of a statement; raise a `VaultError` when the disk or the file does not allow it."""
        with self._naming_damage():
            rows: list[Row] = self._connection.execute(statement, parameters).fetchall()
            self._refuse_damage()
        return rows

    @contextmanager
    def _naming_damage(self) -> Iterator[None]:
        """Raise faults as sentences, and after damage go on with a fresh connection.

        Measured: on a connection that met one damaged page SQLCipher refuses everything that is not cached yet, and
        calls writing "read-only".
        """
        try:
            with named_faults():
                yield
        except ReadOnlyError as error:
            if self._is_gone():
                raise VaultGoneError from error
            raise
        except (VaultError, BugError) as error:
            if not (isinstance(error, DamagedDatabaseError) or self._has_met_damage()):
                raise
            self._connection.close()
            with named_faults():
                self._connection = self._connect()
            raise DamagedDatabaseError(_PAGE_DAMAGED) from error

    def _is_gone(self) -> bool:
        """Whether another file, or none, stands where the history was: SQLite calls that read-only too."""
        try:
            return file_of(self._connection) != self._file
        except FileNotFoundError:
            return True
        except OSError:
            return False

    def _refuse_damage(self) -> None:
        """Measured: a damaged page that is the last one a statement reads is no error; its bytes come as zeros."""
        if self._has_met_damage():
            raise DamagedDatabaseError(_PAGE_DAMAGED)

    def _has_met_damage(self) -> bool:
        """Ask SQLCipher (6 µs); in memory there is no cipher and no damage, but its status is 0 all the same."""
        if self._head_file is None or self._closed:
            return False
        return bool(self._connection.execute("PRAGMA cipher_status").fetchone() == ("0",))

    def copy_into(self, target: "Database") -> None:
        """Put every row into `target`, which is empty, in one transaction; raise a `VaultError` and change nothing."""
        with target.write() as writing:
            copy_rows(self._connection, writing)

    def holds_something(self) -> bool:
        """Whether there is anything that its user would miss."""
        return holds_something(self._connection)

    def take_over(self, other: "Database") -> None:
        """Go on with the connection of `other`; what was in memory here is gone, and `other` is not used again."""
        with suppress(dbapi2.Error):
            self._connection.close()
        self._connect, self._connection, self._file = other._connect, other._connection, other._file  # noqa: SLF001 - of the same class
        self._head_file, self._keys_generation = other._head_file, other._keys_generation  # noqa: SLF001 - as above
        self._closed = other._closed  # noqa: SLF001 - as above

    def state(self) -> DatabaseState:
        """Return the state as this connection sees it; inside a transaction, what will be after it."""
        sequence, entries = self._connection.execute("SELECT sequence, entries FROM vault_state").fetchone()
        (page_count,) = self._connection.execute("PRAGMA page_count").fetchone()
        return DatabaseState(sequence, entries, page_count * PAGE_BYTES)

    def settle_head(self, keys_generation: int | None = None) -> None:
        """Write the state that is as the only one accepted: after an open, a clean end or a change of the keys."""
        if keys_generation is not None:
            self._keys_generation = keys_generation
        with self._naming_damage():
            self._write_head(self.state(), None)

    def check_structure(self, is_wanted: Callable[[], bool]) -> tuple[str, ...] | None:
        """Return what is wrong with trees and indexes; None when somebody else came to wait and it gave way.

        Once it gave way, nothing it says counts: interrupted in the middle, the check of the search index reports that
        it could not validate it.
        """
        gave_way = False

        def give_way() -> int:
            nonlocal gave_way
            gave_way = gave_way or is_wanted()
            return gave_way

        try:
            with self._naming_damage():
                rows = self._read_unless(give_way, "PRAGMA quick_check")
                self._refuse_damage()
        except BugError:
            if not gave_way:
                raise
            return None
        return None if gave_way else tuple(str(row[0]) for row in rows if row[0] != "ok")

    def _read_unless(self, give_way: Callable[[], int], statement: str) -> list[Row]:
        """Return all rows of a statement, ended early by SQLite once `give_way` is not 0."""
        self._connection.set_progress_handler(give_way, _STEPS_BETWEEN_LOOKS)
        try:
            return list(self._connection.execute(statement))
        finally:
            self._connection.set_progress_handler(None, 0)

    def schema_version(self) -> int:
        return int(self.read("PRAGMA user_version")[0][0])

    def close(self) -> None:
        """Settle the head and close; safe to call twice. A head that cannot be settled now is accepted as it is."""
        if not self._closed:
            with suppress(VaultError):
                self.settle_head()
            self.abandon()

    def abandon(self) -> None:
        """Close and leave the head as it is: the history was not opened."""
        self._connection.close()
        self._closed = True
