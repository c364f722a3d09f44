"""A long page with documents in it that are as high as their text: the page scrolls, by keyboard too."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSlider, QWidget

from closeddoor.ui.theme.spacing import XXL
from closeddoor.ui.widgets.column import ColumnPage
from closeddoor.ui.widgets.document import DocumentView

CARET_ROOM_PX = 60
PAGE_KEYS = {
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
}


class FlowPage(ColumnPage):
    """A `ColumnPage` that is as high as its text at its width, and keeps an adopted document's caret in view."""

    def __init__(self, width_px: int = 860, parent: QWidget | None = None, *, top_px: int = XXL) -> None:
        super().__init__(width_px, parent, top_px=top_px)
        # A wrapping label guesses its least height at a narrow width; with a minimum set, Qt measures at the real one.
        self.ground().setMinimumHeight(1)

    def ground(self) -> QWidget:
        """Return what scrolls; places of the page are in its coordinates."""
        ground = self.widget()
        if ground is None:
            raise RuntimeError("a column page has its content from the start")
        return ground

    def adopt(self, view: DocumentView) -> None:
        """Let page keys in `view` turn this page, and follow its caret."""
        view.installEventFilter(self)
        view.cursorPositionChanged.connect(lambda: self._follow_caret(view))

    def bring_up(self, widget: QWidget, y: int = 0, share: float = 0.0) -> None:
        """Scroll so that `y` of `widget` stands at `share` of the height."""
        top = widget.mapTo(self.ground(), widget.rect().topLeft()).y() + y
        self.verticalScrollBar().setValue(round(top - share * self.viewport().height()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            action = PAGE_KEYS.get(Qt.Key(event.key()))
            if action is not None:
                self.verticalScrollBar().triggerAction(action)
                return True
        return super().eventFilter(watched, event)

    def _follow_caret(self, view: DocumentView) -> None:
        if view.hasFocus():
            at = view.viewport().mapTo(self.ground(), view.cursorRect().center())
            self.ensureVisible(at.x(), at.y(), 0, CARET_ROOM_PX)
