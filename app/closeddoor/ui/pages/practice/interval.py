"""An interval on a line: low, best and high can be dragged, or moved by keys."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.briefing import FigureField, LineView
from closeddoor.ui.theme import colours_of, scaled, small_font
from closeddoor.ui.theme.spacing import TARGET
from closeddoor.ui.widgets.notices import announce

STEPS_WITH_SHIFT = 10
LINE_PX = 34
"""Where the line runs; `best` stands on it, `low` and `high` hang from it, so no two ever lie upon each other."""

SIDES = {"low": -1.0, "best": -0.5, "high": 0.0}
"""Where the left edge of a handle is from its place on the line, in widths of the handle."""

KEYS = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_PageUp: STEPS_WITH_SHIFT,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_PageDown: -STEPS_WITH_SHIFT,
}


class Handle(QSlider):
    """One of the three figures. Arrow keys move it by a step, with Shift by ten; hollow while it is not set."""

    wanted = Signal(float)
    released = Signal()

    def __init__(self, field_id: str, line: "IntervalLine") -> None:
        super().__init__(Qt.Orientation.Horizontal, line)
        self.field_id = field_id
        self._line = line
        self.is_set = False
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = KEYS.get(Qt.Key(event.key()))
        if steps is None:
            event.ignore()
            return
        is_large = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier) and abs(steps) == 1
        self.wanted.emit(self._line.value_of(self) + steps * (STEPS_WITH_SHIFT if is_large else 1) * self._line.step)

    def wheelEvent(self, event: QEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.setSliderDown(True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self.wanted.emit(self._line.value_at(self.mapToParent(event.position().toPoint()).x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.setSliderDown(False)
        self.released.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  all of it is drawn
        colours = colours_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = QColor(colours.accent if self.isEnabled() else colours.edge)
        painter.setPen(QPen(ink, 2, Qt.PenStyle.SolidLine if self.is_set else Qt.PenStyle.DotLine))
        painter.setBrush(ink if self.is_set else QColor(colours.surface))
        painter.drawPath(self._shape())
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)

    def _shape(self) -> QPainterPath:
        """Return a drop on the line for the best figure, and for the two ends a flag that points outwards."""
        path, width, height = QPainterPath(), float(self.width()), float(self.height())
        if self.field_id == "best":
            radius = width * 0.28
            path.addEllipse(QPointF(width / 2, height * 0.45), radius, radius)
            return path
        edge, tip = (width - 2, width * 0.3) if self.field_id == "low" else (2, width * 0.7)
        for index, (x, y) in enumerate(((edge, 2), (edge, height * 0.8), (tip, height * 0.42))):
            path.lineTo(x, y) if index else path.moveTo(x, y)
        path.closeSubpath()
        return path


class IntervalLine(QWidget):
    """`dragged(field_id, value)` asks for a figure; the line stays as it is while a handle is held."""

    dragged = Signal(str, float)

    def __init__(self) -> None:
        super().__init__()
        self._view = LineView(0, 1, 1, "", "")
        self._latest = self._view
        self._fields: tuple[FigureField, ...] = ()
        self._handles = {field_id: Handle(field_id, self) for field_id in SIDES}
        for handle in self._handles.values():
            handle.wanted.connect(lambda value, at=handle.field_id: self.dragged.emit(at, value))
            handle.released.connect(self._take_latest)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("The range on a line"))

    @property
    def step(self) -> float:
        return self._view.step

    def assign(self, view: LineView, fields: tuple[FigureField, ...], unit: str, *, can_edit: bool) -> None:
        before = {field.field_id: field.text for field in self._fields}
        self._latest, self._fields = view, fields
        if not any(handle.isSliderDown() for handle in self._handles.values()):
            self._view = view
        for field in fields:
            handle = self._handles[field.field_id]
            handle.is_set = field.value is not None
            handle.setEnabled(can_edit)
            said = f"{field.title}, {f'{field.text} {unit}' if handle.is_set else tr('not set')}"
            handle.setAccessibleName(said)
            if handle.hasFocus() and before.get(field.field_id) not in (None, field.text):
                announce(handle, said)
        self._place()

    def value_of(self, handle: Handle) -> float:
        """Return the figure of a handle; one that is not set waits at its end, the best midway between the two."""
        figures = {each.field_id: each.value for each in self._fields}
        low, best, high = (figures.get(field_id) for field_id in ("low", "best", "high"))
        low = self._view.least if low is None else low
        high = self._view.most if high is None else high
        return {"low": low, "best": (low + high) / 2 if best is None else best, "high": high}[handle.field_id]

    def value_at(self, x: float) -> float:
        left, right = self._ends()
        share = min(1.0, max(0.0, (x - left) / (right - left)))
        return self._view.least + share * (self._view.most - self._view.least)

    def handles(self) -> tuple[Handle, ...]:
        return tuple(self._handles.values())

    def sizeHint(self) -> QSize:
        return QSize(scaled(360), scaled(2 * LINE_PX) + QFontMetrics(small_font()).height())

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(200), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
            self._place()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  all of it is drawn
        colours = colours_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, right = self._ends()
        y = scaled(LINE_PX)
        painter.setPen(QPen(QColor(colours.edge), 1.5))
        painter.drawLine(QPointF(left, y), QPointF(right, y))
        low, high = self._handles["low"], self._handles["high"]
        if low.is_set and high.is_set:
            painter.setPen(QPen(QColor(colours.accent), 4))
            painter.drawLine(QPointF(self._x_of(low), y), QPointF(self._x_of(high), y))
        painter.setFont(small_font())
        painter.setPen(QColor(colours.ink_soft))
        room = QRectF(left, scaled(2 * LINE_PX), right - left, QFontMetrics(small_font()).height())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft, self._view.least_text)
        painter.drawText(room, Qt.AlignmentFlag.AlignRight, self._view.most_text)

    def _take_latest(self) -> None:
        self._view = self._latest
        self._place()

    def _ends(self) -> tuple[float, float]:
        inset = scaled(TARGET)
        return inset, max(inset + 1, self.width() - inset)

    def _x_of(self, handle: Handle) -> float:
        left, right = self._ends()
        span = self._view.most - self._view.least
        share = min(1.0, max(0.0, (self.value_of(handle) - self._view.least) / span))
        return left + share * (right - left)

    def _place(self) -> None:
        side, line = scaled(TARGET), scaled(LINE_PX)
        for handle in self._handles.values():
            x = round(self._x_of(handle) + SIDES[handle.field_id] * side)
            top = line - side if handle.field_id == "best" else line
            handle.setGeometry(x, top, side, side)
        self.update()
