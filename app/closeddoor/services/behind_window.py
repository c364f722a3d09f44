"""A thread that works behind the window, and is never the last to hold what a job was given or what waits for it.

An object whose method hears a signal of Qt takes itself off that signal when it goes, and Qt holds a lock meanwhile. On
another thread it would then wait for Python's lock, while the window's thread, which has that one, waits for Qt's: both
stand still for good. So jobs and their futures are let go on the thread that makes this, the window's.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


class BehindWindow:
    """One thread; runs one job after the other, in the order they were asked for."""

    def __init__(self, name: str) -> None:
        self._pool = ThreadPoolExecutor(1, name)
        self._made_on = threading.get_ident()
        self._lock = threading.Lock()
        self._held: list[tuple[Future[Any], object]] = []

    def submit(self, job: Callable[[], T]) -> Future[T]:
        """Run `job` behind the window; what earlier jobs held is let go if this is asked for on the window's thread."""
        let_go = self._passed() if threading.get_ident() == self._made_on else []
        with self._lock:
            future = self._pool.submit(job)
            self._held.append((future, job))
        del let_go  # outside of the lock: what goes may ask for something
        return future

    def shutdown(self, *, cancel_futures: bool = False) -> None:
        """End it after the jobs that were asked for; with `cancel_futures` after the one that is being done."""
        self._pool.shutdown(cancel_futures=cancel_futures)

    def _passed(self) -> list[tuple[Future[Any], object]]:
        """Take out all jobs before the last that was done: at the end of that one the thread may still be."""
        with self._lock:
            done = (n for n, (future, _) in enumerate(self._held) if future.done() and not future.cancelled())
            last = max(done, default=0)
            passed, self._held = self._held[:last], self._held[last:]
        return passed
