"""What all text that is only read has in common: it can be selected and copied, and opens nothing."""

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget


class ReadingText(QTextEdit):
    """A read-only text. With `grows`, it is as high as its text and never scrolls: the page around it does.

    Links are text and pictures are not loaded, whatever the text names.
    """

    def __init__(self, name: str, *, grows: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grows = grows
        self.setProperty("reading", "true")
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setReadOnly(True)
        self.setAcceptDrops(False)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if grows:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            # QTextEdit keeps the range from before it grew, and would scroll its first lines away with the caret.
            self.verticalScrollBar().rangeChanged.connect(lambda: self.verticalScrollBar().setRange(0, 0))

    def loadResource(self, type: int, name: QUrl | str) -> object:  # noqa: A002, ARG002  Qt's signature; nothing loads
        return None

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._grows:
            event.ignore()
            return
        super().wheelEvent(event)

    def grow(self) -> None:
        """Be as high as the text."""
        height = round(self.document().size().height()) + 4
        if self._grows and height != self.height():
            self.setFixedHeight(height)
