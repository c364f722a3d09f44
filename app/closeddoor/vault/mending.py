"""Rows whose neighbours were lost: kept in their place where an index still says which it was, and listed otherwise."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sqlcipher3 import dbapi2

from closeddoor.language import tr
from closeddoor.vault.damaged_file import Value
from closeddoor.vault.salvage import FIRST_ROWID, LAST_ROWID
from closeddoor.vault.salvaged_rows import Row, Salvaged, Table

CONVERSATION_TITLE = "conversation title"
"""Among the facts of a message that is lost: where it was."""

_PLACEHOLDER = tr("This entry was damaged and could not be saved.")
_RECOVERED = tr("Recovered")
_OF_CONVERSATIONS = {"messages": "created_at_ms", "attachments": "added_at_ms"}
_BEGUN_AGAIN: Row = {"stage": "work", "position": "", "finished_at_ms": None}


@dataclass(frozen=True)
class LostRow:
    """`key` is its key in `table`; or a range, or nothing, where it is not known which rows were there.

    `facts` are values that an index still held; its words show in no log.
    """

    table: str
    key: str
    facts: Mapping[str, Value]
    is_certain: bool = True

    def __repr__(self) -> str:
        return f"LostRow({self.table})"


def insert(writing: dbapi2.Connection, table: str, row: Row) -> bool:
    """Insert one row; return False when the table does not take it."""
    names, places = ", ".join(row), ", ".join("?" * len(row))
    try:
        writing.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", tuple(row.values()))  # noqa: S608 - names of the schema's
    except dbapi2.IntegrityError:
        return False
    return True


def lost_rows(table: Table, found: Salvaged) -> Iterator[LostRow]:
    """Say which rows of a table are not there any more, as far as that is known."""
    for rowid, facts in sorted(found.missing.items()):
        yield LostRow(table.name, str(rowid if table.rowid else next(iter(facts.values()), rowid)), facts)
    for low, high in found.uncertain:
        first, last = ("" if end in (FIRST_ROWID, LAST_ROWID) else str(end) for end in (low, high))
        yield LostRow(table.name, f"{first}–{last}", {}, is_certain=False)
    for _ in range(found.unknown_pages):
        yield LostRow(table.name, "", {}, is_certain=False)


def with_titles(lost: list[LostRow], conversations: Salvaged) -> list[LostRow]:
    """Say of messages in which conversation they were."""
    titles = {row["id"]: row["title"] for row in conversations.rows}
    return [
        replace(row, facts={**row.facts, CONVERSATION_TITLE: titles[row.facts["conversation_id"]]})
        if row.facts.get("conversation_id") in titles
        else row
        for row in lost
    ]


def keep_places(writing: dbapi2.Connection, tables: tuple[Table, ...], salvaged: Mapping[str, Salvaged]) -> None:
    """Put something in the place of messages and attempts that indexes still know: others belong to them.

    A message says that it was damaged. An attempt goes back to the work, where its answers are; they are scored again.
    """
    columns = {table.name: {column.name for column in table.columns} for table in tables}

    def put(table: str, row: Row) -> None:
        insert(writing, table, {name: value for name, value in row.items() if name in columns[table]})

    for message_id, facts in salvaged["messages"].missing.items():
        put("messages", {**facts, "id": message_id, "text": _PLACEHOLDER})
    versions = {row["pack_hash"]: row["pack_version"] for row in salvaged["attempts"].rows}
    for attempt_id, facts in salvaged["attempts"].missing.items():
        begun = {} if facts.get("stage") == "read" else _BEGUN_AGAIN
        version = versions.get(facts.get("pack_hash"), "")
        put("attempts", {**facts, **begun, "id": attempt_id, "pack_version": version})


def recover_conversations(writing: dbapi2.Connection, tables: tuple[Table, ...]) -> None:
    """Give messages and attachments whose conversation was lost another one under its id."""
    for table, at_ms in _OF_CONVERSATIONS.items():
        if table in {present.name for present in tables}:
            writing.execute(
                f"""
                INSERT INTO conversations (id, title, created_at_ms, updated_at_ms)
                SELECT conversation_id, ?, min({at_ms}), max({at_ms}) FROM {table}
                WHERE conversation_id NOT IN (SELECT id FROM conversations) GROUP BY conversation_id
                """,  # noqa: S608 - names of the schema's
                (_RECOVERED,),
            )


def settle_references(writing: dbapi2.Connection, tables: tuple[Table, ...]) -> Iterator[LostRow]:
    """Let go of references to what is lost; take out, and name, rows that are nothing without it.

    Ends, for each round takes something away.
    """
    while writing.execute("PRAGMA foreign_key_check").fetchone():
        for table in tables:
            yield from _settle(writing, table)


def _settle(writing: dbapi2.Connection, table: Table) -> Iterator[LostRow]:
    optional = {column.name for column in table.columns if column.may_be_absent}
    key = table.rowid or table.columns[0].name
    for _, _, parent, column, target, *_ in writing.execute(f"PRAGMA foreign_key_list({table.name})").fetchall():
        orphans = f"{column} IS NOT NULL AND {column} NOT IN (SELECT {target} FROM {parent})"  # noqa: S608 - as above
        if column in optional:
            writing.execute(f"UPDATE {table.name} SET {column} = NULL WHERE {orphans}")  # noqa: S608 - names of the schema's
            continue
        for (value,) in writing.execute(f"SELECT {key} FROM {table.name} WHERE {orphans}").fetchall():  # noqa: S608 - as above
            yield LostRow(table.name, str(value), {})
        writing.execute(f"DELETE FROM {table.name} WHERE {orphans}")  # noqa: S608 - as above
