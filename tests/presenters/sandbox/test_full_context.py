import pytest

from closeddoor.domain.errors import KnownError
from closeddoor.presenters.sandbox.carrying import EMPTY
from closeddoor.presenters.sandbox.rows import SUMMARISED
from closeddoor.presenters.states.sandbox import CarryingState
from closeddoor.services.chat import WaitingSummary
from closeddoor.services.chat.drafts import SUMMARY_KEY
from tests.presenters.sandbox.bench import QUESTION, Bench


def full_context(bench: Bench) -> None:
    bench.send()
    bench.reply.fail(KnownError("model.context_full", "The conversation is too long."))
    bench.dispatcher.run()


def test_a_full_context_is_a_choice_and_nothing_is_lost(bench: Bench) -> None:
    full_context(bench)
    assert (bench.now().context_full, bench.now().problem) == (True, None)  # it is said once, with the question
    assert [row.text for row in bench.now().messages] == [QUESTION]
    bench.presenter.choose_for_full_context("drop_oldest")
    bench.dispatcher.run()
    assert not bench.now().context_full
    bench.answer("Shorter.")
    assert [row.text for row in bench.now().messages] == [QUESTION, "Shorter."]


def test_a_full_context_may_be_left_for_a_new_conversation(bench: Bench) -> None:
    full_context(bench)
    bench.presenter.choose_for_full_context("fresh")
    bench.dispatcher.run()
    assert (bench.now().carrying.step, bench.now().carrying.text) == ("fresh", "")
    bench.presenter.choose_for_full_context("start", "")
    bench.dispatcher.run()
    assert (bench.now().context_full, bench.now().current_id, bench.now().messages) == (False, None, ())
    assert bench.vault.conversations.list()[0].message_count == 1
    assert bench.now().draft == QUESTION  # it was not answered, and need not be typed again


def test_a_choice_about_a_conversation_is_not_asked_in_another(bench: Bench) -> None:
    bench.send()
    slow = bench.reply
    slow.stop = lambda: None  # type: ignore[method-assign]  # a model that has not heard yet
    bench.presenter.start_new()
    slow.fail(KnownError("model.context_full", "The conversation is too long."))
    bench.dispatcher.run()
    assert (bench.now().current_id, bench.now().context_full, bench.now().can_send) == (None, False, True)


def with_long_talk(bench: Bench) -> None:
    """Have a conversation of six turns whose next question does not fit."""
    bench.model.context_tokens = 1400
    for number in range(3):
        bench.send(f"question-{number} " + "word " * 150)
        bench.answer(f"answer-{number} " + "word " * 150)
    full_context(bench)


def choose(bench: Bench, choice: str, text: str = "") -> CarryingState:
    bench.presenter.choose_for_full_context(choice, text)
    bench.dispatcher.run()
    return bench.now().carrying


def test_a_summary_is_proposed_changed_and_read_in_place_of_the_oldest_turns(bench: Bench) -> None:
    with_long_talk(bench)
    assert choose(bench, "summarise").step == "summarising"
    assert bench.now().can_send  # the field is the user's meanwhile
    bench.answer("They spoke of drift.")
    state = bench.now().carrying
    assert (state.step, state.text) == ("summary", "They spoke of drift.")
    assert "Written by the model, from the" in state.about
    choose(bench, "use", "We spoke of drift.")
    assert not bench.now().context_full
    assert "We spoke of drift." in bench.reply.messages[1].text
    assert bench.reply.messages[-1].text == QUESTION
    bench.answer("It shifts.")
    rows = bench.now().messages
    assert len(rows) == 8
    assert sum(SUMMARISED in row.note for row in rows) == 1
    assert bench.now().carrying == CarryingState()


def test_a_summary_can_be_discarded_and_another_way_taken(bench: Bench) -> None:
    with_long_talk(bench)
    choose(bench, "summarise")
    bench.answer("They spoke of drift.")
    assert choose(bench, "discard") == CarryingState()
    assert bench.now().context_full
    choose(bench, "drop_oldest")
    assert all("They spoke" not in turn.text for turn in bench.reply.messages)


def test_an_emptied_summary_is_not_used(bench: Bench) -> None:
    with_long_talk(bench)
    choose(bench, "summarise")
    bench.answer("They spoke of drift.")
    assert choose(bench, "use", "  ").problem == EMPTY
    assert bench.now().context_full


def test_a_summary_can_be_stopped_and_a_failure_leaves_the_other_ways(bench: Bench) -> None:
    with_long_talk(bench)
    choose(bench, "summarise")
    writing = bench.reply
    assert choose(bench, "stop") == CarryingState()
    assert writing.was_stopped
    choose(bench, "summarise")
    bench.answer("")
    state = bench.now().carrying
    assert (state.step, state.problem) == ("ask", "The model wrote no summary.")
    assert bench.now().context_full


@pytest.mark.parametrize("way", ["send", "open", "new"])
def test_going_on_in_another_way_gives_the_summary_up(bench: Bench, way: str) -> None:
    with_long_talk(bench)
    choose(bench, "summarise")
    writing = bench.reply
    if way == "send":
        bench.send("Another question.")
    elif way == "open":
        bench.presenter.open(bench.vault.conversations.create("Other"))
    else:
        bench.presenter.start_new()
    bench.dispatcher.run()
    assert writing.was_stopped
    assert bench.now().carrying == CarryingState()


