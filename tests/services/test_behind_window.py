"""What a job held is let go on the window's thread: on another one Qt and Python may wait for each other for good."""

import threading
import time
import weakref
from collections.abc import Iterator
from functools import partial

import pytest

from closeddoor.services.behind_window import BehindWindow
from closeddoor.services.database_thread import DatabaseThread

LONGEST_S = 20.0


class Held:
    """Something that a job was given."""


def wait_with(_given: Held, may_end: threading.Event) -> None:
    may_end.wait(LONGEST_S)


def hear(_waiting: Held, _future: object) -> None:
    """Be called when a job is done."""


@pytest.fixture(params=[lambda: BehindWindow("jobs"), DatabaseThread], ids=["jobs", "database"])
def thread(request: pytest.FixtureRequest) -> Iterator[BehindWindow]:
    made = request.param()
    yield made
    made.shutdown()


def test_what_a_job_was_given_and_what_waits_for_it_go_on_the_thread_of_the_window(thread: BehindWindow) -> None:
    went_on: list[int] = []
    may_end = threading.Event()
    given, waiting = Held(), Held()
    for each in (given, waiting):
        weakref.finalize(each, lambda: went_on.append(threading.get_ident()))
    asked = thread.submit(partial(wait_with, given, may_end))
    asked.add_done_callback(partial(hear, waiting))
    del asked, each, given, waiting
    may_end.set()
    for _ in range(3):
        thread.submit(lambda: None).result(LONGEST_S)
    assert went_on == [threading.get_ident()] * 2


def test_what_was_given_up_lets_nothing_go_early(thread: BehindWindow) -> None:
    may_end = threading.Event()
    held = Held()
    is_there = weakref.ref(held)
    asked = thread.submit(partial(wait_with, held, may_end))
    while not asked.running():
        time.sleep(0.001)
    del held, asked
    assert thread.submit(lambda: None).cancel()
    after = thread.submit(lambda: None)
    assert is_there() is not None
    may_end.set()
    after.result(LONGEST_S)
    thread.submit(lambda: None).result(LONGEST_S)
    assert is_there() is None
