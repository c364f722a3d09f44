"""What can be had from the trees of a damaged history file: entries by tree, and what is known of those that are lost.

Pages whose inner page is damaged hang in the air: `loose` finds them, and whoever knows the tables says by what is in
them to which they belong.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from closeddoor.vault.damaged_file import Cell, DamagedFile, Page, Record, UnreadablePageError

SCHEMA_ROOT = 1
FIRST_ROWID, LAST_ROWID = -(1 << 63), (1 << 63) - 1

Entry = tuple[int, Record]
"""A row id (0 in trees that have none) and the values."""


@dataclass
class Tree:
    """What was found below one root; `lost_ranges` are row ids, both ends included, of pages that cannot be read."""

    entries: list[Entry] = field(default_factory=list)
    lost_rowids: list[int] = field(default_factory=list)
    lost_ranges: list[tuple[int, int]] = field(default_factory=list)
    has_root: bool = True

    @property
    def is_whole(self) -> bool:
        return self.has_root and not self.lost_rowids and not self.lost_ranges


class Salvage:
    """Walks trees; remembers which pages were seen, so that none counts twice."""

    def __init__(self, file: DamagedFile) -> None:
        self.file = file
        self._seen: set[int] = set()

    def tree(self, root: int | None, *, is_table: bool) -> Tree:
        """Return all entries of a tree whose pages can be read, in its order; nothing where its root is not known."""
        if root is None:
            return Tree(has_root=False)
        tree = Tree()
        self._walk(tree, root, (FIRST_ROWID, LAST_ROWID), is_table=is_table)
        return tree

    def _walk(self, tree: Tree, number: int, bounds: tuple[int, int], *, is_table: bool) -> None:
        """At most some ten deep; a page that was seen already is not the one that belongs here."""
        is_new = number not in self._seen
        self._seen.add(number)
        try:
            page = self.file.page(number)
        except UnreadablePageError:
            page = None
        if page is None or not is_new or page.is_table != is_table:
            tree.lost_ranges.append(bounds)
            return
        for step in _steps(page, bounds):
            if isinstance(step, Cell):
                self._take(tree, step)
            else:
                self._walk(tree, *step, is_table=is_table)

    def _take(self, tree: Tree, cell: Cell) -> None:
        try:
            tree.entries.append((cell.rowid, self.file.record(cell)))
        except UnreadablePageError:
            tree.lost_rowids.append(cell.rowid)

    def loose(self, *, are_tables: bool) -> Iterator[Tree]:
        """Yield the pages with entries that no tree led to, one by one. Free pages are none: they are overwritten."""
        for number in range(1, self.file.count + 1):
            if number in self._seen:
                continue
            try:
                page = self.file.page(number)
            except UnreadablePageError:
                continue
            if page.is_table == are_tables and page.cells and (page.is_leaf or not page.is_table):
                found = Tree()
                for cell in page.cells:
                    self._take(found, cell)
                yield found


def _steps(page: Page, bounds: tuple[int, int]) -> Iterator[Cell | tuple[int, tuple[int, int]]]:
    """Yield entries and children in order, each child with the row ids that it may hold."""
    low, high = bounds
    for cell in page.cells:
        if not page.is_leaf:
            yield cell.child, (low, cell.rowid)
            low = cell.rowid + 1
        if page.is_leaf or not page.is_table:
            yield cell
    if not page.is_leaf:
        yield page.right, (low, high)
