"""What is typed and not sent survives the end of the application, except off the record."""

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import pytest

from closeddoor.presenters.drafts import KEEP_AFTER_S
from closeddoor.presenters.sandbox import Files, SandboxPresenter
from closeddoor.services.changes import HistoryChanges
from closeddoor.services.chat import ChatService
from closeddoor.services.chat.drafts import KEY, SET_UP_KEY
from closeddoor.services.keeping import KeepingService
from closeddoor.vault.errors import DiskFullError
from tests.fakes.ports import InlineExecutor
from tests.presenters.sandbox.bench import Bench, SandboxPage
from tests.vault.cheap_vault import cheap_folder

SECRET = "between us"


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
    files = Files(InlineExecutor(), bench.set_as_pdf)
    presenter = SandboxPresenter(page, chat, bench.words, bench.dispatcher, changes, files, bench.presenter)
    presenter.refresh()
    bench.dispatcher.run()
    return page


def test_what_was_typed_is_there_at_the_next_start(bench: Bench) -> None:
    typed(bench, "half a thought")
    assert started_again(bench).now().draft == "half a thought"


def test_what_was_set_aside_for_an_edit_is_there_too(bench: Bench) -> None:
    bench.send()
    bench.answer("It moves.")
    typed(bench, "half a thought")
    bench.presenter.turns.edit(bench.now().messages[0].message_id)
    bench.presenter.drafts.keep()
    assert started_again(bench).now().draft == "half a thought"
    typed(bench, "What is bias?")
    assert started_again(bench).now().draft == "half a thought\n\nWhat is bias?"
    bench.presenter.turns.end_edit()
    bench.presenter.drafts.keep()
    assert started_again(bench).now().draft == "half a thought"


OWN_WORDS = "You sit on the audit committee."


def kept_set_up(bench: Bench) -> object:
    return bench.vault.settings.get(SET_UP_KEY)


def test_who_was_to_answer_is_there_after_a_lock_or_a_kill(bench: Bench) -> None:
    bench.presenter.set_up.choose_manner("careful")
    bench.presenter.set_up.write_own(OWN_WORDS[:9])
    bench.dispatcher.advance(KEEP_AFTER_S)
    assert started_again(bench).now().set_up.own_text == OWN_WORDS[:9]
    bench.presenter.set_up.write_own(OWN_WORDS)
    bench.presenter.leave_page()
    page = started_again(bench)
    assert (page.now().set_up.own_text, page.now().set_up.persona, page.now().set_up.manner) == (
        OWN_WORDS,
        "own",
        "careful",
    )


def test_who_was_to_answer_is_kept_no_longer_once_the_conversation_has_begun(bench: Bench) -> None:
    bench.presenter.set_up.write_own(OWN_WORDS)
    bench.presenter.leave_page()
    assert OWN_WORDS in str(kept_set_up(bench))
    bench.send()
    bench.answer("It moves.")
    bench.presenter.leave_page()
    assert kept_set_up(bench) is None
    bench.presenter.start_new()
    bench.presenter.set_up.write_own(OWN_WORDS)
    bench.presenter.leave_page()
    bench.presenter.start_new()
    bench.presenter.leave_page()
    assert kept_set_up(bench) is None


def test_who_is_to_answer_off_the_record_is_never_kept(bench: Bench) -> None:
    bench.presenter.set_up.write_own(OWN_WORDS)
    bench.presenter.leave_page()
    bench.presenter.set_up.choose_record(True)
    bench.dispatcher.advance(KEEP_AFTER_S)
    assert kept_set_up(bench) is None
    bench.presenter.set_up.write_own(f"{OWN_WORDS} Be frank.")
    bench.dispatcher.advance(KEEP_AFTER_S)
    bench.presenter.leave_page()
    assert kept_set_up(bench) is None


def test_what_was_sent_is_no_draft_any_more(bench: Bench) -> None:
    typed(bench, "What is drift?")
    bench.send()
    bench.presenter.drafts.keep()
    bench.dispatcher.run()
    assert kept(bench) is None
    assert started_again(bench).now().draft == ""


def test_going_off_the_record_overwrites_what_was_kept(bench: Bench) -> None:
    typed(bench, "half a thought")
    assert kept(bench) == "half a thought"
    bench.presenter.set_up.choose_record(True)
    bench.dispatcher.advance(KEEP_AFTER_S)
    assert kept(bench) is None
    typed(bench, "a whole thought")
    assert kept(bench) is None
    bench.send()
    bench.answer("It moves.")
    typed(bench, "and another")
    assert kept(bench) is None


