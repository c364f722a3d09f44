"""Copying without leaving it lying around: marked as private for clipboard histories, and cleared after 30 seconds.

Where selecting is enough to paste elsewhere with the middle button (X11, Wayland), the same holds for what is selected.
"""

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

CLEAR_AFTER_MS = 30_000
SELECTION = QClipboard.Mode.Selection

OWN_FORMAT = "application/x-closed-door-private"
"""By which a copy is known as ours, whichever widget made it."""

PRIVATE_FORMATS = {
    OWN_FORMAT: b"1",
    "x-kde-passwordManagerHint": b"secret",  # KDE's Klipper
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"\0",  # untested
    "org.nspasteboard.ConcealedType": b"",  # macOS clipboard managers; untested
}


def private_mime(text: str) -> QMimeData:
    """Return `text` for the clipboard: characters only, marked as private. Every copy of the application is made so."""
    data = QMimeData()
    data.setText(text)
    for name, value in PRIVATE_FORMATS.items():
        data.setData(name, value)
    return data


def copy_privately(text: str) -> None:
    """Put `text` on the clipboard; the `PrivateClipboard` that is alive takes it away again."""
    QGuiApplication.clipboard().setMimeData(private_mime(text))


def select_privately(text: str) -> None:
    """Offer `text`, which was just selected with the mouse, to the middle button, where the system knows such a thing.

    For widgets that Qt lets offer it in the open and cannot be told not to: call it after they did. Nobody saw theirs:
    a clipboard is asked for its content by a message, which this process answers later.
    """
    clipboard = QGuiApplication.clipboard()
    if text and clipboard.supportsSelection():
        clipboard.setMimeData(private_mime(text), SELECTION)


class PrivateClipboard(QObject):
    """Watches the system's clipboard, and takes away what any widget of ours put there; one lives in an application."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._copied = ""
        self._timer = QTimer(self, singleShot=True, interval=CLEAR_AFTER_MS)
        self._timer.timeout.connect(self.clear)
        QGuiApplication.clipboard().dataChanged.connect(self._see)
        QGuiApplication.clipboard().selectionChanged.connect(self._see_selection)

    def copy(self, text: str) -> None:
        """Put `text` there for half a minute."""
        copy_privately(text)

    def clear(self) -> None:
        """Take it away again, unless something else was copied since."""
        clipboard = QGuiApplication.clipboard()
        if self._copied and clipboard.text() == self._copied:
            clipboard.clear()
        if clipboard.ownsSelection():
            clipboard.clear(SELECTION)
        self._copied = ""
        self._timer.stop()

    def _see(self) -> None:
        """Count from the latest copy of ours."""
        data = QGuiApplication.clipboard().mimeData()
        if data is not None and data.hasFormat(OWN_FORMAT):
            self._copied = data.text()
            self._timer.start()

    def _see_selection(self) -> None:
        """Count from the first selection, lest selecting keep a copy there for longer."""
        if QGuiApplication.clipboard().ownsSelection() and not self._timer.isActive():
            self._timer.start()
