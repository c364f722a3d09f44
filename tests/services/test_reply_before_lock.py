"""A reply that is being written when the window locks: nobody waits for the model."""

from collections.abc import Iterator

import pytest

from closeddoor.services.reply import SAVE_EVERY_S
from tests.services.test_chat import Bench


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench()
    yield bench
    bench.vault.close()


def test_before_a_lock_what_has_come_is_kept_at_once_and_nothing_after_it(bench: Bench) -> None:
    bench.send("What is drift?")
    generation = bench.model.generations[0]
    generation.stop = lambda: None  # type: ignore[method-assign]  # a model that does not listen
    generation.say("The world")
    bench.chat.keep_now()
    assert bench.told == [("The world", "stopped")]
    generation.say(" moves")
    generation.end("interrupted")
    bench.dispatcher.run()
    bench.dispatcher.advance(SAVE_EVERY_S)
    assert bench.told == [("The world", "stopped")]


def test_before_a_lock_a_reply_of_which_nothing_came_goes(bench: Bench) -> None:
    bench.send("What is drift?")
    bench.chat.keep_now()
    assert bench.told == []
