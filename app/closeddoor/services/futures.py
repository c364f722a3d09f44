"""One future after the other, on the window's thread."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import Dispatcher

T = TypeVar("T")
U = TypeVar("U")


def then(dispatcher: Dispatcher, future: Future[T], follow: Callable[[T], Future[U]]) -> Future[U]:
    """Return the future of `follow`, which gets the result of `future`; a failure of either is a failure of it."""
    outcome: Future[U] = Future()

    def go_on(value: T) -> None:
        try:
            following = follow(value)
        except Exception as error:  # noqa: BLE001 - the future carries it to whoever waits
            outcome.set_exception(error)
        else:
            dispatcher.deliver(following, outcome.set_result, outcome.set_exception)

    dispatcher.deliver(future, go_on, outcome.set_exception)
    return outcome


def otherwise(dispatcher: Dispatcher, future: Future[T], instead: Callable[[KnownError], T | None]) -> Future[T]:
    """Return what `future` brings or, where it fails with a known error, what `instead` says; None lets it fail."""
    outcome: Future[T] = Future()

    def failed(error: BaseException) -> None:
        other = instead(error) if isinstance(error, KnownError) else None
        if other is None:
            outcome.set_exception(error)
        else:
            outcome.set_result(other)

    dispatcher.deliver(future, outcome.set_result, failed)
    return outcome


def done(value: T) -> Future[T]:
    """Return a future that is complete already."""
    future: Future[T] = Future()
    future.set_result(value)
    return future


def failed(error: BaseException) -> Future[Any]:
    """Return a future that has failed already."""
    future: Future[Any] = Future()
    future.set_exception(error)
    return future


def ignore_known(error: BaseException) -> None:
    """Take a failure that nobody need be told; a fault of ours is raised all the same."""
    if not isinstance(error, KnownError):
        raise error
