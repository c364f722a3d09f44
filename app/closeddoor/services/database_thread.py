"""The thread that the vault lives on."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock
from typing import TypeVar

from closeddoor.services.behind_window import BehindWindow

T = TypeVar("T")


class DatabaseThread:
    """Runs one job after the other; long work asks `is_wanted` whether somebody waits behind it."""

    def __init__(self) -> None:
        self._pool = BehindWindow("database")
        self._lock = Lock()
        self._waiting = 0

    def submit(self, job: Callable[[], T]) -> Future[T]:
        with self._lock:
            self._waiting += 1
        return self._pool.submit(lambda: self._run(job))

    def is_wanted(self) -> bool:
        return self._waiting > 0

    def shutdown(self) -> None:
        """End it after the jobs that were asked for."""
        self._pool.shutdown()

    def _run(self, job: Callable[[], T]) -> T:
        with self._lock:
            self._waiting -= 1
        return job()
