"""The record in a whole session: reached by rail and from home, opens debriefs, deletes what is left behind."""

from closeddoor.services.practice.errors import AttemptUnreadableError
from closeddoor.ui.pages.record import RecordPage
from tests.bootstrap.test_session import Bench


def finished(bench: Bench) -> int:
    briefing = bench.scored()
    bench.wait(bench.practice.finish(briefing))
    return briefing.attempt_id


def record_page(bench: Bench) -> RecordPage:
    page = bench.window.findChild(RecordPage)
    assert page is not None
    return page


def shown(bench: Bench) -> str:
    return bench.frame.page


def test_what_is_listed_is_opened_from_the_record_and_what_is_gone_is_told_there(bench: Bench) -> None:
    attempt = finished(bench)
    bench.go("record")
    bench.dispatcher.run()
    assert any(text.startswith("From 1 briefing there are counts") for text in bench.said())
    record_page(bench).debrief_requested.emit(999)
    bench.dispatcher.run()
    assert shown(bench) == "record"
    assert AttemptUnreadableError().happened in bench.said()
    record_page(bench).debrief_requested.emit(attempt)
    bench.dispatcher.run()
    assert shown(bench) == "debrief"
    own = bench.vault.own_briefings.add("Our own proposal", "We propose.")
    bench.go("record")
    record_page(bench).own_requested.emit(own.id)
    bench.dispatcher.run()
    assert shown(bench) == "own_practice"


def test_leaving_ends_the_offer_to_undo_and_home_leads_to_the_questions(bench: Bench) -> None:
    attempt = finished(bench)
    bench.window.show()
    bench.go("record")
    bench.dispatcher.run()
    record_page(bench).delete_requested.emit((attempt,))
    assert bench.vault.attempts.get(attempt) is not None
    bench.go("home")
    bench.dispatcher.run()
    assert bench.vault.attempts.get(attempt) is None
    bench.session._equipment.pages.home.record_requested.emit()
    bench.dispatcher.run()
    assert shown(bench) == "record"
    assert any("No questions kept yet" in text for text in bench.said())


def test_an_attempt_whose_pack_was_removed_says_so_where_it_was_asked_for(bench: Bench) -> None:
    bench.go("record")
    bench.dispatcher.run()
    record_page(bench).briefing_requested.emit("org.example.removed", "one")
    bench.dispatcher.run()
    assert shown(bench) == "record"
    assert AttemptUnreadableError().happened in bench.said()
    bench.session.ways.open_meeting("")
    bench.session.ways.open_briefing("org.example.removed", "one")
    bench.dispatcher.run()
    assert shown(bench) == "home"
    assert bench.said().count(AttemptUnreadableError().happened) == 2
