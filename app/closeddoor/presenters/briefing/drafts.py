"""What is being typed and not kept yet: it is due when typing rests, and at the latest after a while."""

from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import QObject, QTimer, Signal

from closeddoor.services.practice import Briefing

TYPING_PAUSE_MS = 400
"""How long typing must rest before a draft is kept; leaving the step keeps it at once."""

LONGEST_WAIT_MS = 1200
"""How long a draft waits at most while somebody types without a rest: no more than this is ever lost to a crash."""

Keep = Callable[[Briefing], Future[None]]


class Drafts(QObject):
    """Remembers what was typed since it was last kept, by a name of its own, and how to keep it."""

    due = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._keeps: dict[str, Keep] = {}
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._latest = QTimer(self, singleShot=True, interval=LONGEST_WAIT_MS)
        for timer in (self._pause, self._latest):
            timer.timeout.connect(self.due)

    def add(self, name: str, keep: Keep) -> None:
        self._keeps[name] = keep
        self._pause.start()
        if not self._latest.isActive():
            self._latest.start()

    def take(self) -> list[Keep]:
        """Return what keeps each draft; from here on they are kept."""
        self._pause.stop()
        self._latest.stop()
        taken = [self._keeps[name] for name in sorted(self._keeps)]
        self._keeps.clear()
        return taken
