"""Knowing when a window has been painted for the first time: what can wait begins then."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

UNPAINTED_S = 0.4
"""A window that nobody sees, being minimised, is not painted: what waits for it waits no longer than this."""


class FirstPaint(QObject):
    """`over` comes once: after the first paint of `window`, or where there is none, after a moment."""

    over = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._is_over = False
        window.installEventFilter(self)
        QTimer.singleShot(round(UNPAINTED_S * 1000), self, self._end)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self, self._end)
        return super().eventFilter(watched, event)

    def _end(self) -> None:
        if not self._is_over:
            self._is_over = True
            self._window.removeEventFilter(self)
            self.over.emit()
