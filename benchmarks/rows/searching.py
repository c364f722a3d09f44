"""The row of the search: the vault's, against the same statements in plain SQLite over the same messages.

What differs is what the promise costs: the cipher, the checks of each statement, strict decoding of texts.
"""

import random
import re
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from statistics import median, quantiles
from typing import Any, cast

from benchmarks.long_history import WORDS, fill
from benchmarks.table.row import Figure, Measured
from closeddoor.domain.secret import Secret
from closeddoor.keyhelper.cost import FLOOR
from closeddoor.vault.database import Database
from closeddoor.vault.repositories.conversation_search import EVERYWHERE, search
from closeddoor.vault.vault_folder import VaultFolder

CONVERSATIONS = 10_000
ROUNDS, QUICK_ROUNDS = 5, 3
SEARCHES = 100
HITS = 50
_NEWER_THAN_PLAIN = re.compile(r"^INSERT INTO \w+ \(\w+, rank\) VALUES \('secure-delete', 1\);$", re.MULTILINE)


class PlainDatabase:
    """A database of the standard library with the vault's tables, as far as a search and its filling need one."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        schema = (files("closeddoor.vault") / "schema.sql").read_text("utf-8")
        if sqlite3.sqlite_version_info < (3, 42):
            schema = _NEWER_THAN_PLAIN.sub("", schema)  # concerns what is deleted, not what is searched
        self._connection.executescript(schema)

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        self._connection.execute("BEGIN")
        yield self._connection
        self._connection.execute("COMMIT")

    def read(self, statement: str, values: Sequence[Any] = ()) -> list[Any]:
        return self._connection.execute(statement, values).fetchall()

    def close(self) -> None:
        self._connection.close()


def measure(*, quick: bool) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        vault, _ = VaultFolder(Path(folder) / "vault", cost=FLOOR).create(Secret(b"a passphrase of a benchmark"))
        plain = PlainDatabase(Path(folder) / "plain.db")
        ours, theirs = vault._database, cast("Database", plain)  # noqa: SLF001 - filled faster than a person does
        for database in (ours, theirs):
            fill(database, CONVERSATIONS)
        pairs = [_p95_ms(ours, theirs, seed) for seed in range(QUICK_ROUNDS if quick else ROUNDS)]
        vault.close()
        plain.close()
    p95_ms, plain_ms = (median(each) for each in zip(*pairs, strict=True))
    note = f"SQLCipher over SQLite {_version()}; plain {sqlite3.sqlite_version}"
    return {"search": Figure(p95_ms, plain_ms, median(one / other for one, other in pairs), note)}


def _p95_ms(ours: Database, theirs: Database, seed: int) -> tuple[float, float]:
    """Return the p95 of each over the same searches, one after the other."""
    dice = random.Random(seed)  # noqa: S311 - not a secret
    asked = [f"{dice.choice(WORDS)} {dice.choice(WORDS)[:3]}" for _ in range(SEARCHES - SEARCHES // 4)]
    asked += ["obsidian"] * (SEARCHES // 4)
    times = [(_took_ms(lambda: _search(ours, text)), _took_ms(lambda: _search(theirs, text))) for text in asked]  # noqa: B023 - called at once
    one, other = (quantiles(each, n=20)[18] for each in zip(*times, strict=True))
    return one, other


def _search(database: Database, text: str) -> None:
    search(database, text, HITS, EVERYWHERE)


def _took_ms(call: Callable[[], None]) -> float:
    begun_s = time.perf_counter()
    call()
    return (time.perf_counter() - begun_s) * 1000


def _version() -> str:
    from sqlcipher3 import dbapi2  # noqa: PLC0415 - only for the note

    return str(dbapi2.sqlite_version)
