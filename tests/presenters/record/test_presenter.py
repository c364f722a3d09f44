"""What the record page is told: reading, deleting with undo, cards, the statement."""

from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from closeddoor.domain.errors import KnownError
from closeddoor.domain.meeting import MeetingNote
from closeddoor.presenters.paper import as_it_is
from closeddoor.presenters.record.attempts import PAGE_ROWS
from closeddoor.presenters.states.record import RecordViewState
from closeddoor.services.record import CardService
from tests.presenters.record.record_page import FOUND, PageBench


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> PageBench:
    assert qtbot
    return PageBench(tmp_path)


def listed(state: RecordViewState) -> list[int]:
    return [row.attempt_id for row in state.attempts.rows]


def test_the_page_works_before_it_shows_and_claims_nothing_until_then(bench: PageBench) -> None:
    bench.finished()
    bench.presenter.refresh()
    waiting = bench.page.states[0]
    assert (waiting.is_ready, waiting.busy is not None, waiting.has_attempts) == (False, True, False)
    state = bench.settled()
    assert (state.is_ready, state.busy, state.has_attempts) == (True, None, True)
    assert state.shows.lead.startswith("From 1 briefing there are counts, and no judgement yet.")
    assert [row.title for row in state.shows.too_little] == ["Evidence"]
    (row,) = state.attempts.rows
    assert (row.title, row.is_scored, row.aside) == ("A letter", True, "Debrief")
    again = len(bench.page.states)
    bench.presenter.refresh()
    assert bench.page.states[again].busy is None


def test_an_attempt_under_way_is_listed_and_shows_nothing(bench: PageBench) -> None:
    bench.open()
    state = bench.refreshed()
    assert (state.has_attempts, state.attempts.rows[0].aside, state.attempts.rows[0].is_scored) == (
        False,
        "Under way",
        False,
    )


def test_deleting_is_held_back_until_the_offer_passes(bench: PageBench) -> None:
    first, second = bench.made(bench.pack, FOUND), bench.made(bench.pack, FOUND)
    bench.refreshed()
    bench.presenter.delete([first])
    state = bench.page.now()
    assert (listed(state), bench.kept()) == ([second], [second, first])
    assert state.undo is not None
    bench.presenter.undo(state.undo.token)
    assert (listed(bench.page.now()), bench.page.now().undo) == ([second, first], None)
    bench.presenter.delete([first])
    token = state.undo.token + 1
    bench.presenter.settle(token)
    bench.presenter.undo(token)
    assert (listed(bench.settled()), bench.kept()) == ([second], [second])


def test_a_second_deletion_lets_the_first_one_pass(bench: PageBench) -> None:
    first, second = bench.made(bench.pack, FOUND), bench.made(bench.pack, FOUND)
    bench.refreshed()
    bench.presenter.delete([first])
    passed = bench.page.now().undo
    assert passed is not None
    bench.presenter.delete([second])
    bench.presenter.undo(passed.token)
    bench.presenter.settle(passed.token)
    assert (listed(bench.settled()), bench.kept()) == ([], [second])


def test_attempts_are_chosen_and_deleted_together(bench: PageBench) -> None:
    ids = [bench.made(bench.pack, FOUND) for _ in range(3)]
    bench.refreshed()
    bench.presenter.select(True)
    for attempt in ids:
        bench.presenter.tick(attempt, True)
    bench.presenter.tick(ids[0], False)
    assert bench.page.now().attempts.selected == frozenset(ids[1:])
    bench.presenter.delete(ids[1:])
    state = bench.page.now()
    assert (listed(state), state.attempts.is_selecting, state.attempts.selected) == ([ids[0]], False, frozenset())


