"""A page that scrolls: one centred column, no wider than is good to read, with margins that follow the window."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from closeddoor.ui.theme import scaled, text_scale
from closeddoor.ui.theme.spacing import XL, XXL, L, M, S
from closeddoor.ui.widgets.foot import Foot


def room(widget: QWidget) -> float:
    """Return the width of `widget` in units of text size 1.0: what layouts decide by."""
    return widget.width() / text_scale()


def side_margin_px(widget: QWidget) -> int:
    """Return the margin at both sides of a column in `widget`."""
    space = room(widget)
    return XL if space > 640 else M if space > 420 else S


def narrowed(widget: QWidget) -> QHBoxLayout:
    """Return a row for a widget with a greatest width: put straight into a column, it is as high as at the column's."""
    row = QHBoxLayout()
    row.addWidget(widget, 100)
    row.addStretch(1)
    return row


class ColumnPage(QScrollArea):
    """A scrolling page. Put things into `body`; `width_px` is the column's greatest width at text size 1.0.

    `top_px` is the margin above it where there is room.
    """

    def __init__(self, width_px: int = 860, parent: QWidget | None = None, *, top_px: int = XXL) -> None:
        super().__init__(parent)
        self._width_px = width_px
        self._top_px = top_px
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QWidget()
        outer.setProperty("ground", "paper")
        self._column = QWidget()
        self._column.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.body = QVBoxLayout(self._column)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(M)
        self._row = QHBoxLayout(outer)
        self._row.addStretch(1)
        self._row.addWidget(self._column, 100)
        self._row.addStretch(1)
        self.setWidget(outer)
        self._foot: Foot | None = None
        self._fit()

    def column(self) -> QWidget:
        """Return the widget that holds the column."""
        return self._column

    def put_at_foot(self, widget: QWidget) -> None:
        """Let `widget` stand below what scrolls, as wide as the page, while it is not hidden."""
        self._foot = Foot(widget, self, lambda height_px: self.setViewportMargins(0, 0, 0, height_px))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()
            self._arrange()

    def _arrange(self) -> None:
        """Lay out what is in the column: there is other room, or the text has another size. A page may have its own."""

    def _fit(self) -> None:
        self._column.setMaximumWidth(scaled(self._width_px))
        side = side_margin_px(self)
        self._row.setContentsMargins(side, self._top_px if room(self) > 640 else L, side, XL)
