"""Tables as they stand in board papers: hairlines between rows, a strong line under the head, no boxes."""

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QTextBlockFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableCellFormat,
    QTextTableFormat,
)

from closeddoor.text.blocks import Alignment, Cell, Inline
from closeddoor.ui.theme import Colours


class CellText(Protocol):
    """Sets the inline text of one cell at `cursor`."""

    def __call__(self, cursor: QTextCursor, inlines: tuple[Inline, ...], *, head: bool) -> None: ...


_ALIGNMENTS: dict[Alignment, Qt.AlignmentFlag] = {
    "": Qt.AlignmentFlag.AlignLeft,
    "left": Qt.AlignmentFlag.AlignLeft,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}

_SOLID = QTextFrameFormat.BorderStyle.BorderStyle_Solid


def ruled_table(em_px: int) -> QTextTableFormat:
    """Return the format of a table as wide as its column, for text of `em_px` pixels."""
    result = QTextTableFormat()
    result.setBorder(0)
    result.setBorderCollapse(True)
    result.setCellSpacing(0)
    result.setCellPadding(0)
    result.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    result.setHeaderRowCount(1)
    result.setTopMargin(round(em_px * 0.4))
    result.setBottomMargin(round(em_px * 0.8))
    return result


class TableSetter:
    """Fills one table in reading order, so that places noted for a cell are not moved by the next."""

    def __init__(self, table: QTextTable, colours: Colours, em_px: int) -> None:
        self._table = table
        self._colours = colours
        self._em_px = em_px
        self._pad_px = round(em_px * 0.4)

    def set_rows(self, rows: tuple[tuple[Cell, ...], ...], set_text: CellText) -> None:
        for row_index, row in enumerate(rows):
            for column_index, cell in enumerate(row):
                self._set_cell(row_index, column_index, cell, set_text)

    def _set_cell(self, row: int, column: int, cell: Cell, set_text: CellText) -> None:
        place = self._table.cellAt(row, column)
        place.setFormat(self._ruled(row, column))
        cursor = place.firstCursorPosition()
        cursor.setBlockFormat(self._aligned(cell.align))
        set_text(cursor, cell.inlines, head=row == 0)

    def _ruled(self, row: int, column: int) -> QTextTableCellFormat:
        result = QTextTableCellFormat()
        result.setBottomBorderStyle(_SOLID)
        result.setBottomBorder(1)
        result.setBottomBorderBrush(QBrush(QColor(self._colours.ink if row == 0 else self._colours.line)))
        result.setTopPadding(self._pad_px)
        result.setBottomPadding(self._pad_px)
        result.setLeftPadding(0 if column == 0 else self._pad_px)
        result.setRightPadding(0 if column == self._table.columns() - 1 else self._pad_px)
        return result

    def _aligned(self, align: Alignment) -> QTextBlockFormat:
        result = QTextBlockFormat()
        result.setLineHeight(round(self._em_px * 1.35), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        result.setAlignment(_ALIGNMENTS.get(align, Qt.AlignmentFlag.AlignLeft))
        return result
