"""A share between none and all, with the bounds of what is likely: a point on a band on a line."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen

from closeddoor.ui.theme import colours_of, scaled
from closeddoor.ui.theme.spacing import TARGET
from closeddoor.ui.widgets.charts.chart import Chart


class ShareBar(Chart):
    """Shows `value` (0 to 1) and the band from `low` to `high`; `said` is the same in words."""

    def __init__(self, value: float, low: float, high: float, said: str) -> None:
        super().__init__(280, 160)
        self._value, self._low, self._high = value, low, high
        self.setAccessibleName(said)
        self.setToolTip(said)

    def height_px(self) -> int:
        return scaled(TARGET)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  all of it is drawn
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = colours_of(self.palette())
        y = self.height() / 2
        painter.setPen(QPen(QColor(colours.edge), 1.5))
        painter.drawLine(QPointF(self._x(0), y), QPointF(self._x(1), y))
        for share in (0.0, 0.5, 1.0):
            painter.drawLine(QPointF(self._x(share), y - scaled(5)), QPointF(self._x(share), y + scaled(5)))
        painter.setPen(QPen(QColor(colours.accent), 1))
        painter.setBrush(QColor(colours.accent_soft))
        painter.drawRoundedRect(QRectF(QPointF(self._x(self._low), y - scaled(4)), self._corner(y)), 2, 2)
        painter.setPen(QPen(QColor(colours.surface), 1.5))
        painter.setBrush(QColor(colours.accent))
        painter.drawEllipse(QPointF(self._x(self._value), y), scaled(6), scaled(6))

    def _corner(self, y: float) -> QPointF:
        return QPointF(self._x(self._high), y + scaled(4))

    def _x(self, share: float) -> float:
        inset = scaled(7)
        return inset + share * max(1, self.width() - 2 * inset)
