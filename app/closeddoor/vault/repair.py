"""Repairing a history: every row that can be read goes into a new one under the same keys; the rest is listed.

    vault.repairing     the new vault, until it takes the place of the damaged one, which is set aside (set_aside.py)

The damaged file is only read; where a kill left a journal beside it, copies of both are what is worked on.
"""

import shutil
import struct
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2

from closeddoor.vault import migrations as schema
from closeddoor.vault.connection import open_encrypted, open_in_memory
from closeddoor.vault.damaged_file import DamagedFile, Record, UnreadablePageError
from closeddoor.vault.database import Database
from closeddoor.vault.durable_files import NotAFileError, copy_durably, make_private_folder
from closeddoor.vault.errors import (
    BeyondRepairError,
    DamagedDatabaseError,
    LostHeadError,
    OlderCopyError,
    PlaceTakenError,
)
from closeddoor.vault.head import DatabaseState, judge
from closeddoor.vault.history_file import DATABASE_NAME, HistoryKeys, create_history
from closeddoor.vault.key_file import write_keys
from closeddoor.vault.mending import (
    LostRow,
    insert,
    keep_places,
    lost_rows,
    recover_conversations,
    settle_references,
    with_titles,
)
from closeddoor.vault.migrations import Migration
from closeddoor.vault.rotation import history_keys
from closeddoor.vault.salvage import SCHEMA_ROOT, Salvage
from closeddoor.vault.salvaged_rows import Salvaged, Table, salvage, tables_of
from closeddoor.vault.set_aside import put_in_place
from closeddoor.vault.storage_faults import named_faults
from closeddoor.vault.unlocking import OpenedKeys
from closeddoor.vault.vault_folder import VaultFolder
from closeddoor.vault.ways import Way

OnProgress = Callable[[float], None]

_COUNTED, _SEQUENCE = "vault_state", "sqlite_sequence"
_JOURNAL = "-journal"
_VERSION_AT = 60
_SHADOWS = ("data", "idx", "content", "docsize", "config")
_ROWS_BETWEEN_LOOKS = 100


@dataclass(frozen=True)
class Repaired:
    """`rows` saved by table; what was lost; `notices` are sentences to show once."""

    rows: Mapping[str, int]
    lost: tuple[LostRow, ...]
    pages: int
    damaged_pages: int
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Layout:
    """How the tables are made, and on which page each tree of the damaged file begins, as far as that is known."""

    lay_out: Callable[[dbapi2.Connection], None]
    roots: dict[str, int]


def repair(
    folder: VaultFolder, key: Way | OpenedKeys, on_progress: OnProgress = lambda _: None
) -> tuple[Path, Repaired]:  # fmt: skip
    """Put every row that can be read into a new vault there; return where the damaged one was set aside.

    `key` opens its key file, or is what it was open with a moment ago.
    Raises a `VaultError`, and then the damaged one is as it was; nobody may have it open. What `on_progress` raises
    ends it, too.
    """
    staging = folder.path.with_name(folder.path.name + ".repairing")
    with folder.closed(key) as opened:
        shutil.rmtree(staging, ignore_errors=True)  # of a repair that was killed: the damaged file has it all
        try:
            make_private_folder(staging)
        except FileExistsError:
            raise PlaceTakenError(staging.name) from None
        try:
            keys = history_keys(folder.path, opened)
            repaired = _repair(folder.path, staging, keys, folder.migrations, on_progress)
            write_keys(staging, opened.file)
        except BaseException:
            shutil.rmtree(staging, ignore_errors=True)
            raise
    with named_faults():
        aside = put_in_place(folder.path, staging, "damaged")
    return aside or folder.path, repaired


def _repair(
    folder: Path, staging: Path, keys: HistoryKeys, migrations: Sequence[Migration], on_progress: OnProgress
) -> Repaired:
    try:
        damaged = DamagedFile(_rolled_back(folder, staging, keys), keys.database_key())
    except (FileNotFoundError, NotAFileError) as error:
        raise BeyondRepairError from error
    on_progress(0.2)
    if len(damaged.damaged) == damaged.count:
        raise BeyondRepairError
    reader = Salvage(damaged)
    layout = _layout(reader, migrations)
    tables = _tables(layout)
    salvaged = salvage(reader, tables, layout.roots)
    on_progress(0.4)
    lost: list[LostRow] = []
    create_history(staging, keys, lambda new: lost.extend(_fill(new, tables, salvaged, on_progress)), layout.lay_out)
    shutil.rmtree(staging / "before", ignore_errors=True)
    rows = {name: len(found.rows) for name, found in salvaged.items() if name not in (_COUNTED, _SEQUENCE)}
    notices = _compare_with_head(folder, keys, salvaged[_COUNTED], damaged.size_bytes)
    return Repaired(rows, tuple(lost), damaged.count, len(damaged.damaged), notices)


