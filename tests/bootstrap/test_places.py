"""Where one was, and going back there: from each page to itself, and home where a thing is gone."""

from dataclasses import replace

import pytest

from closeddoor.bootstrap.places import CODE_LEFT_UNCHECKED, come_back, ended_by_the_lock, place_of
from closeddoor.domain.place import Place
from closeddoor.services.chat.records import OFF_THE_RECORD_FROM
from closeddoor.services.places import keep_place, take_place
from tests.bootstrap.test_session import Bench


def where(bench: Bench) -> Place:
    return place_of(bench.frame.page, bench.session.rooms, bench.session.ways)


def over_a_lock(bench: Bench) -> Place:
    """Keep the place, go home, come back; return where that is."""
    keep_place(bench.vault, where(bench))
    bench.go("home")
    bench.dispatcher.run()
    place = take_place(bench.vault)
    assert place is not None
    come_back(place, bench.session.rooms, bench.session.ways)
    bench.dispatcher.run()
    return where(bench)


@pytest.mark.parametrize("page", ["home", "settings", "privacy", "models", "library", "record", "sandbox"])
def test_a_page_is_shown_again(bench: Bench, page: str) -> None:
    bench.go(page)
    bench.dispatcher.run()
    assert over_a_lock(bench).page == page


def test_views_and_kinds_are_shown_again(bench: Bench) -> None:
    bench.go("library")
    bench.session.library.show_view("packs")
    bench.dispatcher.run()
    assert over_a_lock(bench) == Place("library", view="packs")
    bench.go("record")
    bench.session.record.show_view("cards")
    bench.dispatcher.run()
    assert over_a_lock(bench) == Place("record", view="cards")
    bench.session.ways.open_meeting("board")
    bench.dispatcher.run()
    assert over_a_lock(bench) == Place("meeting", meeting="board")


def test_a_section_of_the_privacy_room_is_shown_again(bench: Bench) -> None:
    bench.go("privacy")
    bench.session.privacy.show_section("lock")
    bench.dispatcher.run()
    assert over_a_lock(bench) == Place("privacy", view="lock")
    assert bench.session.privacy.go_back()
    bench.dispatcher.run()
    assert over_a_lock(bench) == Place("privacy")


def test_a_briefing_and_debriefs_are_opened_again(bench: Bench) -> None:
    pack_id, scenario_id = bench.pack.info.id, bench.scenario.id
    bench.session.ways.open_briefing(pack_id, scenario_id)
    bench.dispatcher.run()
    assert over_a_lock(bench) == Place("briefing", pack_id=pack_id, scenario_id=scenario_id)
    scored = bench.scored()
    bench.session.ways.open_briefing(pack_id, scenario_id)
    bench.dispatcher.run()
    assert over_a_lock(bench) == Place("debrief", pack_id=pack_id, scenario_id=scenario_id)
    bench.wait(bench.practice.finish(scored))
    bench.session.ways.open_finished(scored.attempt_id)
    bench.dispatcher.run()
    assert over_a_lock(bench) == Place("debrief", attempt_id=scored.attempt_id)


def test_a_conversation_is_opened_again_but_none_off_the_record(bench: Bench) -> None:
    conversation = bench.vault.conversations.create("Vendor")
    bench.session.ways.open_conversation(conversation)
    bench.dispatcher.run()
    assert over_a_lock(bench) == Place("sandbox", conversation_id=conversation)
    bench.session.sandbox._shown.show(current_id=OFF_THE_RECORD_FROM + 1)
    assert where(bench) == Place("sandbox")


@pytest.mark.parametrize(
    "gone", [Place("sandbox", conversation_id=77), Place("debrief", attempt_id=77), Place("own_practice", own_id=77)]
)
def test_a_thing_that_is_gone_is_home(bench: Bench, gone: Place) -> None:
    said = Place(ended=1, new_code_unchecked=True)
    keep_place(bench.vault, replace(gone, ended=1, new_code_unchecked=True))
    assert take_place(bench.vault) == said


@pytest.mark.parametrize("page", ["home", "library", "record", "privacy", "sandbox"])
def test_what_a_lock_ended_is_said_where_one_comes_back_to(bench: Bench, page: str) -> None:
    come_back(Place(page, ended=2), bench.session.rooms, bench.session.ways)
    bench.dispatcher.run()
    assert bench.frame.page == page
    rooms = bench.session.rooms
    shown = {
        "home": rooms.home._problem,
        "library": rooms.library._state.problem,
        "record": rooms.record._board.state.problem,
        "privacy": rooms.privacy._problem,
        "sandbox": rooms.sandbox.state.problem,
    }
    assert shown[page] == ended_by_the_lock(2)
    assert sum(problem is not None for problem in shown.values()) == (1 if page == "sandbox" else 2)


@pytest.mark.parametrize("page", ["keep", "unlock", "a page of another version"])
def test_no_page_is_come_back_to_that_cannot_be_gone_to(bench: Bench, page: str) -> None:
    bench.go("record")
    come_back(Place(page, code_unchecked=True), bench.session.rooms, bench.session.ways)
    bench.dispatcher.run()
    assert bench.frame.page == "home"
    assert CODE_LEFT_UNCHECKED.happened in bench.said()


def test_a_place_is_taken_once(bench: Bench) -> None:
    keep_place(bench.vault, Place("record"))
    assert (take_place(bench.vault), take_place(bench.vault)) == (Place("record"), None)
