"""A longer statement to tick: like an `OptionRow`, but with a square sign, and any number may be ticked."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from closeddoor.ui.theme import colours_of, document_font, pixmap, scaled
from closeddoor.ui.theme.spacing import M

WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


class TickRow(QCheckBox):
    """A check box whose words are set like a document and may run over several lines."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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

    def hitButton(self, pos: object) -> bool:  # noqa: ARG002  the whole row is the target
        return True

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  all of it is drawn
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        self._paint_sign(painter)
        colours = colours_of(self.palette())
        painter.setFont(document_font())
        painter.setPen(QColor(colours.ink if self.isEnabled() or self.isChecked() else colours.ink_soft))
        painter.drawText(self.rect().adjusted(self._left(), scaled(M), -M, 0), WRAPPED, self._words)

    def _paint_ground(self, painter: QPainter) -> None:
        colours = colours_of(self.palette())
        is_hovered = self.underMouse() and self.isEnabled()
        ground = colours.accent_soft if self.isChecked() else colours.sunken if is_hovered else ""
        edge = colours.accent if self.hasFocus() or self.isChecked() else colours.line
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)

    def _paint_sign(self, painter: QPainter) -> None:
        colours = colours_of(self.palette())
        side = scaled(16)
        box = QRectF(scaled(M), scaled(M) + (self._metrics().height() - side) / 2, side, side)
        painter.setPen(QPen(QColor(colours.accent if self.isChecked() else colours.edge), 1.5))
        painter.setBrush(QColor(colours.accent if self.isChecked() else colours.surface))
        painter.drawRoundedRect(box, 2, 2)
        if self.isChecked():
            painter.drawPixmap(box.topLeft(), pixmap("check", colours.on_accent, side))

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(document_font())

    def _left(self) -> int:
        return scaled(M) * 2 + scaled(16)
