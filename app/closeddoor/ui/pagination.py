"""Blocks flowed onto pages: each page is a document of its own, so that setting one never depends on the others.

A heading stands with what follows it, two lines of a paragraph stay together, the head of a table is repeated.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from PySide6.QtCore import QSizeF
from PySide6.QtGui import (
    QPagedPaintDevice,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextLength,
    QTextTable,
    QTextTableCell,
)

from closeddoor.text.blocks import Block, Code, Heading, Paragraph, Rule, Table
from closeddoor.ui.cutting import CutTable, cut_table, cut_text, is_longer, length_of, reach, row_length, unfolded
from closeddoor.ui.widgets.document.typesetter import Faces, Tail, Typesetter

PART_GAP_EM = 2.2
"""What stands above a part (a heading of the first level) within a page."""

LINES_TOGETHER = 2
MOST_CHARACTERS = 8_000
MOST_LINES = 60
"""How much of a block is tried on a page: more than one holds, and little enough to be set in milliseconds."""

Rest = tuple[Block, ...]
"""What of a block did not find room."""


class Sheet:
    """One page, from the top."""

    def __init__(self, faces: Faces, size: QSizeF, device: QPagedPaintDevice) -> None:
        self.document = QTextDocument()
        self.document.setUseDesignMetrics(True)
        self.document.documentLayout().setPaintDevice(device)
        self._setter = Typesetter(self.document, faces)
        self.document.setTextWidth(size.width())
        self._em_px = faces.em_px
        self._code_pad_px = faces.em_px * 0.6
        self._width_px, self._height_px = size.width(), size.height()
        self._placed: list[tuple[Block, Tail]] = []
        self.characters = 0

    @property
    def is_empty(self) -> bool:
        return not self._placed

    def place(self, block: Block) -> Rest:
        """Set as much of `block` as there is room for and return the rest; a page never stays empty."""
        tried, behind = _most_of(block)
        self._put(tried)
        if self.document.size().height() <= self._height_px:
            return behind
        fitting = self._fitting(tried)
        if fitting is None:
            return behind
        if isinstance(block, Table) and not isinstance(block, CutTable):
            block = CutTable(block.rows, block.container, self._column_widths())
        self._take_back()
        if fitting == 0 and self._placed:
            return (*self._loose_headings(), block)
        if isinstance(block, Table) and not fitting:
            return unfolded(block)
        first, rest = _cut(block, fitting)
        self._put(first)
        return rest

    def _put(self, block: Block) -> None:
        tail = self._setter.tail()
        self._setter.set_blocks((block,))
        top = QTextBlockFormat()
        if not self._placed:
            top.setTopMargin(0)
            QTextCursor(self.document.begin()).mergeBlockFormat(top)
        elif isinstance(block, Heading) and block.level == 1:
            top.setTopMargin(PART_GAP_EM * self._em_px)
            QTextCursor(self.document.lastBlock()).mergeBlockFormat(top)
        if isinstance(block, CutTable) and block.widths:
            self._keep_columns(block.widths)
        self._placed.append((block, tail))
        self.characters += length_of(block)

    def _take_back(self) -> Block:
        block, tail = self._placed.pop()
        self._setter.cut_to(tail)
        self.characters -= length_of(block)
        return block

    def _loose_headings(self) -> Rest:
        """Take the headings at the end of the page back, unless there is nothing else on it."""
        count = 0
        while count < len(self._placed) and isinstance(self._placed[-1 - count][0], Heading):
            count += 1
        if count == len(self._placed):
            return ()
        return tuple(reversed([self._take_back() for _ in range(count)]))

    def _fitting(self, block: Block) -> int | None:
        """Return how many characters, or rows of a table, have room; None when all have."""
        match block:
            case Table():
                return self._fitting_rows()
            case Code():
                return self._fitting_characters(self.document.lastBlock().previous(), "", self._code_pad_px)
            case Rule():
                return self._fitting_characters(self.document.lastBlock(), "", 0)
            case Heading() | Paragraph():
                bullet = block.container.bullet
                return self._fitting_characters(self.document.lastBlock(), bullet and f"{bullet}\t", 0)

    def _fitting_characters(self, block: QTextBlock, prefix: str, below_px: float) -> int | None:
        lines = block.layout()
        room_px = self._height_px - below_px - self._top_px(block)
        count = lines.lineCount()
        fitting = next((n for n in range(count) if lines.lineAt(n).y() + lines.lineAt(n).height() > room_px), count)
        if fitting == count:
            return None
        fitting = min(fitting, count - LINES_TOGETHER)
        if fitting < LINES_TOGETHER:
            return 0
        before = block.text().encode("utf-16-le")[: 2 * lines.lineAt(fitting).textStart()]
        return max(0, len(before.decode("utf-16-le", "replace")) - len(prefix))

    def _fitting_rows(self) -> int | None:
        table = self._last_table()
        rows = range(table.rows())
        fitting = next((row for row in rows if self._bottom_px(table, row) > self._height_px), None)
        return fitting if fitting is None or fitting > 1 else 0

    def _column_widths(self) -> tuple[float, ...]:
        """Return the widths of the columns of the last table, as shares of the page."""
        table = self._last_table()
        cells = [table.cellAt(0, column) for column in range(table.columns())]
        starts = [self._left_px(cell) - cell.format().toTableCellFormat().leftPadding() for cell in cells]
        return tuple((end - start) / self._width_px for start, end in pairwise((*starts, self._width_px)))

    def _keep_columns(self, widths: tuple[float, ...]) -> None:
        table = self._last_table()
        kept = table.format()
        kept.setColumnWidthConstraints([QTextLength(QTextLength.Type.PercentageLength, 100 * each) for each in widths])
        table.setFormat(kept)

    def _last_table(self) -> QTextTable:
        return QTextCursor(self.document.lastBlock().previous()).currentTable()

    def _left_px(self, cell: QTextTableCell) -> float:
        return self.document.documentLayout().blockBoundingRect(cell.firstCursorPosition().block()).left()

    def _bottom_px(self, table: QTextTable, row: int) -> float:
        cells = (table.cellAt(row, column) for column in range(table.columns()))
        return max(
            self._top_px(last)
            + last.layout().boundingRect().height()
            + cell.format().toTableCellFormat().bottomPadding()
            for cell in cells
            for last in (cell.lastCursorPosition().block(),)
        )

    def _top_px(self, block: QTextBlock) -> float:
        return self.document.documentLayout().blockBoundingRect(block).top()


def flow(blocks: Iterable[Block], new_sheet: Callable[[], Sheet], pages: list[Sheet]) -> Iterator[float]:
    """Fill `pages`; yield after each block, a few milliseconds of work, which share of the characters is set."""
    waiting = deque(blocks)
    done, total = 0, max(1, sum(map(length_of, waiting)))
    pages.append(new_sheet())
    while waiting:
        block = waiting.popleft()
        rest = unfolded(block) if isinstance(block, Table) and _is_unfit(block) else pages[-1].place(block)
        waiting.extendleft(reversed(rest))
        if rest and not pages[-1].is_empty:
            done += pages[-1].characters
            pages.append(new_sheet())
        yield min(1.0, (done + pages[-1].characters) / total)


def _most_of(block: Block) -> tuple[Block, Rest]:
    """Return what of a block is worth trying on one page, and the rest."""
    if isinstance(block, Table):
        rows, characters = 0, 0
        while rows < min(MOST_LINES, len(block.rows)) and (rows < 2 or characters < MOST_CHARACTERS):
            characters += row_length(block.rows[rows])
            rows += 1
        return (block, ()) if rows == len(block.rows) else _cut(block, rows)
    if isinstance(block, Rule):
        return block, ()
    most = reach(block, MOST_CHARACTERS, MOST_LINES)
    return _cut(block, most) if is_longer(block, most) else (block, ())


def _cut(block: Block, at: int) -> tuple[Block, Rest]:
    """Return the first `at` characters, or rows of a table, and what goes on."""
    match block:
        case Rule():
            return block, ()
        case Table():
            head, tail = cut_table(block, at)
            return head, (tail,)
        case Heading() | Paragraph() | Code():
            first, rest = cut_text(block, max(1, at))
            return first, (rest,)


def _is_unfit(table: Table) -> bool:
    """Return whether a table is too much for a page before it is tried: its head, or its first row."""
    return sum(map(row_length, table.rows[:2])) > MOST_CHARACTERS
