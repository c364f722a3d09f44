"""A dialog that is as high as its words, and scrolls where the window has no room for them."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.ui.theme import scaled
from closeddoor.ui.theme.spacing import XL, L, M, S

LEAST_HEIGHT_PX = 240


class FittingDialog(QDialog):
    """Put what it says into `body`, its buttons into `foot`, the one to go on with last; call `open`.

    A QDialog takes its first size from unbroken lines, and would cut off what wraps.
    """

    def __init__(self, parent: QWidget, name: str, width_px: int) -> None:
        super().__init__(parent)
        self._width_px = width_px
        self.setWindowTitle(tr("Closed Door"))
        self.setAccessibleName(name)
        self._content = QWidget()
        self._content.setProperty("ground", "paper")
        # A wrapping label guesses its least height at a narrow width; with a minimum set, Qt measures at the real one.
        self._content.setMinimumHeight(1)
        self._content.installEventFilter(self)
        self.body = QVBoxLayout(self._content)
        self.body.setContentsMargins(XL, XL, XL, M)
        self.body.setSpacing(M)
        scroll = self._scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._content)
        self._foot = QWidget()
        self.foot = QHBoxLayout(self._foot)
        self.foot.setContentsMargins(XL, S, XL, L)
        self.foot.setSpacing(M)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scroll, 1)
        column.addWidget(self._foot)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and watched is self._content:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        parent = self.parentWidget()
        window = parent.window() if parent else self
        width = min(scaled(self._width_px), max(scaled(LEAST_HEIGHT_PX), window.width() - 2 * XL))
        foot = max(self._foot.heightForWidth(width), self._foot.minimumSizeHint().height())
        beside_bar = (
            width - self._scroll.verticalScrollBar().sizeHint().width()
        )  # a bar that stays would wrap the words
        wanted = self.body.totalHeightForWidth(beside_bar) + foot
        self.setFixedSize(width, max(LEAST_HEIGHT_PX, min(wanted, window.height() - XL)))
