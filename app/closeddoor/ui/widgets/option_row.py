"""One of a few longer statements, chosen by a radio sign: text that wraps and the whole row as target."""

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from closeddoor.ui.theme import colours_of, document_font, scaled
from closeddoor.ui.theme.spacing import M

WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class OptionRow(QRadioButton):
    """A radio button whose words are set like a document and may run over several lines."""

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
        return self._metrics().boundingRect(room, int(WRAPPED), self._words).height() + 2 * scaled(M)

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
        painter.setFont(document_font())
        painter.setPen(QColor(self._ink()))
        room = self.rect().adjusted(self._left(), scaled(M), -M, 0)
        painter.drawText(room, int(WRAPPED), self._words)

    def _paint_ground(self, painter: QPainter) -> None:
        colours = colours_of(self.palette())
        ground = colours.accent_soft if self.isChecked() else colours.sunken if self.underMouse() else ""
        edge = QPen(QColor(colours.accent if self.hasFocus() else colours.line), 2 if self.hasFocus() else 1)
        if self.isChecked() and not self.hasFocus():
            edge.setColor(QColor(colours.accent))
        painter.setPen(edge)
        painter.setBrush(QColor(ground) if ground and self.isEnabled() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)

    def _paint_sign(self, painter: QPainter) -> None:
        colours = colours_of(self.palette())
        radius = scaled(8)
        centre = QPointF(scaled(M) + radius, scaled(M) + self._metrics().height() / 2)
        painter.setPen(QPen(QColor(colours.accent if self.isChecked() else colours.edge), 1.5))
        painter.setBrush(QColor(colours.surface))
        painter.drawEllipse(centre, radius, radius)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent))
            painter.drawEllipse(centre, radius / 2, radius / 2)

    def _ink(self) -> str:
        colours = colours_of(self.palette())
        return colours.ink if self.isEnabled() or self.isChecked() else colours.ink_soft

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(document_font())

    def _left(self) -> int:
        return scaled(M) * 2 + scaled(16)
