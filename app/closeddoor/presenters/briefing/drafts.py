"""What is being typed and not kept yet: it is due when typing rests, and at the latest after a while."""

from collections.abc import Callable
from concurrent.futures import Future
from operator import itemgetter

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

    @property
    def are_waiting(self) -> bool:
        """Whether something typed is not kept yet."""
        return bool(self._keeps)

    def add(self, name: str, keep: Keep) -> None:
        self._keeps[name] = keep
        self._pause.start()
        if not self._latest.isActive():
            self._latest.start()

    def hold(self, name: str, keep: Keep) -> None:
        """Take back a draft that could not be kept: it is tried again with the next one, or when the page is left."""
        self._keeps.setdefault(name, keep)

    def forget(self) -> None:
        """Drop what could not be kept of a briefing that is no longer in hand."""
        self.take()

    def take(self) -> list[tuple[str, Keep]]:
        """Return the drafts, and what keeps each; from here on they are kept."""
        self._pause.stop()
        self._latest.stop()
        taken = sorted(self._keeps.items(), key=itemgetter(0))
        self._keeps.clear()
        return taken