def test_typing_is_kept_by_itself(bench: Bench) -> None:
    bench.presenter.turns.draft("half")
    assert kept(bench) is None
    bench.dispatcher.advance(KEEP_AFTER_S)
    assert kept(bench) == "half"


@pytest.mark.parametrize("odd", [3, [1], [None, "text"], {"text": "x"}])
def test_what_cannot_be_read_is_no_draft(bench: Bench, odd: object) -> None:
    bench.vault.settings.set(KEY, odd)
    assert started_again(bench).now().draft == ""


def off_the_record(bench: Bench) -> int:
    bench.presenter.set_up.choose_record(True)
    bench.send()
    bench.answer("It moves.")
    return bench.open_conversation()


def recorded(bench: Bench) -> int:
    bench.presenter.start_new()
    bench.send("On the record?")
    bench.answer("Yes.")
    return bench.open_conversation()


def before_its_first_turn(bench: Bench) -> None:
    bench.presenter.set_up.choose_record(True)
    typed(bench, SECRET)
    bench.presenter.start_new()


def by_a_new_one(bench: Bench) -> None:
    off_the_record(bench)
    typed(bench, SECRET)
    bench.presenter.start_new()


def by_opening_another(bench: Bench) -> None:
    other = recorded(bench)
    bench.presenter.start_new()
    off_the_record(bench)
    typed(bench, SECRET)
    bench.presenter.open(other)


def by_its_end(bench: Bench) -> None:
    where = off_the_record(bench)
    typed(bench, SECRET)
    bench.presenter.removal.delete(where)


def while_an_edit_is_set_aside(bench: Bench) -> None:
    off_the_record(bench)
    typed(bench, SECRET)
    bench.presenter.turns.edit(bench.now().messages[0].message_id)
    bench.presenter.start_new()


@pytest.mark.parametrize(
    "leave",
    [before_its_first_turn, by_a_new_one, by_opening_another, by_its_end, while_an_edit_is_set_aside],
)
def test_what_was_typed_off_the_record_never_gets_on_it(bench: Bench, leave: Callable[[Bench], None]) -> None:
    leave(bench)
    bench.dispatcher.run()
    assert (bench.now().set_up.is_off_the_record, bench.now().draft) == (False, "")
    bench.presenter.leave_page()
    bench.dispatcher.run()
    assert kept(bench) is None


def test_each_side_has_its_own_words_when_one_comes_back(bench: Bench) -> None:
    other = recorded(bench)
    bench.presenter.start_new()
    off = off_the_record(bench)
    typed(bench, SECRET)
    bench.presenter.open(other)
    bench.dispatcher.run()
    typed(bench, "half a thought")
    bench.presenter.open(off)
    bench.dispatcher.run()
    assert bench.now().draft == SECRET
    bench.presenter.leave_page()
    assert kept(bench) == "half a thought"
    bench.presenter.open(other)
    bench.dispatcher.run()
    assert (bench.now().draft, kept(bench)) == ("half a thought", "half a thought")


def test_what_the_disk_refused_is_told_and_tried_again(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> Future[None]:
        future: Future[None] = Future()
        future.set_exception(DiskFullError())
        return future

    monkeypatch.setattr(bench.chat.drafts, "keep", refuse)
    typed(bench, "half a thought")
    assert bench.now().problem is not None
    monkeypatch.undo()
    bench.presenter.leave_page()
    bench.dispatcher.run()
    assert kept(bench) == "half a thought"
    assert bench.now().problem is None


def test_somebody_who_types_without_a_rest_is_kept_from_the_first_letter(bench: Bench) -> None:
    bench.presenter.turns.draft("h")
    bench.dispatcher.advance(KEEP_AFTER_S / 2)
    bench.presenter.turns.draft("ha")
    bench.dispatcher.advance(KEEP_AFTER_S / 2)
    assert kept(bench) == "ha"


def test_a_history_in_memory_asks_before_it_goes_with_what_was_typed(bench: Bench, tmp_path: Path) -> None:
    keeping = KeepingService(bench.vault, cheap_folder(tmp_path / "vault"), InlineExecutor(), InlineExecutor())
    assert not keeping.has_something().result()
    typed(bench, "half a thought")
    assert keeping.has_something().result()
