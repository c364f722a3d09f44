"""What moves a result most: for each assumption a bar from the result at its low end to that at its high end."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.briefing import SwingView, TornadoView
from closeddoor.ui.theme import colours_of, scaled
from closeddoor.ui.theme.spacing import XS, M, S
from closeddoor.ui.widgets.charts.chart import Chart
from closeddoor.ui.widgets.words import set_words, words

BAR_PX = 12
INSET_PX = 8
LEGEND = tr(
    "Each assumption a fifth lower (○) and a fifth higher (●), the others as they are. "
    "The upright line is the result as it is now."
)


class SwingBar(Chart):
    """A bar between two results on the line that all bars of a chart share; hollow end low, full end high."""

    def __init__(self) -> None:
        super().__init__(200, 80, fills=True)
        self._now: float | None = None
        self._swing: SwingView | None = None

    def assign(self, swing: SwingView, now: float | None) -> None:
        if (swing, now) != (self._swing, self._now):
            self._swing, self._now = swing, now
            self.update()

    def height_px(self) -> int:
        return scaled(BAR_PX + 8)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  all of it is drawn
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = colours_of(self.palette())
        middle = self.height() / 2
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(QPointF(self._x(0), middle), QPointF(self._x(1), middle))
        if self._now is not None:
            painter.setPen(QPen(QColor(colours.edge), 1.5))
            painter.drawLine(QPointF(self._x(self._now), 0), QPointF(self._x(self._now), self.height()))
        if self._swing is not None:
            self._paint_swing(painter, self._swing, middle)

    def _paint_swing(self, painter: QPainter, swing: SwingView, middle: float) -> None:
        colours = colours_of(self.palette())
        half = scaled(BAR_PX) / 2
        ends = [self._x(place) for place in (swing.low, swing.high) if place is not None]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent))
        if len(ends) > 1:
            painter.drawRect(QRectF(min(ends), middle - half / 3, max(ends) - min(ends), half * 2 / 3))
        painter.setPen(QPen(QColor(colours.accent), 1.5))
        for place, ground in ((swing.low, self._ground()), (swing.high, colours.accent)):
            if place is not None:
                painter.setBrush(QColor(ground))
                painter.drawEllipse(QPointF(self._x(place), middle), half, half)

    def _ground(self) -> str:
        return colours_of(self.palette()).paper

    def _x(self, place: float) -> float:
        inset = scaled(INSET_PX)
        return inset + place * max(1, self.width() - 2 * inset)


class SwingRow(QWidget):
    """An assumption: its title, its bar, and in words what comes of either end."""

    def __init__(self) -> None:
        super().__init__()
        self._title = words()
        self._bar = SwingBar()
        self._caption = words(face="small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, S, 0, S)
        column.setSpacing(XS)
        for part in (self._title, self._bar, self._caption):
            column.addWidget(part)

    def assign(self, swing: SwingView, now: float | None) -> None:
        self._bar.assign(swing, now)
        for label, text in ((self._title, swing.title), (self._caption, swing.caption)):
            if label.text() != text:
                label.setText(text)


class TornadoChart(QWidget):
    """One result: the question, its answer in a sentence, and the bars, the strongest first."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: TornadoView | None = None
        self._rows: list[SwingRow] = []
        self._question = words(face="heading")
        self._said = words()
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._notes = words(face="small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, M)
        column.setSpacing(S)
        column.addWidget(self._question)
        column.addWidget(self._said)
        column.addLayout(self._list)
        column.addWidget(self._notes)

    def assign(self, state: TornadoView) -> None:
        if state == self._shown:
            return
        self._shown = state
        self._question.setText(question_of(state))
        self._said.setText(state.said)
        self._fit(len(state.swings))
        for row, swing in zip(self._rows, state.swings, strict=True):
            row.assign(swing, state.now)
        set_words(self._notes, "\n".join(state.notes))
        self.setAccessibleName(text_alternative(state))

    def _fit(self, count: int) -> None:
        while len(self._rows) > count:
            gone = self._rows.pop()
            gone.hide()
            gone.deleteLater()
        while len(self._rows) < count:
            self._rows.append(SwingRow())
            self._list.addWidget(self._rows[-1])


def question_of(state: TornadoView) -> str:
    return tr("What moves “{title}” most?", title=state.title)


def text_alternative(state: TornadoView) -> str:
    """Return all that the chart shows, for who does not see it."""
    rows = (f"{swing.title}: {swing.caption}." for swing in state.swings)
    return " ".join((question_of(state), state.said, *rows, *state.notes))