def test_deleting_everything_asks_once_and_names_what_goes_and_stays(bench: PageBench) -> None:
    attempt = bench.made(bench.pack, FOUND)
    bench.wait(bench.cards.keep_next_time(attempt, "who signs."))
    bench.vault.own_briefings.add("Our own proposal", "We propose.")
    bench.vault.meeting_notes.save(MeetingNote("vendor-pitch", 1, text="Ask about exits."))
    bench.refreshed()
    bench.presenter.ask_delete_all()
    question = bench.settled().question
    assert question is not None
    goes, stays, _ = question.lines
    assert "1 attempt with answers" in goes
    assert "1 document of your own" in goes
    assert "1 question kept as cards" in goes
    assert "your notes for 1 meeting" in goes
    assert "conversations" in stays
    bench.presenter.dismiss()
    bench.presenter.confirm()
    assert (bench.settled().question, bench.kept()) == (None, [attempt])
    bench.presenter.ask_delete_all()
    bench.settled()
    bench.presenter.confirm()
    state = bench.settled()
    assert (state.attempts.rows, state.has_attempts, state.cards.kept, bench.kept()) == ((), False, (), [])
    assert (state.attempts.own, bench.vault.meeting_notes.list("vendor-pitch")) == ((), ())
    assert state.said == "All of your practice was deleted."


def test_a_deletion_that_fails_brings_the_attempt_back_with_its_reason(bench: PageBench) -> None:
    attempt = bench.made(bench.pack, FOUND)
    bench.refreshed()

    def refuse(_: object) -> None:
        raise KnownError("disk.full", "The disk is full.")

    bench.vault.attempts.delete_many = refuse  # type: ignore[method-assign, assignment]
    bench.presenter.delete([attempt])
    offer = bench.page.now().undo
    assert offer is not None
    bench.presenter.settle(offer.token)
    state = bench.settled()
    assert state.problem is not None
    assert (state.problem.happened, listed(state)) == ("The disk is full.", [attempt])


def test_practice_on_own_documents_stands_apart_and_is_in_no_figure(bench: PageBench) -> None:
    own = bench.vault.own_briefings.add("Our own proposal", "We propose.")
    state = bench.refreshed()
    (row,) = state.attempts.own
    assert (row.own_id, row.title) == (own.id, "Our own proposal")
    assert row.when.endswith("not judged yet")
    assert (state.has_attempts, state.attempts.rows) == (False, ())
    bench.presenter.delete_own(own.id)
    gone = bench.settled()
    assert (gone.attempts.own, bench.vault.own_briefings.list()) == ((), ())
    assert gone.undo is not None
    bench.presenter.undo(gone.undo.token)
    assert bench.settled().attempts.own == (row,)


def test_earlier_attempts_come_when_asked_for(bench: PageBench) -> None:
    bench.made(bench.pack, FOUND)
    with bench.vault.attempts._database.write() as writing:
        writing.executemany(
            "INSERT INTO attempts (pack_id, pack_version, pack_hash, scenario_id, started_at_ms, updated_at_ms)"
            " SELECT pack_id, pack_version, pack_hash, scenario_id, started_at_ms, ? FROM attempts LIMIT 1",
            [(number,) for number in range(PAGE_ROWS + 49)],
        )
    state = bench.refreshed()
    assert (len(state.attempts.rows), state.attempts.more) == (PAGE_ROWS, "Show earlier attempts (50 more)")
    bench.presenter.list_more()
    state = bench.page.now()
    assert (len(state.attempts.rows), state.attempts.more) == (PAGE_ROWS + 50, "")
    assert state.attempts.rows[0].below.split(" · ")[-1] == "150th time"


def put_cards(bench: PageBench, days_ago: int, *questions: str) -> None:
    attempt = bench.made(bench.pack, FOUND)
    kept = CardService(bench.vault, bench.threads.database, lambda: bench.now_ms(days_ago))
    for question in questions:
        bench.wait(kept.keep_debrief_card(attempt, "Before signing", question, "Exits cost."))


def test_a_card_keeps_its_question_until_it_is_turned(bench: PageBench) -> None:
    put_cards(bench, 3, "Who leaves first?", "What does it cost to leave?")
    card = bench.refreshed().cards.card
    assert card is not None
    assert (card.cue, card.question, card.reason, card.is_turned) == ("Before signing", "", "", False)
    assert card.left == "1 more is due"
    assert [row.title for row in bench.page.now().cards.kept] == ["Before signing"] * 2
    bench.presenter.cards.rate("yes")
    assert bench.settled().cards.card == card
    bench.presenter.cards.turn()
    turned = bench.page.now().cards.card
    assert turned is not None
    assert (turned.question, turned.reason) == ("Who leaves first?", "Exits cost.")


