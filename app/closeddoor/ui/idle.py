"""Whether anybody uses the windows of this program: keys, buttons, the pointer, the wheel, touch and pen."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QMouseEvent, QWindow
from PySide6.QtWidgets import QWidget

from closeddoor.domain.idle import Standing, limit_s, standing
from closeddoor.ui.widgets.document.view import DocumentView

LOOK_EVERY_S = 10.0

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
    }
)


def seconds_with_sleep() -> float:
    """Return seconds of a clock that goes on while the machine sleeps, and that nobody can set."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)  # Linux; elsewhere the monotonic clock counts sleep by itself
    return time.clock_gettime(clock) if clock is not None else time.monotonic()


class IdleWatch(QObject):
    """Watches from `start` on; `warned` says whether the window is about to lock, `lock_due` comes once it is to.

    It looks at what arrives at the windows, before it is handed on in them: a filter over the whole application would
    be called for every event of every object. `after_minutes` and `words_shown` are asked whenever it matters.
    """

    warned = Signal(bool)
    lock_due = Signal()

    def __init__(
        self,
        after_minutes: Callable[[], float],
        words_shown: Callable[[], int],
        parent: QObject | None = None,
        clock: Callable[[], float] = seconds_with_sleep,
    ) -> None:
        super().__init__(parent)
        self._after_minutes = after_minutes
        self._words_shown = words_shown
        self._clock = clock
        self._touched_s = clock()
        self._touches = 0
        self._pointer = QPointF()
        self._standing: Standing = "in_use"
        self._timer = QTimer(self)
        self._timer.setInterval(round(LOOK_EVERY_S * 1000))
        self._timer.timeout.connect(self.look)

    @property
    def touches(self) -> int:
        """How often somebody was seen to be there."""
        return self._touches

    def start(self, application: QGuiApplication) -> None:
        """Watch every window that is there, and every one that gets the keyboard later."""
        self._touched_s = self._clock()
        for window in application.topLevelWindows():
            window.installEventFilter(self)
        application.focusWindowChanged.connect(self._watch)
        application.inputMethod().cursorRectangleChanged.connect(self.touch)  # an input method swallows the keys
        self._timer.start()

    def look(self) -> None:
        """See how it stands: done every ten seconds, and after a sleep as soon as the program runs again."""
        limit = limit_s(self._after_minutes(), self._words_shown())
        self._stand(standing(self._clock() - self._touched_s, limit))

    def touch(self) -> None:
        """Somebody is there, unless the window should have locked before they came: the machine may have slept."""
        if self._clock() - self._touched_s > LOOK_EVERY_S:
            self.look()
        self._touched_s = self._clock()
        self._touches += 1
        self._stand("in_use")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        del watched
        if event.type() in _TOUCHES or (event.type() == QEvent.Type.MouseMove and self._has_moved(event)):
            self.touch()
        return False

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def _has_moved(self, event: QEvent) -> bool:
        """Whether the pointer is elsewhere: a window that comes up under it is told of it too."""
        if not isinstance(event, QMouseEvent):
            return False
        before, self._pointer = self._pointer, event.globalPosition()
        return before != self._pointer

    def _stand(self, now: Standing) -> None:
        before, self._standing = self._standing, now
        if now == before:
            return
        if "about_to_lock" in {now, before}:
            self.warned.emit(now == "about_to_lock")
        if now == "idle":
            self.lock_due.emit()


def words_shown(window: QWidget) -> int:
    """Return how many words the documents have that can be read in `window` now."""
    if window.isMinimized():
        return 0
    views = [view for view in window.findChildren(DocumentView) if view.isVisible()]
    return sum(len(view.toPlainText().split()) for view in views)
