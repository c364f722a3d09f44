"""Labels. Every one shows plain text: what comes from a pack, a model or a file is never read as markup."""

from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QLabel, QMenu, QSizePolicy, QWidget

from closeddoor.language import tr
from closeddoor.ui.clipboard import copy_privately, select_privately

Face = Literal["plain", "title", "document", "document-soft", "heading", "strong", "soft", "small", "kicker", "code"]


LEADING: dict[Face, float] = {"title": 1.22, "heading": 1.32, "document": 1.52, "document-soft": 1.52, "strong": 1.35}
"""Line height over font size; a font's own spacing is too wide for titles and too tight for sans text."""

USUAL_LEADING = 1.42

MOST_HEIGHTS = 32


class Words(QLabel):
    """A wrapping plain-text label that is set with the leading of its face and is exactly as high as its lines."""

    def __init__(self, text: str, face: Face) -> None:
        super().__init__()
        self._leading = LEADING.get(face, USUAL_LEADING)
        self._heights: dict[tuple[str, int, bool], int] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setWordWrap(True)
        self.setProperty("face", face)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return self.wordWrap()

    def heightForWidth(self, width: int) -> int:
        """Return the height at `width`, remembered: a layout asks many times, and breaking lines is slow."""
        key = (self.text(), width, self.wordWrap())
        if key not in self._heights:
            if len(self._heights) >= MOST_HEIGHTS:
                self._heights.clear()
            self._heights[key] = self._line_px() * max(1, self._broken(width).lineCount()) + self._overhang_px()
        return self._heights[key]

    def sizeHint(self) -> QSize:
        lines = (self.text() or " ").split("\n")
        width = max(self.fontMetrics().horizontalAdvance(line) for line in lines) + 2
        width = min(width, self.fontMetrics().averageCharWidth() * 80) if self.wordWrap() else width
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return (
            QSize(self.fontMetrics().averageCharWidth() * 6, self._line_px() + self._overhang_px())
            if self.wordWrap()
            else self.sizeHint()
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._heights.clear()
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  all of it is drawn
        painter = QPainter(self)
        group = QPalette.ColorGroup.Normal if self.isEnabled() else QPalette.ColorGroup.Disabled
        painter.setPen(self.palette().color(group, QPalette.ColorRole.WindowText))
        self._broken(self.width()).draw(painter, QPointF(0, 0))

    def _broken(self, width: int) -> QTextLayout:
        """Break the text into lines of `width` pixels; a word that is wider than a line breaks rather than ends."""
        layout = QTextLayout(self.text().replace("\n", "\u2028"), self.font())
        option = QTextOption(Qt.AlignmentFlag.AlignLeft)
        wrap = QTextOption.WrapMode
        option.setWrapMode(wrap.WrapAtWordBoundaryOrAnywhere if self.wordWrap() else wrap.ManualWrap)
        layout.setTextOption(option)
        line_px = self._line_px()
        layout.beginLayout()
        top = self._overhang_px() / 2
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, top + (line_px - line.height()) / 2))
            top += line_px
        layout.endLayout()
        return layout

    def _line_px(self) -> int:
        return round(self.font().pixelSize() * self._leading)

    def _overhang_px(self) -> int:
        """Return by how much the letters of a line are higher than its leading: else the feet of the last are cut."""
        return max(0, self.fontMetrics().height() - self._line_px())


class SelectableWords(QLabel):
    """A wrapping label whose text can be selected; its least size is one line, so that its page need not be higher.

    It copies by itself: a QLabel would put its fonts beside the characters, and could not mark them as private.
    """

    def copy_selection(self) -> None:
        if self.hasSelectedText():
            copy_privately(self._selection())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selection()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        select_privately(self._selection())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = menu.addAction(tr("Copy"), self.copy_selection)
        copy.setEnabled(self.hasSelectedText())
        menu.addAction(tr("Select all"), lambda: self.setSelection(0, len(self.text())))
        menu.popup(event.globalPos())

    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.averageCharWidth() * 6, metrics.height())

    def _selection(self) -> str:
        return self.selectedText().replace("\u2029", "\n").replace("\u2028", "\n")


def words(text: str = "", face: Face = "plain", *, selectable: bool = False) -> QLabel:
    """Return a wrapping plain-text label in one of the faces of the style sheet."""
    if not selectable:
        return Words(text, face)
    label = SelectableWords()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setWordWrap(True)
    label.setProperty("face", face)
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
    from html import escape  # noqa: PLC0415 - its table of entities is long, and the first page has no such text

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
