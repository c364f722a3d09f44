"""Choices: one of a few, and yes or no."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QSizePolicy, QWidget

from closeddoor.ui.theme import colours_of, scaled
from closeddoor.ui.theme.spacing import TARGET
from closeddoor.ui.widgets.buttons import Button
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.signs import paint_square
from closeddoor.ui.widgets.words import plain_tip

MOST_PX, WIDEST_PX = 300, 500
"""How wide a title may be, at text size 1.0 and at any: windows do not grow with the text."""


class Segment(Button):
    """One of the few; always wide enough for its words as they are set while it is the chosen one.

    A title of more than `MOST_PX` ends in an ellipsis, else it would make its page wider than a small window; the whole
    of it is in the tooltip, and is what a screen reader says.
    """

    def __init__(self, title: str) -> None:
        super().__init__(title, "segment")
        self._title = title
        self.setCheckable(True)
        self._cut()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._cut()

    def _cut(self) -> None:
        most_px = min(scaled(MOST_PX), WIDEST_PX)
        shown = self.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, most_px)
        if shown != self.text():
            self.setText(shown)
        self.setToolTip("" if shown == self._title else plain_tip(self._title))

    def sizeHint(self) -> QSize:
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        more = QFontMetrics(bold).horizontalAdvance(self.text()) - self.fontMetrics().horizontalAdvance(self.text())
        return super().sizeHint() + QSize(max(0, more), 0)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class SegmentedChoice(QWidget):
    """One of a few, side by side. Nothing is chosen until `choose` or the user says so.

    Arrow keys choose, as in any button group. Values may be anything that compares; the signal carries them.
    """

    chosen = Signal(object)

    def __init__(self, name: str, choices: Sequence[tuple[object, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._values: tuple[object, ...] = ()
        self._choices: tuple[tuple[object, str], ...] = ()
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._emit)
        self._row = Flow(self, gap_px=0)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[tuple[object, str]]) -> None:
        """Offer `choices` (value, words), keeping the segments when they are the same as before."""
        if tuple(choices) == self._choices:
            return
        self._choices = tuple(choices)
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._row.removeWidget(button)
            button.deleteLater()
        self._values = tuple(value for value, _ in choices)
        for index, (_, title) in enumerate(choices):
            button = Segment(title)
            self._group.addButton(button, index)
            self._row.addWidget(button)

    def choose(self, value: object) -> None:
        """Show `value` as chosen; a value that is not offered leaves nothing chosen."""
        self._group.setExclusive(False)
        for index, offered in enumerate(self._values):
            self._group.button(index).setChecked(offered == value)
        self._group.setExclusive(True)

    def _emit(self, index: int) -> None:
        self.chosen.emit(self._values[index])


TICK_WORDS = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
LEAST_CHARACTERS = 16
HIGHEST_PX = 16_000


class Tick(QCheckBox):
    """A check box drawn with the theme: a square with a stroke tick, focus as a ring around all of it.

    Its words wrap where they are longer than the room.
    """

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAccessibleName(text)
        self.setMinimumHeight(TARGET)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, max(1, width - self._text_left()), HIGHEST_PX)
        return max(TARGET, self.fontMetrics().boundingRect(room, TICK_WORDS, self.text()).height() + 8)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(self._text_left() + metrics.horizontalAdvance(self.text()) + 8, max(TARGET, metrics.height() + 8))

    def minimumSizeHint(self) -> QSize:
        whole, least = self.sizeHint(), self._text_left() + LEAST_CHARACTERS * self.fontMetrics().averageCharWidth()
        return QSize(min(whole.width(), least), whole.height())

    def hitButton(self, pos: object) -> bool:  # noqa: ARG002  the words are part of the target
        return True

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  all of it is drawn
        colours = colours_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = scaled(18)
        box = QRectF(5, (self.height() - side) / 2, side, side)
        paint_square(painter, box, colours, is_chosen=self.isChecked())
        painter.setPen(QColor(colours.ink))
        painter.drawText(self.rect().adjusted(self._text_left(), 0, 0, 0), TICK_WORDS, self.text())
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)

    def _text_left(self) -> int:
        return scaled(18) + 15
