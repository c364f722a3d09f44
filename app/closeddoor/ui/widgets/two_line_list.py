"""A list of entries of two lines each, drawn by one delegate, so that a history of thousands stays light."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from closeddoor.ui.theme import colours_of, interface_font, scaled, small_font, text_scale
from closeddoor.ui.widgets.words import plain_tip

_ENTRY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Entry:
    """`key` comes back when the entry is chosen. In `below`, the words from `match` on for its length stand out."""

    key: object
    title: str
    below: str
    match: tuple[int, int] = (0, 0)


class _TwoLines(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        height = QFontMetrics(_title_font()).height() + QFontMetrics(small_font()).height() + scaled(18)
        return QSize(scaled(120), height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry = index.data(_ENTRY)
        if not isinstance(entry, Entry):
            return
        area = QRect(option.rect)
        state = QStyle.StateFlag(option.state)
        self._paint_ground(painter, area, state)
        inner = area.adjusted(scaled(10), scaled(8), -scaled(8), -scaled(8))
        colours = colours_of(_view(self).palette())
        painter.setFont(_title_font())
        painter.setPen(QColor(colours.ink))
        line = QFontMetrics(painter.font())
        elided = line.elidedText(entry.title, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextSingleLine, elided)
        self._paint_below(painter, inner.adjusted(0, line.height() + 2, 0, 0), entry)

    def _paint_ground(self, painter: QPainter, area: QRect, state: QStyle.StateFlag) -> None:
        colours = colours_of(_view(self).palette())
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(colours.accent_soft))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, QColor(colours.sunken))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(colours.accent))
            painter.drawRect(area.adjusted(0, 0, -1, -1))
            painter.drawRect(area.adjusted(1, 1, -2, -2))

    def _paint_below(self, painter: QPainter, area: QRect, entry: Entry) -> None:
        colours = colours_of(_view(self).palette())
        start, end = entry.match
        x = area.left()
        for text, stands_out in (
            (entry.below[:start], False),
            (entry.below[start:end], True),
            (entry.below[end:], False),
        ):
            font = small_font()
            font.setWeight(QFont.Weight.Bold if stands_out else QFont.Weight.Normal)
            painter.setFont(font)
            painter.setPen(QColor(colours.ink if stands_out else colours.ink_soft))
            metrics = QFontMetrics(font)
            room = QRect(x, area.top(), area.right() - x, area.height())
            elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, room.width()))
            painter.drawText(room, Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextSingleLine, elided)
            x += metrics.horizontalAdvance(text)


class TwoLineList(QListWidget):
    """Emits `entry_chosen(key)` on click and Enter; arrow keys only move."""

    entry_chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[Entry, ...] = ()
        self._scale = text_scale()
        self.setAccessibleName(name)
        self.setItemDelegate(_TwoLines(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.itemClicked.connect(self._tell)
        self.itemActivated.connect(self._tell_by_keyboard)

    def set_entries(self, entries: Sequence[Entry], current: object = None) -> None:
        """Show `entries` with the one of key `current` selected; the same entries keep scroll and focus."""
        if tuple(entries) != self._entries:
            self._entries = tuple(entries)
            self.clear()
            for entry in entries:
                self._add(entry)
        for row, entry in enumerate(entries):
            if entry.key == current:
                self.setCurrentRow(row)
                return
        self.setCurrentRow(-1)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and text_scale() != self._scale:
            self._scale = text_scale()
            self.scheduleDelayedItemsLayout()

    def _add(self, entry: Entry) -> None:
        item = QListWidgetItem()
        item.setData(_ENTRY, entry)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.title}. {entry.below}")
        item.setToolTip(plain_tip(entry.title))
        self.addItem(item)

    def _tell(self, item: QListWidgetItem) -> None:
        entry = item.data(_ENTRY)
        if isinstance(entry, Entry):
            self.entry_chosen.emit(entry.key)

    def _tell_by_keyboard(self, item: QListWidgetItem) -> None:
        if self.hasFocus():
            self._tell(item)


def _title_font() -> QFont:
    return interface_font(text_scale())


def _view(delegate: QStyledItemDelegate) -> QWidget:
    parent = delegate.parent()
    assert isinstance(parent, QWidget)  # noqa: S101  a delegate is made by its list
    return parent
