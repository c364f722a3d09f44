"""A row that breaks into further rows when there is no room: nothing is cut off at large text sizes."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from closeddoor.ui.theme.spacing import S


class Flow(QLayout):
    """Lays items from left to right and starts a new row where the next one would not fit.

    With `on_one_line` the items of a row stand at the same middle, whatever their heights; else at the same top.
    """

    def __init__(self, parent: QWidget | None = None, *, gap_px: int = S, on_one_line: bool = False) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap_px = gap_px
        self._on_one_line = on_one_line
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in shown) + self._gap_px * max(0, len(shown) - 1)
        return QSize(width, max((size.height() for size in shown), default=0))

    def minimumSize(self) -> QSize:
        shown = [item.minimumSize() for item in self._items if not item.isEmpty()]
        return QSize(
            max((size.width() for size in shown), default=0), max((size.height() for size in shown), default=0)
        )

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Go through the items row by row; return the height all rows take."""
        y = rect.y()
        for row in self._rows(rect.width()):
            height = max(size.height() for _, size in row)
            x = rect.x()
            for item, size in row:
                if move:
                    lower_px = (height - size.height()) // 2 if self._on_one_line else 0
                    item.setGeometry(QRect(QPoint(x, y + lower_px), size))
                x += size.width() + self._gap_px
            y += height + self._gap_px
        return max(0, y - self._gap_px - rect.y())

    def _rows(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """Return the items that show, with their sizes, as they break into rows of at most `width`."""
        rows: list[list[tuple[QLayoutItem, QSize]]] = []
        taken = 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = _within(item, width)
            if not rows or taken + size.width() > width:
                rows.append([])
                taken = 0
            rows[-1].append((item, size))
            taken += size.width() + self._gap_px
        return rows


def _within(item: QLayoutItem, width: int) -> QSize:
    """Return the size of an item in a row of `width`: words that are longer than the row wrap in it."""
    size = item.sizeHint()
    if size.width() <= width or not item.hasHeightForWidth():
        return size
    narrow = max(width, item.minimumSize().width())
    return QSize(narrow, item.heightForWidth(narrow))
