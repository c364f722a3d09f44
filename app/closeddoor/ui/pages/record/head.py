"""What stands above the views of the record: all of it where there is room, else a part of it that scrolls."""

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QStackedWidget, QWidget

from closeddoor.ui.pages.record.centred import Centred


class Head(QScrollArea):
    """As high as what it holds, and lower only where the views below could not do with less."""

    def __init__(self, held: Centred) -> None:
        super().__init__()
        self._held = held
        held.setProperty("ground", "paper")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setWidgetResizable(True)
        self.setWidget(held)

    @property
    def bar_px(self) -> int:
        """How wide its scroll bar is; 0 while there is nothing to scroll."""
        bar = self.verticalScrollBar()
        return bar.sizeHint().width() if bar.maximum() > 0 else 0

    def sizeHint(self) -> QSize:
        return QSize(self._held.sizeHint().width(), self._held.heightForWidth(self.width()))

    def scroll_to(self, part: QWidget) -> None:
        """Show `part` from its beginning, where not all can be shown."""
        self.verticalScrollBar().setValue(part.mapTo(self._held, QPoint()).y())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and watched is self._held:
            self.updateGeometry()
        return super().eventFilter(watched, event)


class Views(QStackedWidget):
    """Takes the room that the head leaves, and asks for no more than it needs."""

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()
