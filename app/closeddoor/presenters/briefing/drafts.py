"""What is being typed and not kept yet: it is due when typing rests."""

from PySide6.QtCore import QObject, QTimer, Signal

TYPING_PAUSE_MS = 400
"""How long typing must rest before a draft is kept; leaving the step keeps it at once."""


class Drafts(QObject):
    """Remembers which tasks have an answer that was typed since it was last kept."""

    due = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._task_ids: set[str] = set()
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._pause.timeout.connect(self.due)

    def add(self, task_id: str) -> None:
        self._task_ids.add(task_id)
        self._pause.start()

    def take(self) -> list[str]:
        """Return the tasks to keep now; from here on they are kept."""
        self._pause.stop()
        taken = sorted(self._task_ids)
        self._task_ids.clear()
        return taken
