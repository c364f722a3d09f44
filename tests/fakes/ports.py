"""Executor and dispatcher without threads: everything happens when `run` is called, in order."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from closeddoor.presenters.dispatch import settle

T = TypeVar("T")


class InlineExecutor:
    """Runs each job at once, on the caller's thread."""

    def submit(self, job: Callable[[], T]) -> Future[T]:
        future: Future[T] = Future()
        try:
            future.set_result(job())
        except Exception as error:  # noqa: BLE001 - the future carries it, as a real executor's would
            future.set_exception(error)
        return future


class QueueDispatcher:
    """Keeps what is to be delivered until `run`; `advance` lets time pass for `later`."""

    def __init__(self) -> None:
        self._ready: deque[Callable[[], None]] = deque()
        self._timers: list[tuple[float, Callable[[], None]]] = []
        self.now_s = 0.0

    def deliver(
        self, future: Future[T], done: Callable[[T], None], failed: Callable[[BaseException], None] | None = None
    ) -> None:
        future.add_done_callback(lambda _: self._ready.append(lambda: settle(future, done, failed)))

    def later(self, delay_s: float, call: Callable[[], None]) -> None:
        self._timers.append((self.now_s + delay_s, call))

    def run(self) -> None:
        """Deliver everything that is complete, and what follows from it."""
        while self._ready:
            self._ready.popleft()()

    def advance(self, seconds: float) -> None:
        """Let time pass and call what became due."""
        self.now_s += seconds
        due = [call for when, call in self._timers if when <= self.now_s]
        self._timers = [(when, call) for when, call in self._timers if when > self.now_s]
        for call in due:
            call()
        self.run()