def test_a_rating_brings_the_next_card_and_can_be_taken_back(bench: PageBench) -> None:
    put_cards(bench, 3, "Who leaves first?", "What does it cost to leave?")
    bench.refreshed()
    bench.presenter.cards.turn()
    bench.presenter.cards.rate("at_once")
    state = bench.settled()
    assert state.undo is not None
    assert state.undo.text == "Again in 8 days."
    assert state.cards.card is not None
    assert (state.cards.card.is_turned, state.cards.count) == (False, 1)
    bench.presenter.undo(state.undo.token)
    assert bench.settled().cards.count == 2


def test_nothing_due_says_when_something_is(bench: PageBench) -> None:
    assert "No questions kept yet" in bench.refreshed().cards.resting
    put_cards(bench, 0, "Who leaves first?")
    state = bench.refreshed()
    assert (state.cards.card, state.cards.kept[0].when) == (None, "back tomorrow")
    assert state.cards.resting == "Nothing is due. The next question comes back tomorrow."


def test_a_card_that_was_deleted_comes_back_when_asked(bench: PageBench) -> None:
    put_cards(bench, 3, "Who leaves first?")
    state = bench.refreshed()
    bench.presenter.cards.forget(state.cards.kept[0].card_id)
    gone = bench.settled()
    assert (gone.cards.kept, gone.cards.card) == ((), None)
    assert gone.undo is not None
    bench.presenter.undo(gone.undo.token)
    assert bench.settled().cards.kept == state.cards.kept


def test_a_statement_is_what_was_ticked_and_nothing_of_how_well(bench: PageBench, tmp_path: Path) -> None:
    bench.finished()
    state = bench.refreshed()
    vendor = state.statement.rows[0]
    assert (vendor.title, vendor.is_ticked, vendor.hours, state.statement.page) == (
        "Vendor proposals",
        False,
        "0.2",
        None,
    )
    bench.presenter.statement.tick("vendor-proposal", True)
    bench.presenter.statement.write_hours("risk", "1,25")
    bench.presenter.statement.write_name("  Jane\nDoe ")
    page = bench.page.now().statement.page
    assert page is not None
    assert page.modules == (("Vendor proposals", "12 minutes"), ("AI risk", "1.25 hours"))
    assert page.above[:2] == ("Jane Doe", "23 November 2026")
    copied: list[str] = []
    bench.presenter.statement.copied.connect(copied.append)
    bench.presenter.statement.copy()
    text = copied[0].casefold()
    assert "vendor proposals: 12 minutes" in text
    assert not any(word in text for word in ("point", "score", "band", "%", "made", "found", "right", "seldom"))
    bench.presenter.statement.save(tmp_path / "statement.pdf", partial(as_it_is, b"%PDF"))
    assert bench.settled().said.startswith("Saved as “statement.pdf”")
    assert (tmp_path / "statement.pdf").read_bytes() == b"%PDF"


def test_hours_that_are_no_number_hold_the_page_back_and_stay_as_typed(bench: PageBench) -> None:
    bench.refreshed()
    for typed in ("two", "", "0", "1e3", "1.234", "-1"):
        bench.presenter.statement.write_hours("risk", typed)
        statement = bench.page.now().statement
        row = next(row for row in statement.rows if row.module == "risk")
        assert (row.hours, bool(row.problem), statement.page, bool(statement.hint)) == (typed, True, None, True)


def test_a_file_that_cannot_be_saved_is_a_sentence(bench: PageBench, tmp_path: Path) -> None:
    bench.refreshed()
    bench.presenter.statement.save(tmp_path / "gone" / "statement.pdf", partial(as_it_is, b"%PDF"))
    problem = bench.settled().problem
    assert problem is not None
    assert problem.happened == "This folder is not there any more."


def test_the_list_of_cards_says_where_a_line_was_written_on_an_own_document_too(bench: PageBench) -> None:
    own = bench.vault.own_briefings.add("Our own proposal", "We propose.")
    bench.cards.write_own_next_time(own.id, "who signs")
    (row,) = bench.refreshed().cards.kept
    assert row.title == "Next time I will ask … who signs"
    assert row.below.endswith(" · You wrote this after “Our own proposal”, a document of your own")
