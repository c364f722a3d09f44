"""A reply names passages by the numbers of its own question, whatever later questions were asked with."""

from closeddoor.domain.attachment import Source
from tests.presenters.sandbox.bench import Bench


def give(bench: Bench, message_id: int, *sources: Source) -> None:
    bench.vault.attachments.keep_sources(message_id, sources)
    bench.presenter.refresh()
    bench.dispatcher.run()


def test_each_reply_has_the_passages_of_its_own_question(bench: Bench) -> None:
    wanted: list[Source] = []
    bench.presenter.passage_wanted.connect(wanted.append)
    bench.send("How much?")
    bench.answer("Nine per cent [1].")
    bench.send("And when?")
    bench.answer("In March [1].")
    first, early, second, late = (row.message_id for row in bench.now().messages)
    fee, notice = Source(1, 5, 0, 9, "offer.pdf, page 3"), Source(1, 5, 40, 60, "offer.pdf, page 9")
    give(bench, first, fee)
    give(bench, second, notice)
    words = [[passage.words for passage in row.passages] for row in bench.now().messages]
    assert words == [[], [fee.words], [], [notice.words]]
    bench.presenter.show_passage(early, 1)
    bench.presenter.show_passage(late, 1)
    bench.presenter.show_passage(late, 2)
    bench.presenter.show_passage(first, 1)
    bench.presenter.show_passage(10_000, 1)
    assert wanted == [fee, notice]


def test_a_second_reply_to_the_question_has_its_passages_too(bench: Bench) -> None:
    bench.send("How much?")
    bench.answer("Nine per cent [1].")
    give(bench, bench.now().messages[0].message_id, Source(1, 5, 0, 9, "offer.pdf, page 3"))
    bench.presenter.turns.regenerate()
    bench.dispatcher.run()
    bench.answer("Nine [1].")
    assert bench.now().messages[1].places == 2
    assert [passage.number for passage in bench.now().messages[1].passages] == [1]
