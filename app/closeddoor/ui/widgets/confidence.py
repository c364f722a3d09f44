"""How sure one is, as a probability on a line: nothing is set until the user sets it."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from closeddoor.language import tr
from closeddoor.ui.theme import colours_of, scaled, small_font

STEP_PERCENT = 5
COUNTED = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
OUT_OF = (10, 4, 20, 100)
"""A confidence is said out of so many judgements: the first of these that leaves no part of one."""

LANDMARKS = (0.5, 0.7, 0.9)
SCALE_MEANS = tr("At 50% five of ten such judgements turn out right, at 70% seven of ten, at 90% nine of ten.")

KEYS_FORWARD = (Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_PageUp)
KEYS_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_PageDown)


def probabilities(options: int) -> tuple[float, ...]:
    """Return the confidences on offer, from pure guessing among `options` to certainty, in steps of 5 %."""
    least = 1 / options
    steps = range(STEP_PERCENT, 100 + STEP_PERCENT, STEP_PERCENT)
    return (least, *(percent / 100 for percent in steps if percent / 100 > least + 1e-9))


def confidence_words(probability: float, options: int) -> str:
    """Say what a confidence claims, in frequencies, which people judge better than percentages."""
    percent = round(probability * 100)
    if probability <= 1 / options + 1e-9:
        return tr("{percent}%: no better than picking one of the {options} blindly.", percent=percent, options=options)
    if percent == 100:
        return tr("100%: every such judgement right. You rule out being wrong.")
    right, of = next((percent * of // 100, of) for of in OUT_OF if not percent * of % 100)
    return tr(
        "{percent}%: {counted} of {counted_2} such judgements right, {counted_3} wrong.",
        percent=percent,
        counted=_counted(right),
        counted_2=_counted(of),
        counted_3=_counted(of - right),
    )


def _counted(count: int) -> str:
    return COUNTED[count] if count < len(COUNTED) else str(count)


class ConfidenceScale(QSlider):
    """A line from guessing to certain. Click, drag, arrow keys; a digit d stands for d × 10 %, 0 for 100 %.

    `chosen` carries a probability from 1 ÷ options to 1.
    """

    chosen = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._options = 0
        self._offered: tuple[float, ...] = (1.0,)
        self._is_set = False
        self.setAccessibleName(tr("How sure you are"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def offer(self, options: int) -> None:
        """Offer the confidences that a choice among `options` allows."""
        if options != self._options:
            self._options = options
            self._offered = probabilities(options)
            self.setRange(0, len(self._offered) - 1)
            self._tell()

    def show_probability(self, probability: float | None) -> None:
        """Show `probability`, or that nothing was set yet."""
        self._is_set = probability is not None
        if probability is not None:
            nearest = min(range(len(self._offered)), key=lambda index: abs(self._offered[index] - probability))
            self.setValue(nearest)
        self._tell()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(360), scaled(26) + QFontMetrics(small_font()).height() + 6)

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(200), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        target = self._target_of(Qt.Key(event.key()))
        if target is None:
            event.ignore()
            return
        self._choose(target)

    def wheelEvent(self, event: QEvent) -> None:
        """Leave the wheel to the page: a confidence is not to be changed by scrolling past it."""
        event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._choose(self._index_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._choose(self._index_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  all of it is drawn
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_line(painter)
        self._paint_ends(painter)
        if self._is_set:
            self._paint_handle(painter)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours_of(self.palette()).accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)

    def _target_of(self, key: Qt.Key) -> int | None:
        """Return the index that `key` leads to, None for a key that is not ours."""
        last = len(self._offered) - 1
        if key in KEYS_FORWARD:
            return min(last, self.value() + 1) if self._is_set else 0
        if key in KEYS_BACK:
            return max(0, self.value() - 1) if self._is_set else last
        if key == Qt.Key.Key_Home:
            return 0
        if key in (Qt.Key.Key_End, Qt.Key.Key_0):
            return last
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            wanted = (key - Qt.Key.Key_0) / 10
            return min(range(last + 1), key=lambda index: abs(self._offered[index] - wanted))
        return None

    def _choose(self, index: int) -> None:
        if self._is_set and index == self.value():
            return
        self._is_set = True
        self.setValue(index)
        self._tell()
        self.update()
        self.chosen.emit(self._offered[index])

    def _tell(self) -> None:
        said = confidence_words(self._offered[self.value()], self._options) if self._is_set else tr("Not set yet")
        self.setAccessibleDescription(said)

    # Geometry: the line runs from guessing at the left to certainty at the right.

    def _ends(self) -> tuple[float, float]:
        inset = scaled(14)
        return inset, max(inset + 1, self.width() - inset)

    def _x_of(self, probability: float) -> float:
        left, right = self._ends()
        least = self._offered[0]
        return left + (right - left) * (probability - least) / (1 - least)

    def _index_at(self, x: float) -> int:
        return min(range(len(self._offered)), key=lambda index: abs(self._x_of(self._offered[index]) - x))

    def _line_y(self) -> float:
        return scaled(16)

    def _paint_line(self, painter: QPainter) -> None:
        colours = colours_of(self.palette())
        left, right = self._ends()
        y = self._line_y()
        painter.setPen(QPen(QColor(colours.edge), 1.5))
        painter.drawLine(QPointF(left, y), QPointF(right, y))
        for probability in self._offered:
            is_ten = round(probability * 100) % 10 == 0 or probability == self._offered[0]
            reach = scaled(5) if is_ten else scaled(2.5)
            x = self._x_of(probability)
            painter.drawLine(QPointF(x, y - reach), QPointF(x, y + reach))
        if self._is_set:
            painter.setPen(QPen(QColor(colours.accent), 3))
            painter.drawLine(QPointF(left, y), QPointF(self._x_of(self._offered[self.value()]), y))

    def _paint_ends(self, painter: QPainter) -> None:
        painter.setFont(small_font())
        painter.setPen(QColor(colours_of(self.palette()).ink_soft))
        left, right = self._ends()
        gap = scaled(8)
        room = QRectF(left - gap, scaled(24), right - left + 2 * gap, QFontMetrics(small_font()).height() + 4)
        first, last = tr("{offered}% a guess", offered=round(self._offered[0] * 100)), tr("certain 100%")
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft, first)
        painter.drawText(room, Qt.AlignmentFlag.AlignRight, last)
        metrics = QFontMetrics(small_font())
        free = room.adjusted(metrics.horizontalAdvance(first) + gap, 0, -metrics.horizontalAdvance(last) - gap, 0)
        for probability in LANDMARKS:
            self._paint_landmark(painter, probability, free)

    def _paint_landmark(self, painter: QPainter, probability: float, free: QRectF) -> None:
        """Name a confidence under its place, where that lies between what the ends say."""
        said = f"{round(probability * 100)}%"
        width = QFontMetrics(small_font()).horizontalAdvance(said)
        room = QRectF(self._x_of(probability) - width / 2, free.top(), width + 1, free.height())
        if free.left() <= room.left() and room.right() <= free.right():
            painter.drawText(room, Qt.AlignmentFlag.AlignHCenter, said)

    def _paint_handle(self, painter: QPainter) -> None:
        colours = colours_of(self.palette())
        painter.setPen(QPen(QColor(colours.surface), 2))
        painter.setBrush(QColor(colours.accent))
        painter.drawEllipse(QPointF(self._x_of(self._offered[self.value()]), self._line_y()), scaled(9), scaled(9))
