"""Longer statements to choose from: text that wraps, and the whole row as target."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QRadioButton, QSizePolicy

from closeddoor.ui.theme import Colours, colours_of, document_font, scaled
from closeddoor.ui.theme.spacing import M
from closeddoor.ui.widgets.signs import paint_circle, paint_square

WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
SIGN_PX = 16

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton as Button
else:  # Qt tells a screen reader by the class of a button whether one or many can be chosen, so there are two
    Button = object


class _Row(Button):
    """A button whose words are set like a document and may run over several lines, behind the sign of its class."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._words = text
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, max(1, width - self._left() - M), 100_000)
        return self._metrics().boundingRect(room, WRAPPED, self._words).height() + 2 * scaled(M)

    def sizeHint(self) -> QSize:
        width = scaled(420)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(160), self._metrics().height() + 2 * scaled(M))

    def hitButton(self, pos: QPoint) -> bool:  # noqa: ARG002  the whole row is the target
        return True

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  all of it is drawn
        colours = colours_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, colours)
        top = scaled(M) + (self._metrics().height() - scaled(SIGN_PX)) / 2
        self._paint_sign(painter, QRectF(scaled(M), top, scaled(SIGN_PX), scaled(SIGN_PX)), colours)
        painter.setFont(document_font())
        painter.setPen(QColor(colours.ink if self.isEnabled() or self.isChecked() else colours.ink_soft))
        painter.drawText(self.rect().adjusted(self._left(), scaled(M), -M, 0), WRAPPED, self._words)

    def _paint_ground(self, painter: QPainter, colours: Colours) -> None:
        is_hovered = self.underMouse() and self.isEnabled()
        ground = colours.accent_soft if self.isChecked() else colours.sunken if is_hovered else ""
        edge = colours.accent if self.hasFocus() or self.isChecked() else colours.line
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)

    def _paint_sign(self, painter: QPainter, place: QRectF, colours: Colours) -> None:
        raise NotImplementedError

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(document_font())

    def _left(self) -> int:
        return scaled(M) * 2 + scaled(SIGN_PX)


class OptionRow(_Row, QRadioButton):
    """One of a few, only one of which can be chosen."""

    def _paint_sign(self, painter: QPainter, place: QRectF, colours: Colours) -> None:
        paint_circle(painter, place, colours, is_chosen=self.isChecked())


class TickRow(_Row, QCheckBox):
    """One of a few, any number of which can be ticked."""

    def _paint_sign(self, painter: QPainter, place: QRectF, colours: Colours) -> None:
        paint_square(painter, place, colours, is_chosen=self.isChecked())
