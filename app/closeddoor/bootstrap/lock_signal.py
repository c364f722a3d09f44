"""SIGUSR1 locks: for the hook of a screen locker, or a script, that needs neither a bus nor our command."""

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, QSocketNotifier


class LockSignal(QObject):
    """Calls `lock` on the window's thread, some moments after the signal came, and never in the middle of a call."""

    def __init__(self, lock: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = lock
        if sys.platform == "win32":
            return
        self._read_end, write_end = os.pipe()
        for end in (self._read_end, write_end):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(write_end, warn_on_full_buffer=False)
        signal.signal(signal.SIGUSR1, lambda *_: None)  # what counts is the byte that the pipe gets
        self._notifier = QSocketNotifier(self._read_end, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._take)

    def _take(self) -> None:
        came = b""
        with suppress(BlockingIOError):
            came = os.read(self._read_end, 4096)
        if sys.platform != "win32" and signal.SIGUSR1 in came:
            self._lock()
