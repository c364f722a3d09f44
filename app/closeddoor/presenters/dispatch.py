"""The one place where results of other threads come back to the window's thread."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

T = TypeVar("T")


class QtDispatcher(QObject):
    """Implements `domain.ports.Dispatcher` with a queued signal; create it on the window's thread."""

    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._arrived.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def deliver(
        self, future: Future[T], done: Callable[[T], None], failed: Callable[[BaseException], None] | None = None
    ) -> None:
        """Call `done` or `failed` later, on this object's thread; an unhandled failure is raised there."""
        future.add_done_callback(lambda _: self._arrived.emit(lambda: settle(future, done, failed)))

    def later(self, delay_s: float, call: Callable[[], None]) -> None:
        """Call `call` once, after `delay_s` seconds, unless this object is gone by then."""
        # Wrapped, because PySide6 6.11.3 keeps no reference to the object of a bound method: once that is gone, which
        # a finished reply is, the timer would call into freed memory. tests/presenters/test_dispatch.py shows it.
        QTimer.singleShot(round(delay_s * 1000), self, lambda: call())  # noqa: PLW0108 - see above

    def _run(self, call: Callable[[], None]) -> None:
        call()


def settle(future: Future[T], done: Callable[[T], None], failed: Callable[[BaseException], None] | None) -> None:
    """Tell one of the two how a future that is complete ended; a failure that nobody takes is raised."""
    error = future.exception()
    if error is None:
        done(future.result())
    elif failed is not None:
        failed(error)
    else:
        raise error
