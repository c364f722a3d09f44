"""Work under way that tells how far it is and can be given up."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Generic, TypeVar

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import Dispatcher, Executor

T = TypeVar("T")


class Running(Generic[T]):
    """A future, and a way to give it up: it then fails with what `cancelled` makes."""

    def __init__(
        self, dispatcher: Dispatcher, on_progress: Callable[[float], None], cancelled: Callable[[], KnownError]
    ) -> None:
        self.future: Future[T] = Future()
        self._dispatcher = dispatcher
        self._on_progress = on_progress
        self._cancelled = cancelled
        self._is_cancelled = False

    def start(self, thread: Executor, work: Callable[[], T]) -> None:
        """Let `work` run on `thread`; it calls `tell` with 0 to 1 as it goes on."""
        self._dispatcher.deliver(thread.submit(work), self.future.set_result, self.future.set_exception)

    def cancel(self) -> None:
        """Give it up; all is as it was. Safe to call at any time, and too late once it is done."""
        self._is_cancelled = True

    def tell(self, fraction: float) -> None:
        """Bring how far it is to the window's thread; end it there when it was given up."""
        if self._is_cancelled:
            raise self._cancelled()
        said: Future[float] = Future()
        self._dispatcher.deliver(said, self._on_progress)
        said.set_result(fraction)
