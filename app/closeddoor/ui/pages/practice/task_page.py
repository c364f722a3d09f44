"""The working side of a task: title and prompt, the answer under them, and a foot that does not scroll away."""

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from closeddoor.text import RenderedText
from closeddoor.ui.theme.spacing import L, M, S
from closeddoor.ui.widgets.flow_page import FlowPage
from closeddoor.ui.widgets.prose import Prose, headline

CARET_ROOM_PX = 60


class TaskPage(QWidget):
    """Put the answer into `body`, and what must stay in view into `foot`; both keep the same column."""

    def __init__(self, width_px: int = 600) -> None:
        super().__init__()
        self._title = Prose()
        self._prompt = Prose()
        self._page = FlowPage(width_px, top_px=L)
        self._page.setMinimumHeight(1)  # a problem above it is read whole before the work is
        self._page.body.addWidget(self._title)
        self._page.body.addWidget(self._prompt)
        self._page.body.addSpacing(S)
        self.body = QVBoxLayout()
        self.body.setSpacing(M)
        self._page.body.addLayout(self.body)
        self._page.body.addStretch(1)
        self._page.column().installEventFilter(self)
        self._end_from: QWidget | None = None
        self._followed: QPlainTextEdit | None = None
        bar = self._page.verticalScrollBar()
        bar.rangeChanged.connect(self._follow)
        bar.actionTriggered.connect(self._stop_following)
        foot = QWidget()
        foot.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.foot = QVBoxLayout(foot)
        self.foot.setSpacing(S)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._page, 1)
        outer.addWidget(foot)

    def assign(self, title: str, prompt: RenderedText) -> None:
        self._title.set_text(headline(title))
        self._prompt.set_text(prompt)
        self._page.setAccessibleName(title)

    def ground(self) -> QWidget:
        """Return where the keyboard is before any part of the answer has it: there it scrolls."""
        return self._page

    def follow_end(self, start: QWidget) -> None:
        """Show the end, but never so that the top of `start` is scrolled away, also as it grows; until one scrolls."""
        self._end_from = start
        self._follow()

    def forget_end(self) -> None:
        """No longer follow the end: the widget that it was followed from is going."""
        self._end_from = None

    def keep_caret_in_view(self, field: QPlainTextEdit) -> None:
        """Show the caret of `field` with room around it, also when the page grows after it, until the user scrolls."""
        self._followed = field
        self._follow()

    def bring_into_view(self, first: QWidget, last: QWidget) -> None:
        """Scroll no further than it takes to see all from `first` to `last`; in doubt, `first`."""
        for part, edge in ((last, last.rect().bottomLeft()), (first, first.rect().topLeft())):
            at = part.mapTo(self._page.ground(), edge)
            self._page.ensureVisible(at.x(), at.y(), 0, S)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self.align_foot()
        return super().eventFilter(watched, event)

    def _follow(self) -> None:
        if self._end_from is not None:
            bar, top = self._page.verticalScrollBar(), self._end_from.mapTo(self._page.ground(), QPoint(0, 0)).y()
            bar.setValue(min(bar.maximum(), max(0, top - S)))
        elif self._followed is not None and self._followed.hasFocus():
            at = self._followed.viewport().mapTo(self._page.ground(), self._followed.cursorRect().center())
            self._page.ensureVisible(at.x(), at.y(), 0, CARET_ROOM_PX)

    def _stop_following(self) -> None:
        self._end_from = None
        self._followed = None

    def align_foot(self) -> None:
        """Keep the foot to the column; to be called when something was put into it or taken out."""
        column = self._page.column()
        left = column.mapTo(self._page, QPoint(0, 0)).x()
        right = max(0, self.width() - left - column.width())
        bottom = L if self.foot.count() else 0
        self.foot.setContentsMargins(left, S if self.foot.count() else 0, right, bottom)
