"""Widgets one under the other, many of them: only what changed is measured again, only what is below it moves.

A `QVBoxLayout` measures all its items when one of them grows: 250 ms for 200 turns of a conversation, at each new line.
"""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from closeddoor.ui.widgets.tab_order import LaidOutByHand


class Stack(LaidOutByHand):
    """As wide as it is given, as high as its widgets; each of them must have a layout, which remembers its height."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widgets: list[QWidget] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(0)

    def add(self, widget: QWidget) -> None:
        """Put `widget` at the end."""
        if widget.parent() is not self:
            widget.setParent(self)
        self._widgets.append(widget)
        widget.show()
        self._place_soon()

    def remove(self, widget: QWidget) -> None:
        """Take `widget` away and delete it."""
        self._widgets.remove(widget)
        widget.hide()
        widget.deleteLater()
        self._place_soon()

    def put_aside(self, widget: QWidget) -> None:
        """Take `widget` out and hide it; `add` brings it back, without the cost of making one."""
        self._widgets.remove(widget)
        widget.hide()
        self._place_soon()

    def in_order(self) -> Sequence[QWidget]:
        return self._widgets

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._place()

    def _place_soon(self) -> None:
        """Place once for all that is added or removed now; Qt merges requests to the same widget."""
        QCoreApplication.postEvent(self, QEvent(QEvent.Type.LayoutRequest))

    def _place(self) -> None:
        top, width = 0, self.width()
        for widget in self._widgets:
            height = _height(widget, width)
            place = QRect(0, top, width, height)
            if widget.geometry() != place:
                widget.setGeometry(place)
            top += height
        if self.height() != top:
            self.setFixedHeight(top)


def _height(widget: QWidget, width: int) -> int:
    layout = widget.layout()
    if layout is None:
        return widget.sizeHint().height()
    # A layout in which nothing wraps at the moment knows no height for a width.
    return layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
