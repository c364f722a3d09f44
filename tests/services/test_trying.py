"""The self-test away from the window's thread: what is told on the way, giving it up, and what it leaves."""

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar, cast

from closeddoor.domain.errors import KnownError
from closeddoor.services.selftest import KIND_NAMES, PLAYGROUND
from closeddoor.services.trying import Reports, SelftestService
from tests.fakes.ports import InlineExecutor, QueueDispatcher
from tests.services.test_selftest import broken

T = TypeVar("T")


class Held:
    """Does the job when it is told to, as a thread would later."""

    def __init__(self) -> None:
        self._jobs: list[tuple[Callable[[], object], Future[object]]] = []

    def submit(self, job: Callable[[], T]) -> Future[T]:
        future: Future[T] = Future()
        self._jobs.append((job, cast("Future[object]", future)))
        return future

    def go_on(self) -> None:
        for job, future in self._jobs:
            try:
                future.set_result(job())
            except KnownError as error:
                future.set_exception(error)


def test_each_kind_is_told_as_it_has_tried(tmp_path: Path) -> None:
    dispatcher, told = QueueDispatcher(), list[Reports]()
    running = SelftestService(InlineExecutor(), dispatcher, tmp_path, broken("bare")).run(told.append)
    dispatcher.run()
    assert [each.kind for each in running.future.result()] == list(KIND_NAMES)
    assert told[-1] == running.future.result()
    assert list(tmp_path.iterdir()) == []


def test_given_up_it_ends_after_the_kind_that_is_at_it(tmp_path: Path) -> None:
    dispatcher, jobs, told = QueueDispatcher(), Held(), list[Reports]()
    running = SelftestService(jobs, dispatcher, tmp_path, broken("bare")).run(told.append)
    running.cancel()
    jobs.go_on()
    dispatcher.run()
    error = running.future.exception()
    assert isinstance(error, KnownError)
    assert error.code == "selftest.cancelled"
    assert told == []
    assert list(tmp_path.iterdir()) == []


def test_what_an_ended_window_left_goes_with_the_next(tmp_path: Path) -> None:
    (tmp_path / f"{PLAYGROUND}abc" / "private").mkdir(parents=True)
    (tmp_path / "vault").mkdir()
    dispatcher = QueueDispatcher()
    SelftestService(InlineExecutor(), dispatcher, tmp_path, broken("bare")).run(lambda _: None)
    assert [each.name for each in tmp_path.iterdir()] == ["vault"]
