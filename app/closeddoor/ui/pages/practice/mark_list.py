"""The marks so far, in the order of the document: what was marked, as what, and how to take it back."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.briefing import LabelView, MarkView
from closeddoor.ui.theme import colours_of
from closeddoor.ui.theme.spacing import M, S
from closeddoor.ui.widgets.buttons import quiet
from closeddoor.ui.widgets.words import words

LONGEST_QUOTE = 160
NONE_YET = tr("No marks yet. What you mark is listed here in the order of the document.")


def shortened(quote: str) -> str:
    """Return `quote` on one line, cut at a word where it is long."""
    line = " ".join(quote.split())
    if len(line) <= LONGEST_QUOTE:
        return f"“{line}”"
    return f"“{line[:LONGEST_QUOTE].rsplit(' ', 1)[0]} …”"


class MarkRow(QAbstractButton):
    """One mark, a button to a screen reader.

    Enter goes to its place, Delete removes it, a digit gives it that label, arrows lead to the next.
    """

    opened = Signal()
    removed = Signal()
    label_chosen = Signal(str)
    neighbour_wanted = Signal(int)

    def __init__(self, labels: Sequence[LabelView]) -> None:
        super().__init__()
        self._labels = tuple(labels)
        self._is_current = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._label = words(face="kicker")
        self._quote = words(face="plain")
        self._change = quiet(tr("Change label"), "rename", icon_only=True)
        self._change.clicked.connect(self._offer_labels)
        self._remove = quiet(tr("Remove mark"), "trash", shortcut="Del", icon_only=True)
        self._remove.clicked.connect(self.removed)
        top = QHBoxLayout()
        top.setSpacing(0)
        top.addWidget(self._label, 1, Qt.AlignmentFlag.AlignVCenter)
        top.addWidget(self._change)
        top.addWidget(self._remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(S, S, 0, M)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._quote)

    def assign(self, mark: MarkView, title: str, *, is_current: bool, can_edit: bool) -> None:
        self._label.setText(title)
        self._quote.setText(shortened(mark.quote))
        self.setAccessibleName(f"{title}: {mark.quote}")
        self._change.setVisible(can_edit)
        self._remove.setVisible(can_edit)
        if is_current != self._is_current:
            self._is_current = is_current
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        number = key - Qt.Key.Key_1
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif 0 <= number < len(self._labels):
            self.label_chosen.emit(self._labels[number].label_id)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.neighbour_wanted.emit(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  all of it is drawn
        colours = colours_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.accent), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent_soft) if self._is_current else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)

    def _offer_labels(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, label in enumerate(self._labels, 1):
            action = menu.addAction(f"{number}  {label.title}".replace("&", "&&"))
            action.triggered.connect(lambda _=False, label_id=label.label_id: self.label_chosen.emit(label_id))
        menu.popup(self._change.mapToGlobal(self._change.rect().bottomLeft()))


class MarkList(QWidget):
    """All marks. Indexes are those of the marks last assigned."""

    opened = Signal(int)
    removed = Signal(int)
    relabelled = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[MarkRow] = []
        self._labels: tuple[LabelView, ...] = ()
        self._empty = words(NONE_YET, "soft")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._empty)

    def assign(
        self, marks: tuple[MarkView, ...], labels: tuple[LabelView, ...], current: int | None, *, can_edit: bool
    ) -> None:
        self._labels = labels
        titles = {label.label_id: label.title for label in labels}
        self._fit_count(len(marks))
        self._empty.setVisible(not marks)
        for index, (row, mark) in enumerate(zip(self._rows, marks, strict=True)):
            title = titles.get(mark.label_id, mark.label_id)
            row.assign(mark, title, is_current=index == current, can_edit=can_edit)

    def focus_row(self, index: int) -> None:
        """Put the keyboard on row `index`, or on the last one there is."""
        if self._rows:
            self._rows[min(index, len(self._rows) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit_count(self, count: int) -> None:
        lost_focus = any(row.hasFocus() for row in self._rows[count:])
        while len(self._rows) > count:
            gone = self._rows.pop()
            gone.hide()
            gone.deleteLater()
        while len(self._rows) < count:
            self._add_row(len(self._rows))
        if lost_focus:
            self.focus_row(count - 1)

    def _add_row(self, index: int) -> None:
        row = MarkRow(self._labels)
        row.opened.connect(lambda: self.opened.emit(index))
        row.removed.connect(lambda: self.removed.emit(index))
        row.label_chosen.connect(lambda label_id: self.relabelled.emit(index, label_id))
        row.neighbour_wanted.connect(lambda step: self.focus_row(max(0, index + step)))
        self._rows.append(row)
        self._column.addWidget(row)
