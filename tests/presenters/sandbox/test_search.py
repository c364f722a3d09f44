from pytestqt.qtbot import QtBot

from closeddoor.presenters.sandbox import SEARCH_PAUSE_MS
from closeddoor.presenters.sandbox.listing import PAGE_ROWS
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


def test_a_hit_in_another_branch_shows_that_branch(bench: Bench) -> None:
    bench.send()
    bench.answer("It moves.")
    first = bench.now().messages[1].message_id
    bench.presenter.turns.regenerate()
    bench.dispatcher.run()
    bench.answer("It drifts.")
    bench.presenter.open(bench.open_conversation(), first)
    bench.dispatcher.run()
    assert [row.text for row in bench.now().messages][1] == "It moves."
    assert bench.now().highlight_message_id == first


def test_a_search_is_narrowed_by_who_said_it_and_when(bench: Bench) -> None:
    bench.send("Does it move?")
    bench.answer("It does move.")
    bench.presenter.listing.search("move")
    found = {}
    for who, days in (("anyone", 0), ("user", 0), ("assistant", 7)):
        bench.presenter.listing.narrow_search(who, days)
        bench.dispatcher.run()
        found[who] = [hit.message_id for hit in bench.now().hits]
    told, asked = (row.message_id for row in reversed(bench.now().messages))
    assert found == {"anyone": [0, told, asked], "user": [asked], "assistant": [told]}


def test_folders_are_made_and_filled(bench: Bench) -> None:
    bench.presenter.listing.create_folder("  Board ")
    bench.dispatcher.run()
    (folder,) = bench.now().lists.folders
    assert (folder.name, bench.now().lists.folder_id) == ("Board", folder.folder_id)
    bench.send("In the folder?")
    bench.answer("Yes.")
    assert bench.now().lists.folders[0].count == 1
    bench.presenter.move(bench.open_conversation(), 0)
    bench.dispatcher.run()
    assert (bench.now().conversations, bench.now().folder_id) == ((), None)
    bench.presenter.listing.create_folder("BOARD")
    bench.dispatcher.run()
    assert bench.now().problem is not None


def test_a_long_list_comes_page_by_page(bench: Bench) -> None:
    for number in range(PAGE_ROWS + 5):
        bench.vault.conversations.create(f"Talk {number}")
    bench.presenter.refresh()
    bench.dispatcher.run()
    assert len(bench.now().conversations) == PAGE_ROWS
    bench.presenter.listing.show_more()
    bench.dispatcher.run()
    assert len(bench.now().conversations) == PAGE_ROWS + 5
    wanted = bench.presenter.listing._wanted
    bench.presenter.listing.show_more()
    assert bench.presenter.listing._wanted == wanted  # there is no more
