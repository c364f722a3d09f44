"""Opening a SQLCipher connection, always in the same way, and refusing what would write plain text.

Measured traps: a raw key that is not exactly 64 hex digits silently becomes a passphrase; `ATTACH … KEY ''` writes
plain text; `temp_store=1` leaves plain text in the folder for temporary files; in WAL mode flipped bits silently drop
committed rows; the standard `sqlite3` module ignores the key.
"""

import os
from pathlib import Path

from sqlcipher3 import dbapi2

from closeddoor.domain.errors import BugError
from closeddoor.domain.secret import Secret
from closeddoor.vault.durable_files import NotAFileError, open_regular
from closeddoor.vault.errors import DamagedDatabaseError

PAGE_BYTES = 4_096
_RAW_KEY_BYTES = 32
_PLAIN_HEADER = b"SQLite format 3\0"
_BESIDE = ("-journal", "-wal", "-shm")
"""SQLite opens what bears these names; for a pipe it would wait without end."""

_SETTINGS = (
    ("cipher_memory_security", "OFF"),
    ("temp_store", "2"),
    ("journal_mode", "DELETE"),
    ("synchronous", "FULL"),
    ("secure_delete", "ON"),
    ("trusted_schema", "OFF"),
    ("foreign_keys", "ON"),
)

_REFUSED_ACTIONS = {dbapi2.SQLITE_ATTACH, dbapi2.SQLITE_DETACH}


def open_encrypted(path: Path, database_key: Secret, *, create: bool = False) -> dbapi2.Connection:
    """Open a file; raise `dbapi2.Error` or `DamagedDatabaseError`. Without `create` a missing file stays missing.

    The connection belongs to no thread: whoever holds it uses it from one thread at a time.
    """
    mode = "rwc" if create else "rw"
    connection = _connect(f"{path.absolute().as_uri()}?mode={mode}")
    try:
        _give_key(connection, database_key)
        _configure(connection)
        _check_encrypted(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def change_key(connection: dbapi2.Connection, new_key: Secret) -> None:
    """Encrypt every page anew, in place and without a journal: only ever a copy that is thrown away when this fails.

    Raises `dbapi2.Error`, and whatever the disk's reason was, SQLCipher calls it SQLITE_ERROR.
    """
    connection.execute("PRAGMA journal_mode = OFF").fetchall()
    connection.execute(f"PRAGMA rekey = {_raw(new_key)}")


def open_in_memory() -> dbapi2.Connection:
    """Open a database that ends with its connection and never touches the disk."""
    connection = _connect(":memory:")
    _configure(connection)
    return connection


def file_of(connection: dbapi2.Connection) -> tuple[int, int] | None:
    """Return which file stands now under the name that was opened; None in memory; raise `OSError`."""
    (_, _, name) = connection.execute("PRAGMA database_list").fetchone()
    if not name:
        return None
    fact = Path(name).stat()
    return (fact.st_dev, fact.st_ino)


def check_is_ciphertext(path: Path) -> None:
    """Raise `DamagedDatabaseError` for a file that cannot be ours, before SQLite touches it."""
    try:
        with open_regular(path) as file:
            start = file.read(len(_PLAIN_HEADER))
    except FileNotFoundError:
        raise DamagedDatabaseError("the file is missing") from None
    except NotAFileError:
        raise DamagedDatabaseError("what is in its place is not a file") from None
    for name in (path.name + ending for ending in _BESIDE):
        if os.path.lexists(path.with_name(name)) and not path.with_name(name).is_file():
            raise DamagedDatabaseError(f"{name} beside it is not a file")
    if not start:
        raise DamagedDatabaseError("the file is empty")
    if start == _PLAIN_HEADER:
        raise DamagedDatabaseError("the file in its place is not encrypted")


def _connect(uri: str) -> dbapi2.Connection:
    return dbapi2.connect(uri, uri=True, isolation_level=None, check_same_thread=False, timeout=0)


def _give_key(connection: dbapi2.Connection, database_key: Secret) -> None:
    raw_key = _raw(database_key)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = {raw_key}")


def _raw(key: Secret) -> str:
    if len(key.reveal()) != _RAW_KEY_BYTES:
        raise BugError("the raw key of a database has 32 bytes")
    return f"\"x'{key.reveal().hex()}'\""


def _configure(connection: dbapi2.Connection) -> None:
    for name, value in _SETTINGS:
        connection.execute(f"PRAGMA {name} = {value}").fetchall()
    connection.enable_load_extension(False)
    connection.set_authorizer(_authorize)
    connection.text_factory = _decode


def _authorize(action: int, *names: str | None) -> int:
    """Refuse a second database beside the encrypted one, and native code; VACUUM attaches, so it is refused too."""
    if action in _REFUSED_ACTIONS or (action == dbapi2.SQLITE_FUNCTION and "load_extension" in names):
        return int(dbapi2.SQLITE_DENY)
    return int(dbapi2.SQLITE_OK)


def _decode(untrusted_text: bytes) -> str:
    """Never fail on a row: what is no UTF-8 is shown as replacement characters."""
    return untrusted_text.decode("utf-8", "replace")


def _check_encrypted(connection: dbapi2.Connection) -> None:
    """Make sure of the cipher before anything is written; reading the schema proves the key."""
    if connection.execute("PRAGMA cipher_status").fetchone() != ("1",):
        raise BugError("the database would not be encrypted")
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
