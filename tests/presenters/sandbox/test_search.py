from pytestqt.qtbot import QtBot

from closeddoor.presenters.sandbox import SEARCH_PAUSE_MS
from tests.presenters.sandbox.bench import Bench


def test_search_waits_for_a_pause_in_typing(bench: Bench, qtbot: QtBot) -> None:
    bench.send()
    bench.answer("It moves with the world.")
    bench.presenter.listing.search("wor")
    bench.presenter.listing.search("world")
    bench.dispatcher.run()
    assert bench.now().hits == ()

    def found() -> bool:
        bench.dispatcher.run()
        return len(bench.now().hits) == 1

    qtbot.waitUntil(found, timeout=SEARCH_PAUSE_MS * 20)
    assert (bench.now().hits[0].match, bench.now().search_text) == ("world", "world")
    bench.presenter.listing.search("")
    assert bench.now().hits == ()


def test_a_hit_opens_its_conversation_at_its_message(bench: Bench) -> None:
    bench.send()
    bench.answer("It moves.")
    row = bench.now().messages[1]
    where = bench.open_conversation()
    bench.presenter.start_new()
    bench.presenter.open(where, row.message_id)
    bench.dispatcher.run()
    assert (bench.now().highlight_message_id, bench.now().messages[1]) == (row.message_id, row)
