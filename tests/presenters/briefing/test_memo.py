import pytest

from closeddoor.presenters.briefing.too_long import LONG_MEMO
from closeddoor.presenters.drafts import KEEP_AFTER_S
from closeddoor.presenters.states.briefing import (
    CommitState,
)
from closeddoor.services.practice import COMMIT, READ
from tests.presenters.briefing.bench import Bench
from tests.services.practice_bench import TEXT


def test_a_memo_is_kept_soon(bench: Bench) -> None:
    bench.show("reply")
    bench.presenter.write_memo("Before")
    bench.presenter.write_memo(TEXT["text"])
    assert bench.kept("reply") is None
    bench.dispatcher.advance(KEEP_AFTER_S)
    assert bench.kept("reply") == TEXT


def test_a_memo_that_is_too_long_is_kept_whole_and_said(bench: Bench) -> None:
    bench.show("reply")
    bench.presenter.write_memo("words " * 50_000)
    assert bench.now().problem == LONG_MEMO
    count = len(bench.page.states)
    bench.presenter.write_memo("words " * 50_001)
    assert len(bench.page.states) == count
    bench.presenter.show_step(COMMIT)
    body = bench.now().body
    assert isinstance(body, CommitState)
    assert body.answers[3].summary == "50001 words. Only its first 200,000 characters are scored."
    assert bench.kept("reply") == {"text": "words " * 50_001}
    bench.presenter.show_step("reply")
    bench.presenter.write_memo("words " * 50_000)
    bench.presenter.write_memo("Half of a pair: \ud83d")
    assert bench.now().problem is None
    bench.presenter.leave()
    assert bench.kept("reply") == {"text": "Half of a pair: \N{REPLACEMENT CHARACTER}"}


@pytest.mark.parametrize("leave", ["another step", "the page", "another briefing", "commit"])
def test_a_memo_is_kept_at_once_when_it_is_left(bench: Bench, leave: str) -> None:
    bench.show("reply")
    bench.presenter.write_memo(TEXT["text"])
    actions = {
        "another step": lambda: bench.presenter.show_step(READ),
        "the page": bench.presenter.leave,
        "another briefing": lambda: bench.presenter.open(bench.pack, bench.scenario),
        "commit": bench.presenter.commit,
    }
    actions[leave]()
    assert bench.kept("reply") == TEXT
