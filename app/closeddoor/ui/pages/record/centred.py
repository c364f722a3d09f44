"""A part of the page that does not scroll as a whole, in a column as wide as that of the parts which do."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from closeddoor.ui.theme import scaled
from closeddoor.ui.theme.spacing import L, M
from closeddoor.ui.widgets.column import room, side_margin_px

WIDTH_PX = 760
"""The greatest width of the record's column at text size 1.0."""

ROOMY = 640
"""Width at text size 1.0 from which there is room for margins above."""


class Centred(QWidget):
    """Put things into `body`."""

    def __init__(self, *, top_px: int = L, bottom_px: int = M) -> None:
        super().__init__()
        self._top_px, self._bottom_px = top_px, bottom_px
        self._right_px = 0
        column = QWidget()
        self._column = column
        self.body = QVBoxLayout(column)
        self.body.setContentsMargins(0, 0, 0, 0)
        self._row = QHBoxLayout(self)
        self._row.addStretch(1)
        self._row.addWidget(column, 100)
        self._row.addStretch(1)
        self._fit()

    def keep_right(self, width_px: int) -> None:
        """Leave that much room at the right, where something below has a scroll bar."""
        if width_px != self._right_px:
            self._right_px = width_px
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        self._column.setMaximumWidth(scaled(WIDTH_PX))
        side = side_margin_px(self)
        top = self._top_px if room(self) > ROOMY else min(self._top_px, M)
        self._row.setContentsMargins(side, top, side + self._right_px, self._bottom_px)
