from closeddoor.presenters.drafts import KEEP_AFTER_S
from tests.presenters.sandbox.bench import QUESTION, Bench


def test_leaving_before_the_reply_began_stays_left(bench: Bench) -> None:
    bench.send("First question")
    bench.answer("First reply.")
    first = bench.open_conversation()
    bench.presenter.start_new()
    bench.presenter.turns.send("Second question")
    bench.presenter.open(first)
    bench.dispatcher.run()
    assert (bench.now().current_id, bench.now().can_send) == (first, True)
    bench.presenter.turns.send("Third question")
    bench.presenter.start_new()
    bench.dispatcher.run()
    assert (bench.now().current_id, bench.now().messages, bench.now().can_send) == (None, (), True)
    assert {row.title for row in bench.now().conversations} == {"First question", "Second question"}
    assert len(bench.model.generations) == 1


def test_a_reply_that_is_left_does_not_show_in_the_conversation_that_was_opened(bench: Bench) -> None:
    bench.send("First question")
    bench.answer("First reply.")
    first = bench.open_conversation()
    bench.presenter.start_new()
    bench.send("Second question")
    slow = bench.reply
    slow.stop = lambda: None  # type: ignore[method-assign]  # a model that has not heard yet
    bench.presenter.open(first)
    bench.dispatcher.run()
    slow.say("of the second")
    assert [row.text for row in bench.now().messages] == ["First question", "First reply."]
    slow.end("stopped")
    bench.dispatcher.run()
    assert [row.text for row in bench.now().messages] == ["First question", "First reply."]
    assert bench.now().can_send


def test_deleting_the_open_conversation_leaves_an_empty_page(bench: Bench) -> None:
    bench.send()
    bench.reply.say("The world")
    bench.presenter.removal.delete(bench.open_conversation())
    bench.dispatcher.run()
    assert (bench.now().current_id, bench.now().messages, bench.now().conversations) == (None, (), ())
    assert bench.now().can_send
    bench.send("And bias?")
    bench.answer("Also.")
    assert bench.page.text == "Also."


def test_deleting_the_open_conversation_right_after_sending(bench: Bench) -> None:
    bench.send()
    bench.answer("It moves.")
    bench.presenter.turns.send("And bias?")
    bench.presenter.removal.delete(bench.open_conversation())
    bench.dispatcher.run()
    assert (bench.now().current_id, bench.now().messages, bench.now().conversations) == (None, (), ())
    assert (bench.now().can_send, bench.now().busy, bench.now().problem) == (True, None, None)


def test_opening_a_conversation_that_is_being_deleted_leaves_an_empty_page(bench: Bench) -> None:
    bench.send()
    bench.answer("It moves.")
    gone = bench.open_conversation()
    bench.presenter.removal.delete(gone)
    bench.presenter.open(gone)
    bench.dispatcher.run()
    bench.send("And bias?")
    assert bench.open_conversation() in {row.conversation_id for row in bench.now().conversations}


def test_a_title_that_is_being_typed_outlasts_a_lock_and_a_kill(bench: Bench) -> None:
    bench.send()
    bench.answer("It moves.")
    where = bench.open_conversation()
    for title in ("T", "Thurs"):
        bench.presenter.rename(where, title, is_done=False)
    assert title_of(bench, where) == QUESTION
    bench.dispatcher.advance(KEEP_AFTER_S)
    assert title_of(bench, where) == bench.now().title == "Thurs"
    bench.presenter.rename(where, "Thursday", is_done=False)
    bench.presenter.leave_page()
    assert title_of(bench, where) == "Thursday"


def title_of(bench: Bench, conversation_id: int) -> str:
    conversation = bench.vault.conversations.get(conversation_id)
    assert conversation is not None
    return conversation.title


def test_renaming_shows_at_once_and_a_blank_name_is_none(bench: Bench) -> None:
    bench.send()
    bench.answer("It moves.")
    bench.presenter.rename(bench.open_conversation(), "  Thursday ")
    bench.dispatcher.run()
    bench.presenter.rename(bench.open_conversation(), "   ")
    bench.dispatcher.run()
    assert bench.now().title == bench.now().conversations[0].title == "Thursday"
