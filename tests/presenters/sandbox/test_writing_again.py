from closeddoor.domain.errors import KnownError
from tests.presenters.sandbox.bench import QUESTION, Bench


def test_writing_again_replaces_the_last_reply(bench: Bench) -> None:
    bench.send()
    bench.answer("First.")
    bench.presenter.regenerate()
    bench.dispatcher.run()
    bench.answer("Second.")
    assert [row.text for row in bench.now().messages] == [QUESTION, "Second."]


def test_the_old_reply_is_shown_until_the_new_one_has_words(bench: Bench) -> None:
    bench.send()
    bench.answer("First.")
    bench.presenter.regenerate()
    bench.dispatcher.run()
    assert [row.text for row in bench.now().messages] == [QUESTION, "First.", ""]
    bench.reply.say("Sec")
    bench.presenter.refresh()
    bench.dispatcher.run()
    assert [row.text for row in bench.now().messages] == [QUESTION, "Sec"]


def test_the_old_reply_is_shown_again_when_nothing_came(bench: Bench) -> None:
    bench.send()
    bench.answer("First.")
    bench.presenter.regenerate()
    bench.dispatcher.run()
    bench.reply.fail(KnownError("model.missing", "The model is not there."))
    bench.dispatcher.run()
    assert [row.text for row in bench.now().messages] == [QUESTION, "First."]
    assert bench.now().can_regenerate