def test_the_last_exchange_is_carried_over_into_a_new_conversation(bench: Bench) -> None:
    with_long_talk(bench)
    bench.presenter.set_up.choose_persona("cfo")
    bench.presenter.turns.draft("typed meanwhile")
    state = choose(bench, "fresh")
    assert (state.step, state.text[:17]) == ("fresh", "User: question-2 ")
    assert choose(bench, "nothing").text == ""
    assert choose(bench, "exchange").text == state.text
    choose(bench, "start", "We spoke of drift.")
    now = bench.now()
    assert (now.current_id, now.set_up.persona, now.set_up.carried) == (None, "cfo", "We spoke of drift.")
    assert now.draft == f"{QUESTION}\n\ntyped meanwhile"
    bench.send("Go on.")
    assert "We spoke of drift." in bench.reply.messages[1].text
    bench.answer("Yes.")
    assert [row.text for row in bench.now().messages] == ["Go on.", "Yes."]


def test_a_summary_can_be_carried_over_too(bench: Bench) -> None:
    with_long_talk(bench)
    choose(bench, "fresh")
    choose(bench, "whole")
    bench.answer("They spoke of drift.")
    assert (bench.now().carrying.step, bench.now().carrying.text) == ("fresh", "They spoke of drift.")


def test_a_conversation_off_the_record_goes_on_off_the_record(bench: Bench) -> None:
    bench.presenter.turns.draft("typed on the record")
    bench.presenter.start_new()
    bench.presenter.turns.draft("")
    bench.presenter.set_up.choose_record(True)
    with_long_talk(bench)
    choose(bench, "fresh")
    choose(bench, "start", "A secret.")
    assert bench.now().set_up.is_off_the_record
    bench.send("Go on.")
    bench.answer("Yes.")
    assert bench.now().set_up.is_off_the_record
    assert bench.vault.conversations.list() == ()
    bench.presenter.drafts.keep()
    bench.presenter.set_up.flush()
    bench.dispatcher.run()
    kept = "".join(str(bench.vault.settings.get(key)) for key in ("sandbox_draft", "sandbox_set_up"))
    assert "secret" not in kept
    assert QUESTION not in kept


def test_what_was_typed_on_the_record_waits_while_another_goes_on_off_it(bench: Bench) -> None:
    bench.presenter.set_up.choose_record(True)
    with_long_talk(bench)
    off = bench.open_conversation()
    bench.presenter.start_new()
    bench.presenter.turns.draft("typed on the record")
    bench.presenter.open(off)
    assert bench.now().draft == ""
    bench.dispatcher.run()
    choose(bench, "start", "A secret.")
    bench.presenter.start_new()
    assert bench.now().draft == "typed on the record"


def after_a_lock(bench: Bench, *conversation_ids: int) -> Bench:
    """Return the next window over the same history, with these conversations opened in it, one after the other."""
    bench.presenter.leave_page()
    bench.dispatcher.run()
    after = Bench(bench.vault)
    for conversation_id in conversation_ids:
        after.presenter.open(conversation_id)
        after.dispatcher.run()
    return after


def test_a_changed_summary_is_there_after_a_lock_and_can_be_used(bench: Bench) -> None:
    with_long_talk(bench)
    choose(bench, "summarise")
    bench.answer("They spoke of drift.")
    about = bench.now().carrying.about
    bench.presenter.carrying.write("We spoke of drift, and of its price.")
    after = after_a_lock(bench, bench.open_conversation())
    kept = CarryingState("summary", "We spoke of drift, and of its price.", about)
    assert (after.now().context_full, after.now().carrying) == (True, kept)
    choose(after, "use", kept.text)
    assert "and of its price." in after.reply.messages[1].text
    after.answer("It shifts.")
    again = after_a_lock(after, after.open_conversation())
    assert (again.now().context_full, again.now().carrying) == (False, CarryingState())


@pytest.mark.parametrize("way", ["discard", "drop_oldest", "other"])
def test_a_summary_that_was_given_up_does_not_come_back(bench: Bench, way: str) -> None:
    with_long_talk(bench)
    conversation_id = bench.open_conversation()
    choose(bench, "summarise")
    bench.answer("They spoke of drift.")
    if way == "other":
        bench.presenter.open(bench.vault.conversations.create("Other"))
        bench.dispatcher.run()
    else:
        choose(bench, way)
    after = after_a_lock(bench, conversation_id)
    assert (after.now().context_full, after.now().carrying) == (False, CarryingState())
    assert bench.vault.settings.get(SUMMARY_KEY) is None


def test_what_is_to_be_carried_over_is_there_after_a_lock_and_goes_with_its_conversation(bench: Bench) -> None:
    with_long_talk(bench)
    conversation_id = bench.open_conversation()
    choose(bench, "fresh")
    bench.presenter.carrying.write("We spoke of drift.")
    after = after_a_lock(bench, bench.vault.conversations.create("Other"), conversation_id)
    assert (after.now().carrying.step, after.now().carrying.text) == ("fresh", "We spoke of drift.")
    after.presenter.removal.delete(conversation_id)
    after.dispatcher.run()
    after.presenter.leave_page()
    after.dispatcher.run()
    assert bench.vault.settings.get(SUMMARY_KEY) is None


def test_nothing_of_a_summary_off_the_record_is_kept(bench: Bench) -> None:
    bench.presenter.set_up.choose_record(True)
    with_long_talk(bench)
    choose(bench, "fresh")
    bench.presenter.carrying.write("Said behind a closed door.")
    bench.presenter.leave_page()
    bench.dispatcher.run()
    assert bench.vault.settings.get(SUMMARY_KEY) is None


@pytest.mark.parametrize("untrusted", [None, 3, {}, {"text": "x"}, {"conversation_id": "1"}])
def test_what_is_no_summary_is_none(untrusted: object) -> None:
    assert WaitingSummary.from_json(untrusted) is None
