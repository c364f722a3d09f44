"""Workers on their way out, before which another does not start: they hold the memory that it may need. QtCore only."""

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance


class Predecessors(QObject):
    """Those that have not ended yet. `all_gone`: the last of them has, or takes longer than anybody waits for it."""

    all_gone = Signal()

    def __init__(self, longest_ms: int, parent: QObject) -> None:
        super().__init__(parent)
        self._longest_ms = longest_ms
        self._waits: set[_Wait] = set()

    def __bool__(self) -> bool:
        return bool(self._waits)

    def add(self, gone: SignalInstance) -> None:
        """Wait for one more, until `gone`."""
        wait = _Wait(gone, self._longest_ms, self)
        self._waits.add(wait)
        wait.over.connect(self._leave)

    def _leave(self, wait: "_Wait") -> None:
        self._waits.remove(wait)
        wait.deleteLater()
        if not self._waits:
            self.all_gone.emit()


class _Wait(QObject):
    """For one of them. An object of its own: Qt takes its connections away with it."""

    over = Signal(object)

    def __init__(self, gone: SignalInstance, longest_ms: int, parent: QObject) -> None:
        super().__init__(parent)
        self._is_over = False
        limit = QTimer(self)
        limit.setSingleShot(True)
        limit.timeout.connect(self._end)
        limit.start(longest_ms)
        gone.connect(self._end)

    def _end(self) -> None:
        if not self._is_over:
            self._is_over = True
            self.over.emit(self)
