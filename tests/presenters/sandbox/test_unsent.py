"""What is typed and not sent survives the end of the application, except off the record."""

import pytest

from closeddoor.presenters.sandbox import Files, SandboxPresenter
from closeddoor.services.changes import HistoryChanges
from closeddoor.services.chat import ChatService
from closeddoor.services.chat.drafts import KEY
from tests.fakes.ports import InlineExecutor
from tests.presenters.sandbox.bench import Bench, SandboxPage


def kept(bench: Bench) -> object:
    return bench.vault.settings.get(KEY)


def typed(bench: Bench, text: str) -> None:
    bench.presenter.turns.draft(text)
    bench.presenter.drafts.keep()
    bench.dispatcher.run()


def started_again(bench: Bench) -> SandboxPage:
    """Return the page of a presenter that is new to the vault."""
    page, changes = SandboxPage(), HistoryChanges()
    chat = ChatService(bench.vault, InlineExecutor(), bench.model, bench.dispatcher, changes)
    files = Files(InlineExecutor(), lambda *_: b"")
    presenter = SandboxPresenter(page, chat, bench.words, bench.dispatcher, changes, files, bench.presenter)
    presenter.refresh()
    bench.dispatcher.run()
    return page


def test_what_was_typed_is_there_at_the_next_start(bench: Bench) -> None:
    typed(bench, "half a thought")
    assert started_again(bench).now().draft == "half a thought"


def test_what_was_sent_is_no_draft_any_more(bench: Bench) -> None:
    typed(bench, "What is drift?")
    bench.send()
    bench.presenter.drafts.keep()
    bench.dispatcher.run()
    assert kept(bench) is None
    assert started_again(bench).now().draft == ""


def test_going_off_the_record_overwrites_what_was_kept(bench: Bench) -> None:
    typed(bench, "half a thought")
    assert kept(bench) == [None, "half a thought"]
    bench.presenter.set_up.choose_record(True)
    assert bench.presenter.drafts._rest.isActive()
    bench.presenter.drafts.keep()
    typed(bench, "a whole thought")
    assert kept(bench) is None
    bench.send()
    bench.answer("It moves.")
    typed(bench, "and another")
    assert kept(bench) is None


def test_typing_that_rests_is_kept_by_itself(bench: Bench) -> None:
    bench.presenter.turns.draft("half")
    assert bench.presenter.drafts._rest.isActive()
    bench.presenter.drafts._rest.timeout.emit()
    bench.dispatcher.run()
    assert kept(bench) == [None, "half"]


@pytest.mark.parametrize("odd", [3, "text", [1], ["a", "b"], {"text": "x"}, [None, 3]])
def test_what_cannot_be_read_is_no_draft(bench: Bench, odd: object) -> None:
    bench.vault.settings.set(KEY, odd)
    assert started_again(bench).now().draft == ""
