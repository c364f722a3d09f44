"""Attempts as a list drawn line by line, so that a long one costs no more than what is in sight."""

from PySide6.QtCore import QEvent, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from closeddoor.language import tr
from closeddoor.presenters.states.record import AttemptsState
from closeddoor.ui.pages.record.attempt_lines import LINE, Index, Line, Lines, lines_of
from closeddoor.ui.theme import colours_of, interface_font, scaled, small_font, text_scale
from closeddoor.ui.theme.spacing import M, S
from closeddoor.ui.widgets.signs import paint_square


class AttemptList(QListView):
    """Click and Enter open a line, or tick it while attempts are being chosen; Space ticks; Delete deletes one."""

    attempt_opened = Signal(int)
    own_opened = Signal(int)
    more_asked = Signal()
    ticked = Signal(int, bool)
    deletion_asked = Signal(int)
    own_deletion_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._lines = Lines(self)
        self._scale = text_scale()
        self.setModel(self._lines)
        self.setItemDelegate(_Drawn(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(tr("Attempts"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self._choose)

    def assign(self, state: AttemptsState) -> None:
        key = self._current_key()
        self._lines.assign(lines_of(state))
        self._return_to(key)

    def focus_first(self) -> None:
        """Let the keyboard begin at the first attempt."""
        if not self.currentIndex().isValid() and self._lines.rowCount() > 1:
            self.setCurrentIndex(self._lines.index(1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self._lines.line(self.currentIndex())
        key = event.key()
        if line is not None and not line.is_heading:
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
                self._choose(self.currentIndex())
                return
            if key == Qt.Key.Key_Delete and line.key is not None:
                (self.own_deletion_asked if line.is_own else self.deletion_asked).emit(line.key)
                return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and text_scale() != self._scale:
            self._scale = text_scale()
            self.scheduleDelayedItemsLayout()

    def _choose(self, index: QModelIndex) -> None:
        line = self._lines.line(index)
        if line is not None and line.is_more:
            self.more_asked.emit()
        if line is None or line.key is None:
            return
        if line.is_own:
            self.own_opened.emit(line.key)
        elif line.is_ticked is not None:
            self.ticked.emit(line.key, not line.is_ticked)
        else:
            self.attempt_opened.emit(line.key)

    def _current_key(self) -> tuple[int, bool] | None:
        line = self._lines.line(self.currentIndex())
        return None if line is None or line.key is None else (line.key, line.is_own)

    def _return_to(self, key: tuple[int, bool] | None) -> None:
        """Keep the keyboard where it was, when a change of the lines has made Qt forget."""
        if key is None or self._current_key() == key:
            return
        for row in range(self._lines.rowCount()):
            line = self._lines.line(self._lines.index(row))
            if line is not None and (line.key, line.is_own) == key:
                self.setCurrentIndex(self._lines.index(row))
                return


class _Drawn(QStyledItemDelegate):
    """Draws a heading over a line, or a title over its facts with a word at the right."""

    def __init__(self, view: AttemptList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        line = index.data(LINE)
        title = QFontMetrics(_title_font()).height()
        if isinstance(line, Line) and line.is_heading:
            return QSize(scaled(160), title + scaled(26))
        return QSize(scaled(160), title + QFontMetrics(small_font()).height() + scaled(20))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE)
        if not isinstance(line, Line):
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRect(option.rect)
        if line.is_heading:
            self._paint_heading(painter, area, line.title)
        else:
            self._paint_ground(painter, area, QStyle.StateFlag(option.state))
            self._paint_line(painter, area.adjusted(S, scaled(8), -S, -scaled(8)), line)

    def _paint_heading(self, painter: QPainter, area: QRect, title: str) -> None:
        colours = colours_of(self._view.palette())
        painter.setFont(_title_font())
        painter.setPen(QColor(colours.ink))
        room = area.adjusted(0, 0, 0, -scaled(8))
        painter.drawText(room, Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextSingleLine, title)
        painter.fillRect(QRect(area.left(), area.bottom() - 2, area.width(), 2), QColor(colours.ink))

    def _paint_ground(self, painter: QPainter, area: QRect, state: QStyle.StateFlag) -> None:
        colours = colours_of(self._view.palette())
        has_keyboard = bool(state & QStyle.StateFlag.State_HasFocus)
        if has_keyboard or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, QColor(colours.accent_soft if has_keyboard else colours.sunken))
        foot = QRect(area.left(), area.bottom() - (1 if has_keyboard else 0), area.width(), 2 if has_keyboard else 1)
        painter.fillRect(foot, QColor(colours.accent if has_keyboard else colours.line))

    def _paint_line(self, painter: QPainter, area: QRect, line: Line) -> None:
        colours = colours_of(self._view.palette())
        if line.is_ticked is not None:
            side = scaled(16)
            box = QRectF(area.left(), area.top() + (area.height() - side) / 2, side, side)
            paint_square(painter, box, colours, is_chosen=line.is_ticked)
            area = area.adjusted(side + M, 0, 0, 0)
        aside_px = QFontMetrics(small_font()).horizontalAdvance(line.aside)
        painter.setFont(small_font())
        painter.setPen(QColor(colours.ink_soft))
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, line.aside)
        room = area.adjusted(0, 0, -aside_px - M, 0)
        _paint_elided(painter, area, Qt.AlignmentFlag.AlignBottom, line.below)
        painter.setFont(_title_font())
        painter.setPen(QColor(colours.ink))
        _paint_elided(painter, room, Qt.AlignmentFlag.AlignTop, line.title)


def _paint_elided(painter: QPainter, room: QRect, place: Qt.AlignmentFlag, text: str) -> None:
    shown = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, place | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine, shown)


def _title_font() -> QFont:
    font = interface_font(text_scale())
    font.setWeight(QFont.Weight.DemiBold)
    return font
