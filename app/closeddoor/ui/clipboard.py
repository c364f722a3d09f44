"""Copying without leaving it lying around: marked as private for clipboard histories, and cleared after 30 seconds."""

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QGuiApplication

CLEAR_AFTER_MS = 30_000

PRIVATE_FORMATS = {
    "x-kde-passwordManagerHint": b"secret",  # KDE's Klipper
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"\0",  # untested
    "org.nspasteboard.ConcealedType": b"",  # macOS clipboard managers; untested
}


class PrivateClipboard(QObject):
    """The system's clipboard, used with care."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._copied = ""
        self._timer = QTimer(self, singleShot=True, interval=CLEAR_AFTER_MS)
        self._timer.timeout.connect(self.clear)

    def copy(self, text: str) -> None:
        """Put `text` there for half a minute."""
        data = QMimeData()
        data.setText(text)
        for name, value in PRIVATE_FORMATS.items():
            data.setData(name, value)
        self._copied = text
        QGuiApplication.clipboard().setMimeData(data)
        self._timer.start()

    def clear(self) -> None:
        """Take it away again, unless something else was copied since."""
        clipboard = QGuiApplication.clipboard()
        if self._copied and clipboard.text() == self._copied:
            clipboard.clear()
        self._copied = ""
