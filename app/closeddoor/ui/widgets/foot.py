"""Something that stands below what scrolls, and takes that room away from it while it shows."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

CHANGES = (QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest)


class Foot(QObject):
    """Keeps `widget` at the foot of `page`; `reserve` is told how many pixels it takes, 0 while it is hidden."""

    def __init__(self, widget: QWidget, page: QWidget, reserve: Callable[[int], None]) -> None:
        super().__init__(page)
        self._widget = widget
        self._page = page
        self._reserve = reserve
        self._reserved_px = 0
        widget.setParent(page)
        widget.hide()
        widget.installEventFilter(self)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in CHANGES if watched is self._widget else event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        width, height = self._page.width(), 0
        if not self._widget.isHidden():
            height = max(self._widget.heightForWidth(width), self._widget.minimumSizeHint().height())
            self._widget.setGeometry(0, self._page.height() - height, width, height)
        if height != self._reserved_px:
            self._reserved_px = height
            self._reserve(height)
