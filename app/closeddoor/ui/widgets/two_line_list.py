"""A list of entries of two lines each, drawn by one delegate, so that a history of thousands stays light."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QContextMenuEvent, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from closeddoor.language import tr
from closeddoor.ui.theme import colours_of, interface_font, scaled, small_font, text_scale
from closeddoor.ui.widgets.words import plain_tip

_ENTRY = Qt.ItemDataRole.UserRole
_NEAR_END = 4
"""So many rows before the end of the list, more are asked for."""


@dataclass(frozen=True)
class Entry:
    """`key` comes back when the entry is chosen. In `below`, the words between the two ends of `match` stand out.

    `depth` is how far in it stands, where entries belong under one another.
    """

    key: object
    title: str
    below: str
    match: tuple[int, int] = (0, 0)
    depth: int = 0


class _Entries(QAbstractListModel):
    """The entries as Qt asks for them: only those in view cost anything."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()

    def assign(self, entries: tuple[Entry, ...]) -> None:
        """Take `entries`; what only grew keeps its rows, so that the place in the list stays."""
        had = len(self.entries)
        if had and entries[:had] == self.entries:
            self.beginInsertRows(QModelIndex(), had, len(entries) - 1)
            self.entries = entries
            self.endInsertRows()
        else:
            self.beginResetModel()
            self.entries = entries
            self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = _ENTRY) -> object:
        entry = self.entries[index.row()]
        if role == _ENTRY:
            return entry
        if role == Qt.ItemDataRole.AccessibleTextRole:
            level = tr("Level {depth}. ", depth=entry.depth + 1) if entry.depth else ""
            return f"{level}{entry.title}. {entry.below}"
        return plain_tip(entry.title) if role == Qt.ItemDataRole.ToolTipRole else None


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
        inner = area.adjusted(scaled(10 + 16 * min(entry.depth, 8)), scaled(8), -scaled(8), -scaled(8))
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
            if not text:
                continue
            font = small_font()
            font.setWeight(QFont.Weight.Bold if stands_out else QFont.Weight.Normal)
            painter.setFont(font)
            painter.setPen(QColor(colours.ink if stands_out else colours.ink_soft))
            metrics = QFontMetrics(font)
            room = QRect(x, area.top(), area.right() - x, area.height())
            elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, room.width()))
            painter.drawText(room, Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextSingleLine, elided)
            x += metrics.horizontalAdvance(text)


class TwoLineList(QListView):
    """Emits `entry_chosen(key)` on click and Enter; arrow keys only move.

    `end_neared` says that the reader comes to the end of the entries. `menu_wanted(key, place)` and
    `delete_wanted(key)` are what the menu key or the right button, and Delete, ask for at the entry they are at.
    """

    entry_chosen = Signal(object)
    end_neared = Signal()
    menu_wanted = Signal(object, QPoint)
    delete_wanted = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Entries(self)
        self._scale = text_scale()
        self.setModel(self._model)
        self.setAccessibleName(name)
        self.setItemDelegate(_TwoLines(self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self._tell)
        self.activated.connect(self._tell_by_keyboard)
        self.verticalScrollBar().valueChanged.connect(self._look_for_end)

    def entries(self) -> tuple[Entry, ...]:
        return self._model.entries

    def set_entries(self, entries: Sequence[Entry], current: object = None) -> None:
        """Show `entries` with the one of key `current` selected; the same entries keep scroll and focus."""
        if tuple(entries) != self._model.entries:
            place = self.verticalScrollBar().value()
            self._model.assign(tuple(entries))
            self.verticalScrollBar().setValue(place)
        row = next((row for row, entry in enumerate(entries) if entry.key == current), -1)
        if row != self.currentIndex().row():
            self.setCurrentIndex(self._model.index(row) if row >= 0 else QModelIndex())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and text_scale() != self._scale:
            self._scale = text_scale()
            self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        entry = self._entry(self.currentIndex())
        if event.key() == Qt.Key.Key_Delete and entry is not None:
            self.delete_wanted.emit(entry.key)
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_keyboard else self.indexAt(event.pos())
        entry = self._entry(index)
        if entry is not None:
            below = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
            self.menu_wanted.emit(entry.key, below if by_keyboard else event.globalPos())

    def _look_for_end(self, value: int) -> None:
        row_px = self.sizeHintForRow(0)
        if self._model.entries and value >= self.verticalScrollBar().maximum() - _NEAR_END * row_px:
            self.end_neared.emit()

    def _entry(self, index: QModelIndex) -> Entry | None:
        entry = index.data(_ENTRY) if index.isValid() else None
        return entry if isinstance(entry, Entry) else None

    def _tell(self, index: QModelIndex) -> None:
        entry = self._entry(index)
        if entry is not None:
            self.entry_chosen.emit(entry.key)

    def _tell_by_keyboard(self, index: QModelIndex) -> None:
        if self.hasFocus():
            self._tell(index)


def _title_font() -> QFont:
    return interface_font(text_scale())


def _view(delegate: QStyledItemDelegate) -> QWidget:
    parent = delegate.parent()
    assert isinstance(parent, QWidget)  # noqa: S101  a delegate is made by its list
    return parent
