"""From trees to rows: which values belong to which column of which table, and which keys are missing.

The form of the tables is asked of a database that is laid out in the same way; so nothing here knows a table by name.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from sqlcipher3 import dbapi2

from closeddoor.vault.damaged_file import Record, Value
from closeddoor.vault.salvage import Entry, Salvage, Tree

Row = dict[str, Value]

_TYPES: dict[str, tuple[type, ...]] = {"INTEGER": (int,), "TEXT": (str,), "BLOB": (bytes,), "REAL": (int, float)}


@dataclass(frozen=True)
class Column:
    """`is_rowid` holds the row id and nothing in the record."""

    name: str
    types: tuple[type, ...]
    may_be_absent: bool
    is_rowid: bool


@dataclass(frozen=True)
class Index:
    """`columns` in the order of its entries, None for an expression; the row id follows."""

    name: str
    columns: tuple[str | None, ...]
    is_partial: bool


@dataclass(frozen=True)
class Table:
    """`columns` in the order of its records."""

    name: str
    columns: tuple[Column, ...]
    has_rowid: bool
    indexes: tuple[Index, ...]

    @property
    def rowid(self) -> str | None:
        return next((column.name for column in self.columns if column.is_rowid), None)

    def row(self, entry: Entry) -> Row:
        """Columns that were added after the row was written are not in it."""
        rowid, record = entry
        named = zip(self.columns, record, strict=False)
        row: Row = {column.name: rowid if column.is_rowid else value for column, value in named}
        return row if self.rowid or not self.has_rowid else {"rowid": rowid, **row}

    def fits(self, record: Record) -> bool:
        """Whether these can be the values of a row of this table."""
        if len(record) > len(self.columns) or any(not column.may_be_absent for column in self.columns[len(record) :]):
            return False
        return all(_fits(column, value) for column, value in zip(self.columns, record, strict=False))


def _fits(column: Column, value: Value) -> bool:
    if column.is_rowid or value is None:
        return value is None and (column.is_rowid or column.may_be_absent)
    return type(value) in column.types


@dataclass
class Salvaged:
    """The rows of one table; `missing` keys are known to have been there, with what indexes still say of them."""

    rows: list[Row] = field(default_factory=list)
    missing: dict[int, Row] = field(default_factory=dict)
    uncertain: list[tuple[int, int]] = field(default_factory=list)
    unknown_pages: int = 0


def tables_of(connection: dbapi2.Connection) -> tuple[Table, ...]:
    """Return the ordinary tables of a database: not the search indexes, nor what lies under them."""
    listed = connection.execute("PRAGMA main.table_list").fetchall()
    names = sorted((name, bool(without)) for _, name, kind, _, without, _ in listed if kind == "table")
    return tuple(_table(connection, name, has_rowid=not without) for name, without in names if name != "sqlite_schema")


def _table(connection: dbapi2.Connection, name: str, *, has_rowid: bool) -> Table:
    facts = connection.execute(f"PRAGMA table_info({name})").fetchall()
    if not has_rowid:  # the key's columns come first, in its order
        facts.sort(key=lambda fact: (fact[5] == 0, fact[5], fact[0]))
    keys = [fact for fact in facts if fact[5]]
    is_rowid = has_rowid and len(keys) == 1 and keys[0][2].upper() == "INTEGER"
    columns = tuple(
        Column(
            column,
            _TYPES.get(kind.upper(), (int, float, str, bytes)),
            not not_null or default is not None,
            is_rowid and bool(key),
        )
        for _, column, kind, not_null, default, key in facts
    )
    indexes = connection.execute(f"PRAGMA index_list({name})").fetchall() if has_rowid else ()
    return Table(name, columns, has_rowid, tuple(_index(connection, index[1], bool(index[4])) for index in indexes))


def _index(connection: dbapi2.Connection, name: str, is_partial: bool) -> Index:  # noqa: FBT001 - a fact, not a switch
    parts = connection.execute(f"PRAGMA index_xinfo({name})").fetchall()
    return Index(name, tuple(part[2] for part in parts[:-1]), is_partial)


def salvage(reader: Salvage, tables: Sequence[Table], roots: dict[str, int]) -> dict[str, Salvaged]:
    """Return the rows of each table; `roots` says on which page each tree begins, as far as that is known."""
    forms = [*tables, *(_form(table, index) for table in tables for index in table.indexes)]
    trees = {form.name: reader.tree(roots.get(form.name), is_table=form.has_rowid) for form in forms}
    incomplete = [form for form in forms if not trees[form.name].is_whole]
    for are_tables in (True, False):
        _adopt(reader.loose(are_tables=are_tables), [f for f in incomplete if f.has_rowid == are_tables], trees)
    return {table.name: _salvaged(table, trees) for table in tables}


def _form(table: Table, index: Index) -> Table:
    """Return the entries of an index as if they were those of a table without row ids."""
    columns = {column.name: replace(column, is_rowid=False) for column in table.columns}
    anything = Column("", (int, float, str, bytes), may_be_absent=True, is_rowid=False)
    rowid = Column("rowid", (int,), may_be_absent=False, is_rowid=False)
    return Table(index.name, (*(columns.get(name or "", anything) for name in index.columns), rowid), False, ())


def _adopt(pages: Iterable[Tree], forms: Sequence[Table], trees: dict[str, Tree]) -> None:
    """Give each page that hangs in the air to the one tree that it can be of, where a page of that is missing."""
    for page in pages:
        of = [form for form in forms if page.entries and all(form.fits(record) for _, record in page.entries)]
        if len(of) == 1:
            trees[of[0].name].entries += page.entries
            trees[of[0].name].lost_rowids += page.lost_rowids


def _facts(table: Table, trees: dict[str, Tree]) -> tuple[dict[int, Row], bool]:
    """Return what indexes say of each row, and whether one of them knows all."""
    facts: dict[int, Row] = {}
    for index in table.indexes:
        for _, (*values, rowid) in trees[index.name].entries:
            if isinstance(rowid, int):
                named = {name: value for name, value in zip(index.columns, values, strict=False) if name}
                facts.setdefault(rowid, {}).update(named)
    return facts, any(trees[index.name].is_whole and not index.is_partial for index in table.indexes)


def _salvaged(table: Table, trees: dict[str, Tree]) -> Salvaged:
    tree, (facts, knows_all) = trees[table.name], _facts(table, trees)
    rows = [table.row(entry) for entry in tree.entries]
    if not table.has_rowid:
        return Salvaged(rows, unknown_pages=len(tree.lost_ranges) + len(tree.lost_rowids))
    found = {rowid for rowid, _ in tree.entries}
    missing = {rowid: row for rowid, row in facts.items() if rowid not in found}
    missing |= {rowid: {} for rowid in tree.lost_rowids if rowid not in missing}
    uncertain = [] if knows_all else [bounds for bounds in tree.lost_ranges if not _holds_any(bounds, found)]
    return Salvaged(rows, missing, uncertain)


def _holds_any(bounds: tuple[int, int], rowids: set[int]) -> bool:
    """Where rows of a range were found, the page that is missing was an inner one."""
    low, high = bounds
    return any(low <= rowid <= high for rowid in rowids)
