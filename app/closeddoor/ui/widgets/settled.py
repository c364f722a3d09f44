"""Room for what seldom changes on a page that often does."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from closeddoor.ui.widgets.tab_order import LaidOutByHand


class Settled(LaidOutByHand):
    """Put things into `body`: how high they are is asked of them anew only after one of them has changed.

    A page that scrolls asks for the height at several widths, and Qt's layouts remember one: each change anywhere on it
    has all labels break their lines again.
    """

    def __init__(self) -> None:
        super().__init__()
        self._inner = QWidget(self)
        self.body = QVBoxLayout(self._inner)
        self._heights: dict[int, int] = {}
        self._hints: tuple[QSize, QSize] | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def in_order(self) -> Sequence[QWidget]:
        return (self._inner,)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self.body.totalHeightForWidth(width)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        return self._both_hints()[0]

    def minimumSizeHint(self) -> QSize:
        return self._both_hints()[1]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._inner.setGeometry(self.rect())

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.ShowToParent, QEvent.Type.StyleChange):
            self._heights.clear()
            self._hints = None
            self.updateGeometry()
        return super().event(event)

    def _both_hints(self) -> tuple[QSize, QSize]:
        if self._hints is None:
            self._hints = self.body.totalSizeHint(), self.body.totalMinimumSize()
        return self._hints
