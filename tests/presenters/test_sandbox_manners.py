"""Small courtesies of the sandbox: what was looked for does not stand in the way of what is new."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.presenters.sandbox.bench import Bench


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    assert qtbot
    bench = Bench()
    bench.send()
    bench.answer("It moves.")
    bench.presenter.listing.search("moves")
    bench.presenter.listing.search_now()
    bench.dispatcher.run()
    assert len(bench.now().hits) == 1
    yield bench
    bench.vault.close()


def test_a_new_conversation_ends_the_search(bench: Bench) -> None:
    bench.presenter.start_new()
    assert (bench.now().search_text, bench.now().hits) == ("", ())


def test_deleting_ends_the_search(bench: Bench) -> None:
    bench.presenter.removal.delete(bench.open_conversation())
    bench.dispatcher.run()
    assert (bench.now().search_text, bench.now().hits, bench.now().conversations) == ("", (), ())


def test_a_search_that_typing_still_asked_for_does_not_come_back(bench: Bench) -> None:
    bench.presenter.listing.search("moves on")
    bench.presenter.start_new()
    assert not bench.presenter.listing.search_pause.isActive()
