"""Labels. Every one shows plain text: what comes from a pack, a model or a file is never read as markup."""

from html import escape
from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

Face = Literal["plain", "title", "document", "document-soft", "heading", "strong", "soft", "small", "kicker", "code"]


def words(text: str = "", face: Face = "plain", *, selectable: bool = False) -> QLabel:
    """Return a wrapping plain-text label in one of the faces of the style sheet."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setWordWrap(True)
    label.setProperty("face", face)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    if selectable:
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        label.setCursor(Qt.CursorShape.IBeamCursor)
    return label


def set_words(label: QLabel, text: str) -> None:
    """Assign `text` and take an empty label out of the layout."""
    if label.text() != text:
        label.setText(text)
    label.setVisible(bool(text))


def plain_tip(text: str) -> str:
    """Return `text` as a tooltip that shows its characters: Qt guesses markup in tooltips and cannot be told not to."""
    return f"<qt>{escape(text)}</qt>" if text else ""


def rule(*, strong: bool = False) -> QFrame:
    """Return a hairline; `strong` is the rule above a title."""
    line = QFrame()
    line.setProperty("rule", "strong" if strong else "true")
    line.setFixedHeight(2 if strong else 1)
    return line


class ElidedLabel(QWidget):
    """One line of plain text that ends in an ellipsis when there is no room; the whole text is in its tooltip."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def text(self) -> str:
        return self._text

    def set_text(self, text: str) -> None:
        self._text = " ".join(text.split())
        self.setAccessibleName(self._text)
        self._tell_rest()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self._text), metrics.height() + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(QFontMetrics(self.font()).horizontalAdvance("MMMM…"), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_rest()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(self.rect(), flags | Qt.TextFlag.TextSingleLine, self._shown())

    def _shown(self) -> str:
        return QFontMetrics(self.font()).elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())

    def _tell_rest(self) -> None:
        self.setToolTip("" if self._shown() == self._text else plain_tip(self._text))