def _rolled_back(folder: Path, staging: Path, keys: HistoryKeys) -> Path:
    """Return the file to read: where a transaction was interrupted, a copy in which SQLite took it back, if it can."""
    path = folder / DATABASE_NAME
    journal = path.with_name(path.name + _JOURNAL)
    if not journal.is_file():
        return path
    before = staging / "before"
    make_private_folder(before)
    for source in (path, journal):
        copy_durably(source, before / source.name)
    with suppress(dbapi2.Error, DamagedDatabaseError):
        open_encrypted(before / DATABASE_NAME, keys.database_key()).close()
    return before / DATABASE_NAME


def _layout(reader: Salvage, migrations: Sequence[Migration]) -> Layout:
    """Return the file's own layout where all of it can be read, else that of this version."""
    tree = reader.tree(SCHEMA_ROOT, is_table=True)
    version = _version(reader.file)
    if version is not None:
        schema.pending(version, migrations)
    records = [record for _, record in tree.entries]
    if tree.is_whole and version is not None:
        roots = _roots(records)
        return Layout(lambda connection: _lay_out(connection, records, version), roots)
    if version not in (None, schema.latest_version(schema.MIGRATIONS)):
        raise BeyondRepairError
    records += [record for page in reader.loose(are_tables=True) for _, record in page.entries if _is_schema(record)]
    return Layout(schema.create_schema, _roots(records))


def _version(file: DamagedFile) -> int | None:
    try:
        (version,) = struct.unpack_from(">I", file.content(SCHEMA_ROOT), _VERSION_AT)
    except UnreadablePageError:
        return None
    return int(version)


def _is_schema(record: Record) -> bool:
    return len(record) == 5 and record[0] in ("table", "index", "trigger") and isinstance(record[3], int)


def _roots(records: Sequence[Record]) -> dict[str, int]:
    return {str(name): root for _, name, _, root, _ in filter(_is_schema, records) if isinstance(root, int)}


def _lay_out(connection: dbapi2.Connection, records: Sequence[Record], version: int) -> None:
    """Make the tables as the damaged file had them, older ones too; opening brings them to this version's form."""
    virtual = [str(name) for _, name, _, _, sql in records if str(sql).startswith("CREATE VIRTUAL")]
    shadows = {f"{name}_{kind}" for name in virtual for kind in _SHADOWS}
    of_ones_own = [
        (kind, str(sql)) for kind, name, _, _, sql in records if sql and name not in shadows and name != _SEQUENCE
    ]
    connection.execute("BEGIN")
    for wanted in ("table", "index", "trigger"):
        for kind, sql in of_ones_own:
            if kind == wanted:
                connection.execute(sql)
    for name in virtual:
        connection.execute(f"INSERT INTO {name} ({name}, rank) VALUES ('secure-delete', 1)")  # noqa: S608 - a name of the schema's
    connection.execute("INSERT INTO vault_state (id, sequence, entries) VALUES (1, 0, 0)")
    connection.execute(f"PRAGMA user_version = {version}")
    connection.execute("COMMIT")


def _tables(layout: Layout) -> tuple[Table, ...]:
    connection = open_in_memory()
    try:
        layout.lay_out(connection)
        return tables_of(connection)
    finally:
        connection.close()


def _fill(
    new: Database, tables: tuple[Table, ...], salvaged: Mapping[str, Salvaged], on_progress: OnProgress
) -> list[LostRow]:
    """Insert all rows in one transaction; return those that are lost."""
    total = sum(len(found.rows) for found in salvaged.values()) or 1
    lost: list[LostRow] = []
    done = 0
    with new.write() as writing:
        writing.execute("PRAGMA defer_foreign_keys = ON")
        for table in tables:
            if table.name in (_COUNTED, _SEQUENCE):
                continue
            lost += lost_rows(table, salvaged[table.name])
            for row in salvaged[table.name].rows:
                row.pop("rowid", None)
                if not insert(writing, table.name, row):
                    lost.append(LostRow(table.name, str(next(iter(row.values()), "")), {}))
                done += 1
                if done % _ROWS_BETWEEN_LOOKS == 0:
                    on_progress(0.4 + 0.6 * done / total)
        keep_places(writing, tables, salvaged)
        recover_conversations(writing, tables)
        lost += settle_references(writing, tables)
        _keep_ids(writing, salvaged[_SEQUENCE])
    return with_titles(lost, salvaged["conversations"])


def _keep_ids(writing: dbapi2.Connection, found: Salvaged) -> None:
    """Ids that were given once are never given again, also those of what was deleted or lost."""
    writing.executemany(
        "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", [(row["seq"], row["name"]) for row in found.rows]
    )


def _compare_with_head(folder: Path, keys: HistoryKeys, counted: Salvaged, size_bytes: int) -> tuple[str, ...]:
    """Say that the damaged file was an older copy, too: the repaired one has a head of its own and hides it."""
    if not counted.rows:
        return ()
    sequence, entries = counted.rows[0]["sequence"], counted.rows[0]["entries"]
    try:
        judge(keys.head_file(folder).read(), DatabaseState(int(str(sequence)), int(str(entries)), size_bytes))
    except (OlderCopyError, LostHeadError) as error:
        return (error.happened,)
    except DamagedDatabaseError:  # of another size: that is why it is repaired
        return ()
    return ()
