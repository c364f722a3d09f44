"""A short text with emphasis, set flush with what stands around it: prompts, situations, closing words."""

from math import ceil

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QTextDocument
from PySide6.QtWidgets import QSizePolicy, QWidget

from closeddoor.text import RenderedText
from closeddoor.text.blocks import Heading, Run
from closeddoor.ui.theme import scaled
from closeddoor.ui.widgets.document.typesetter import Faces, Typesetter


def headline(text: str) -> RenderedText:
    """Return `text` as a title of its own, which wraps with the leading of a title."""
    return RenderedText((Heading(1, (Run(text, 0),)),), text)


class Prose(QWidget):
    """As high as its text at the width it gets. Not selectable; a screen reader gets the displayed text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = RenderedText((), "")
        self._document = QTextDocument(self)
        self._heights: dict[int, int] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_text(self, text: RenderedText) -> None:
        """Show `text`; the same text again changes nothing."""
        if text != self._text:
            self._text = text
            self.setAccessibleName(text.displayed.strip())
            self.setVisible(bool(text.blocks))
            self._reset()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._document.setTextWidth(width)
            self._heights = {**self._heights, width: ceil(self._document.size().height())}
        return self._heights[width]

    def sizeHint(self) -> QSize:
        width = scaled(420)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(120), scaled(20))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._reset()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._document.setTextWidth(self.width())
        self._document.drawContents(painter, event.rect())

    def _reset(self) -> None:
        self._heights = {}
        self._document.clear()
        Typesetter(self._document, Faces.of(self.palette())).set_blocks(self._text.blocks)
        self.updateGeometry()
        self.update()
