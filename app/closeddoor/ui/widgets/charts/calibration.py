"""How sure against how often right: points with their bars and counts, beside the line on which both agree."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen

from closeddoor.language import tr
from closeddoor.presenters.states.record import CurvePoint
from closeddoor.ui.theme import colours_of, scaled, small_font
from closeddoor.ui.theme.spacing import S
from closeddoor.ui.widgets.charts.chart import Chart

ACROSS, UP = tr("how sure you said you were"), tr("how often you were right")
AGREES = tr("as sure as right")
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
LEAST_SHOWN = 0.4
"""Where the scale begins at the left, unless somebody was less sure: with two options nobody is under a half."""


class CalibrationChart(Chart):
    """Draws `points`, joined where `is_curve`; the number at each is how many judgements it stands for."""

    def __init__(self, points: tuple[CurvePoint, ...], said: str, *, is_curve: bool) -> None:
        super().__init__(560, 260)
        self._points = points
        self._is_curve = is_curve
        self._left_end = min(LEAST_SHOWN, *(point.stated for point in points)) if points else LEAST_SHOWN
        self.setAccessibleName(said)

    def height_px(self) -> int:
        return scaled(300) + 2 * self._line_px()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  all of it is drawn
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small_font())
        self._paint_frame(painter)
        self._paint_agreement(painter)
        if self._is_curve:
            painter.setPen(QPen(QColor(colours_of(self.palette()).accent), 2))
            painter.drawPolyline([self._place(point.stated, point.right) for point in self._points])
        for point in self._points:
            self._paint_point(painter, point)

    def _paint_frame(self, painter: QPainter) -> None:
        colours, plot = colours_of(self.palette()), self._plot()
        for tick in TICKS:
            y = self._place(1, tick).y()
            painter.setPen(QPen(QColor(colours.line), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(QColor(colours.ink_soft))
            label = QRectF(0, y - self._line_px() / 2, plot.left() - S, self._line_px())
            painter.drawText(
                label, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{round(tick * 100)}%"
            )
        for stated in self._steps():
            x = self._place(stated, 0).x()
            label = QRectF(x - scaled(30), plot.bottom() + S, scaled(60), self._line_px())
            painter.drawText(label, Qt.AlignmentFlag.AlignHCenter, f"{round(stated * 100)}%")
        foot = QRectF(plot.left(), plot.bottom() + S + self._line_px(), plot.width(), self._line_px())
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight, ACROSS)
        painter.drawText(QRectF(0, 0, self.width(), self._line_px()), Qt.AlignmentFlag.AlignLeft, UP)

    def _paint_agreement(self, painter: QPainter) -> None:
        """Draw the line of perfect calibration, and say so beside its lower end."""
        colours = colours_of(self.palette())
        pen = QPen(QColor(colours.edge), 1.5, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        low, high = self._place(self._left_end, self._left_end), self._place(1, 1)
        painter.drawLine(low, high)
        painter.setPen(QColor(colours.ink_soft))
        painter.drawText(QPointF(low.x() + scaled(6), low.y() + self._line_px()), AGREES)

    def _paint_point(self, painter: QPainter, point: CurvePoint) -> None:
        colours = colours_of(self.palette())
        x, y = self._place(point.stated, point.right).x(), self._place(point.stated, point.right).y()
        top, bottom = self._place(point.stated, point.high).y(), self._place(point.stated, point.low).y()
        painter.setPen(QPen(QColor(colours.accent), 1.5))
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        for end in (top, bottom):
            painter.drawLine(QPointF(x - scaled(4), end), QPointF(x + scaled(4), end))
        painter.setPen(QPen(QColor(colours.surface), 1.5))
        painter.setBrush(QColor(colours.accent))
        painter.drawEllipse(QPointF(x, y), scaled(6), scaled(6))
        painter.setPen(QColor(colours.ink))
        self._paint_count(painter, x, y, str(point.count))

    def _paint_count(self, painter: QPainter, x: float, y: float, count: str) -> None:
        """Write the count beside its point, on a patch of paper that keeps lines from crossing it."""
        width = QFontMetrics(small_font()).horizontalAdvance(count)
        at_left = x + scaled(10) + width > self.width()
        left = x - scaled(10) - width if at_left else x + scaled(10)
        patch = QRectF(left - 2, y - self._line_px() / 2, width + 4, self._line_px())
        painter.fillRect(patch, QColor(colours_of(self.palette()).paper))
        painter.drawText(patch, Qt.AlignmentFlag.AlignCenter, count)

    def _steps(self) -> tuple[float, ...]:
        """Return the confidences named below: by tenths, or by fifths where those would touch."""
        needed = QFontMetrics(small_font()).horizontalAdvance("100%  ")
        tenth = self._place(1, 0).x() - self._place(0.9, 0).x()
        step = 1 if tenth >= needed else 2
        first = round(self._left_end * 10)
        return tuple(tenths / 10 for tenths in range(first, 11) if (10 - tenths) % step == 0)

    def _line_px(self) -> int:
        return QFontMetrics(small_font()).height()

    def _plot(self) -> QRectF:
        left = QFontMetrics(small_font()).horizontalAdvance("100%") + S
        top, below = self._line_px() + scaled(10), 2 * self._line_px() + S
        return QRectF(left, top, max(1, self.width() - left - scaled(24)), max(1, self.height() - top - below))

    def _place(self, stated: float, right: float) -> QPointF:
        plot = self._plot()
        inset = scaled(12)
        across = (stated - self._left_end) / (1 - self._left_end)
        x = plot.left() + inset + across * (plot.width() - inset)
        return QPointF(x, plot.bottom() - right * plot.height())
