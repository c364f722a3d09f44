from closeddoor.domain.errors import KnownError
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
    bench.presenter.choose_for_full_context("start_new")
    assert (bench.now().context_full, bench.now().current_id, bench.now().messages) == (False, None, ())
    assert bench.vault.conversations.list()[0].message_count == 1


def test_a_choice_about_a_conversation_is_not_asked_in_another(bench: Bench) -> None:
    bench.send()
    slow = bench.reply
    slow.stop = lambda: None  # type: ignore[method-assign]  # a model that has not heard yet
    bench.presenter.start_new()
    slow.fail(KnownError("model.context_full", "The conversation is too long."))
    bench.dispatcher.run()
    assert (bench.now().current_id, bench.now().context_full, bench.now().can_send) == (None, False, True)
