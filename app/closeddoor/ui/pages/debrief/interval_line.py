"""An estimated range on a line, with the true figure beside it."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF

from closeddoor.language import tr
from closeddoor.presenters.states.debrief import EstimateDebrief
from closeddoor.ui.theme import colours_of, scaled, small_font
from closeddoor.ui.widgets.charts.chart import Chart

INSET_PX = 40


class IntervalLine(Chart):
    """The range as a bar with its ends named below, the best guess as a stroke, the true figure as a diamond above."""

    def __init__(self) -> None:
        super().__init__(420, 160, fills=True)
        self._values = (0.0, 0.0, 0.0, 0.0)
        self._labels = ("", "", "")

    def assign(self, state: EstimateDebrief) -> None:
        if state.interval is None:
            return
        self._values = (*state.interval, state.answer)
        self._labels = state.labels
        self.setAccessibleName(
            tr(
                "{interval_line} The true figure: {answer_line}.",
                interval_line=state.interval_line,
                answer_line=state.answer_line,
            )
        )
        self.update()

    def height_px(self) -> int:
        return 2 * self._text_px() + scaled(44)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  all of it is drawn
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small_font())
        y = self._text_px() + scaled(22)
        self._paint_range(painter, y)
        self._paint_answer(painter, y)

    def _paint_range(self, painter: QPainter, y: float) -> None:
        colours = colours_of(self.palette())
        low, best, high, _ = (self._x_of(value) for value in self._values)
        painter.setPen(QPen(QColor(colours.line), 1.5))
        painter.drawLine(QPointF(0, y), QPointF(self.width(), y))
        painter.setPen(QPen(QColor(colours.accent), scaled(6), Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLine(QPointF(low, y), QPointF(max(high, low + 2), y))
        painter.setPen(QPen(QColor(colours.accent), 2))
        painter.drawLine(QPointF(best, y - scaled(8)), QPointF(best, y + scaled(8)))
        painter.setPen(QColor(colours.ink_soft))
        self._name_ends(painter, low, high, y + scaled(12))

    def _name_ends(self, painter: QPainter, low: float, high: float, top: float) -> None:
        """Name both ends; where they lie too close for two names, give the range one name."""
        metrics = QFontMetrics(small_font())
        halves = [metrics.horizontalAdvance(self._labels[index]) / 2 for index in (0, 2)]
        if high - low < sum(halves) + scaled(12):
            both = (
                self._labels[0]
                if self._labels[0] == self._labels[2]
                else tr("{low} to {high}", low=self._labels[0], high=self._labels[2])
            )
            self._write(painter, both, (low + high) / 2, top)
        else:
            self._write(painter, self._labels[0], low, top)
            self._write(painter, self._labels[2], high, top)

    def _paint_answer(self, painter: QPainter, y: float) -> None:
        colours = colours_of(self.palette())
        x, reach = self._x_of(self._values[3]), scaled(6)
        painter.setPen(QPen(QColor(colours.surface), 1.5))
        painter.setBrush(QColor(colours.ink))
        corners = [QPointF(x, y - reach), QPointF(x + reach, y), QPointF(x, y + reach), QPointF(x - reach, y)]
        painter.drawPolygon(QPolygonF(corners))
        painter.setPen(QColor(colours.ink))
        self._write(painter, tr("True: {truth}", truth=self._labels[1]), x, y - scaled(14) - self._text_px())

    def _write(self, painter: QPainter, text: str, x: float, top: float) -> None:
        """Write `text` centred at `x`, moved as far as it takes to be whole."""
        width = QFontMetrics(small_font()).horizontalAdvance(text) + 2
        left = min(max(0.0, x - width / 2), max(0.0, self.width() - width))
        painter.drawText(QRectF(left, top, width, self._text_px()), Qt.AlignmentFlag.AlignCenter, text)

    def _x_of(self, value: float) -> float:
        """Halves first: the difference of two great figures may be no figure any more."""
        least, most = min(self._values), max(self._values)
        span = most / 2 - least / 2
        inset = scaled(INSET_PX)
        share = (value / 2 - least / 2) / span if span else 0.5
        return inset + share * max(1, self.width() - 2 * inset)

    def _text_px(self) -> int:
        return QFontMetrics(small_font()).height()
