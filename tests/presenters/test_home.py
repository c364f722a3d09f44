from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from closeddoor.domain.installed import InstalledPack
from closeddoor.domain.scenario import Pack
from closeddoor.domain.standing import Standing
from closeddoor.presenters.home import HomePresenter, HomeSources
from closeddoor.presenters.home.rows import MOST_NEW, briefing_row
from closeddoor.presenters.home.view import FINISHED_AT_A_TIME
from closeddoor.presenters.states.home import BriefingOffer, BriefingRow, CardsOffer, HomeViewState
from closeddoor.presenters.states.shared import Problem
from closeddoor.presenters.words import counted
from closeddoor.services.changes import HistoryChanges
from closeddoor.services.chat import ChatService
from closeddoor.services.choosing import candidates_on
from closeddoor.services.futures import done
from closeddoor.services.library import LibraryService, pack_folders
from closeddoor.services.overview import Overview, OverviewService
from closeddoor.services.practice import COMMIT
from closeddoor.services.shelf import Shelf, listed
from closeddoor.services.standings import StandingService
from tests.fakes.ports import InlineExecutor
from tests.fakes.scripted_model import ScriptedModel
from tests.packs.good_pack import good_files, write_files
from tests.presenters.recording import RecordingPage
from tests.services.practice_bench import PracticeBench, letter_pack

NOON_MS = 12 * 3_600_000
"""Noon of the first day that a clock can tell: the same day in nearly every time zone."""

STANDING = Standing("org.example.letters", "letter", "work", "call", 0, is_open=True)


class Bench(PracticeBench):
    def __init__(self, shelf: Path) -> None:
        super().__init__(letter_pack(shelf / "letters"))
        self.page = RecordingPage[HomeViewState]()
        self.cards_due = 0
        chat = ChatService(self.vault, InlineExecutor(), ScriptedModel(), self.dispatcher, HistoryChanges())
        sources = HomeSources(self.overview(shelf), chat, lambda: done(self.cards_due))
        self.presenter = HomePresenter(self.page, sources, "A small model", self.dispatcher)

    def overview(self, shelf: Path) -> OverviewService:
        library = LibraryService(pack_folders(shelf), InlineExecutor())
        standings = StandingService(self.vault, InlineExecutor())
        return OverviewService(library, standings, self.dispatcher)

    def refreshed(self) -> HomeViewState:
        self.presenter.refresh()
        self.dispatcher.run()
        return self.page.now()

    def offered(self) -> BriefingRow:
        offer = self.page.now().offer
        assert isinstance(offer, BriefingOffer)
        return offer.row

    def finish(self, next_time: str = "") -> int:
        """Do the briefing once; return the attempt."""
        scored = self.scored()
        self.wait(self.practice.keep_notes(replace(scored, notes=replace(scored.notes, next_time=next_time))))
        self.wait(self.practice.finish(scored))
        return scored.attempt_id


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Bench:
    assert qtbot
    return Bench(tmp_path)


def overview_of(shelf: Shelf, standing: Standing | None = None) -> Overview:
    standings = {(standing.pack_id, standing.scenario_id): standing} if standing else {}
    return Overview(shelf, candidates_on(shelf, standings), {})


def row_of(pack: Pack, standing: Standing | None = None) -> BriefingRow:
    overview = overview_of(Shelf((listed(pack),)), standing)
    return briefing_row(overview.candidates[0], overview)


def test_the_first_visit_offers_six_meetings_and_a_briefing_with_what_it_takes(bench: Bench) -> None:
    state = bench.refreshed()
    assert [meeting.title for meeting in state.meetings] == [
        *("Vendor pitch", "Investment committee", "Board", "Press", "Regulator", "Staff")
    ]
    row = bench.offered()
    assert (row.title, row.module, row.state) == ("A letter", "Vendor proposal", "new")
    assert (row.facts_as_of, row.minutes > 5) == ("1 November 2026", True)
    assert (state.is_first, state.model_line, state.can_change) == (True, "A small model", False)


def test_who_has_begun_is_not_welcomed_again(bench: Bench) -> None:
    bench.open()
    assert not bench.refreshed().is_first


def test_what_is_under_way_is_offered_and_says_where_it_stands(bench: Bench) -> None:
    bench.wait(bench.practice.keep_place(bench.open().at(COMMIT)))
    state = bench.refreshed()
    assert isinstance(state.offer, BriefingOffer)
    assert (state.offer.row.state, state.offer.row.progress) == ("open", "Step 6 of 7: Commit")
    assert "step 6 of 7" in state.offer.why
    assert (state.under_way, state.shelf) == ((), ())


def test_a_begun_briefing_says_how_long_its_next_task_is_and_how_long_it_is_to_the_end(bench: Bench) -> None:
    lines = []
    for step in listed(bench.pack).scenarios[0].steps[:5]:
        overview = overview_of(Shelf((listed(bench.pack),)), replace(STANDING, position=step.id))
        bench.presenter._take_overview(overview)
        offer = bench.page.now().offer
        assert isinstance(offer, BriefingOffer)
        lines.append(offer.minutes_line)
    steps = listed(bench.pack).scenarios[0].steps
    left = sum(step.minutes for step in steps[1:])
    assert lines[0].endswith(f" to the first place to stop · {steps[0].minutes + left} in all")
    assert lines[1] == f"{counted(steps[1].minutes, 'minute')} to the next place to stop · {left} to the end"
    assert lines[4] == f"{counted(steps[4].minutes, 'minute')} to the end"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"position": ""}, ("open", "Step 1 of 7: Read")),
        ({"position": "a step of another version"}, ("open", "Step 1 of 7: Read")),
        ({"stage": "debrief"}, ("open", "The debrief is open")),
        ({"is_open": False, "finished_at_ms": NOON_MS}, ("done", "Finished on 1 January 1970")),
    ],
)
def test_progress_in_words(bench: Bench, changes: dict[str, object], expected: tuple[str, str]) -> None:
    row = row_of(bench.pack, replace(STANDING, **changes))  # type: ignore[arg-type]  # names of its own
    assert (row.state, row.progress) == expected


def test_another_is_offered_until_the_first_comes_round(bench: Bench) -> None:
    pack, (letter,) = bench.pack, bench.pack.scenarios
    three = tuple(replace(letter, id=f"n{n}", title=f"No {n}") for n in range(3))
    shelf = Shelf((listed(replace(pack, scenarios=three)),))
    bench.presenter._take_overview(overview_of(shelf, replace(STANDING, scenario_id="n1")))
    seen = []
    for _ in range(4):
        seen.append((bench.offered().title, len(bench.page.now().under_way)))
        bench.presenter.offer_another()
    assert seen == [("No 1", 0), ("No 0", 1), ("No 2", 1), ("No 1", 0)]


def test_cards_are_named_when_due_and_offered_when_no_briefing_is_left(bench: Bench) -> None:
    assert bench.refreshed().cards_line == ""
    bench.cards_due = 3
    assert bench.refreshed().cards_line == "3 questions to go over"
    bench.finish()
    state = bench.refreshed()
    assert (type(state.offer), state.cards_line, state.can_change) == (CardsOffer, "", True)
    bench.presenter.offer_another()
    assert bench.offered().state == "done"


def test_without_a_record_nothing_is_said_of_cards(bench: Bench) -> None:
    bench.cards_due = 3
    bench.presenter._sources = replace(bench.presenter._sources, cards_due=None)
    assert bench.refreshed().cards_line == ""


def test_home_shows_three_that_are_new_beside_the_one_offered_and_counts_the_rest(bench: Bench) -> None:
    (letter,) = bench.pack.scenarios
    many = tuple(replace(letter, id=f"n{n}", title=f"No {n}", level=3 if n < 4 else 1) for n in range(10))
    bench.presenter._take_overview(overview_of(Shelf((listed(replace(bench.pack, scenarios=many)),))))
    state = bench.page.now()
    assert bench.offered().title == "No 4"
    assert [row.title for row in state.shelf] == ["No 5", "No 6", "No 7"]
    assert state.shelf_note == f"{10 - 1 - MOST_NEW} more are new in the library."


@pytest.mark.parametrize(
    ("finished", "note"),
    [
        ((), "Nothing else is new on the shelf. Packs are added in the library."),
        (("letter",), "Nothing new is on the shelf. Packs are added in the library."),
    ],
)
def test_a_shelf_without_more_says_so(bench: Bench, finished: tuple[str, ...], note: str) -> None:
    done_one = replace(STANDING, is_open=False, finished_at_ms=NOON_MS) if finished else None
    bench.presenter._take_overview(overview_of(Shelf((listed(bench.pack),)), done_one))
    assert (bench.page.now().shelf, bench.page.now().shelf_note) == ((), note)


def test_a_broken_pack_is_named_and_hides_no_other(qtbot: QtBot, tmp_path: Path) -> None:
    assert qtbot
    broken = good_files() | {"scenarios/letter/scenario.toml": b"id = "}
    write_files(tmp_path / "broken", broken)
    bench = Bench(tmp_path)
    state = bench.refreshed()
    assert bench.offered().title == "A letter"
    assert state.problem is not None
    assert "scenarios/letter/scenario.toml, line 1" in state.problem.happened


def test_a_briefing_of_an_unsigned_pack_says_so(bench: Bench) -> None:
    info = bench.pack.info
    unsigned = InstalledPack(info.id, info.title, info.version, info.revision, "hash", None, 0)
    for installed, expected in (((unsigned,), True), ((replace(unsigned, public_key=bytes(32)),), False), ((), False)):
        overview = overview_of(Shelf((listed(bench.pack),), (), installed))
        assert briefing_row(overview.candidates[0], overview).is_unsigned is expected


def test_an_empty_shelf_offers_nothing_but_the_meetings(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "letters" / "pack.toml").unlink()
    bench.presenter._sources = replace(bench.presenter._sources, overview=bench.overview(tmp_path))
    state = bench.refreshed()
    assert (state.offer, state.shelf, state.finished, len(state.meetings)) == (None, (), (), 6)
    assert "library" in state.shelf_note
    assert "No briefing is installed" in state.no_offer


def test_a_shelf_that_could_not_be_read_is_not_called_empty(bench: Bench) -> None:
    bench.presenter.show_problem(Problem("The history could not be read."))
    state = bench.page.now()
    assert (state.shelf_note, len(state.meetings), state.problem is not None) == ("", 6, True)
    assert "could not be read" in state.no_offer


def test_five_recent_conversations_are_shown(bench: Bench) -> None:
    for number in range(7):
        bench.vault.conversations.create(f"Talk {number}")
    titles = [row.title for row in bench.refreshed().conversations]
    assert titles == [f"Talk {number}" for number in (6, 5, 4, 3, 2)]


def test_what_was_said_at_the_last_visit_is_said_no_more(bench: Bench) -> None:
    bench.presenter.show_problem(Problem("An entry was repaired."))
    assert bench.page.now().problem is not None
    assert bench.refreshed().problem is None


def test_a_finished_briefing_keeps_its_debrief_and_the_line_for_next_time(bench: Bench) -> None:
    attempt_id = bench.finish("who  signs\nthe cheque? " + "And why? " * 40)
    (row,) = bench.refreshed().finished
    assert (row.state, row.finished_id) == ("done", attempt_id)
    assert row.next_time.startswith("who signs the cheque? And why?")
    assert (len(row.next_time) <= 240, row.next_time[-1]) == (True, "…")
    bench.open()
    (row,) = bench.refreshed().finished
    assert (row.state, row.finished_id) == ("open", attempt_id)


def test_more_of_what_was_finished_comes_when_asked_for(bench: Bench) -> None:
    (letter,) = bench.pack.scenarios
    many = replace(bench.pack, scenarios=tuple(replace(letter, id=f"n{n}") for n in range(FINISHED_AT_A_TIME + 2)))
    ended = [
        replace(STANDING, scenario_id=each.id, is_open=False, finished_id=n, finished_at_ms=n + 1)
        for n, each in enumerate(many.scenarios)
    ]
    shelf = Shelf((listed(many),))
    standings = {(each.pack_id, each.scenario_id): each for each in ended}
    bench.presenter._take_overview(Overview(shelf, candidates_on(shelf, standings), {}))
    first = bench.page.now()
    assert ([row.finished_id for row in first.finished], first.more_finished) == ([7, 6, 5, 4, 3, 2], 2)
    bench.presenter.show_more_finished()
    assert (len(bench.page.now().finished), bench.page.now().more_finished) == (8, 0)


def test_what_the_history_says_of_itself_stays_over_visits_until_it_is_closed_one_after_the_other(bench: Bench) -> None:
    first, second = Problem("A copy was put right."), Problem("A check found damage.", "Nothing was changed.")
    bench.presenter.tell(first)
    assert bench.page.now().notice == first, "it waits for nothing"
    bench.presenter.tell(second)
    bench.presenter.tell(first)
    assert bench.refreshed().notice == first
    assert bench.refreshed().notice == first
    bench.presenter.close_notice()
    assert bench.page.now().notice == second
    bench.presenter.close_notice()
    assert bench.page.now().notice is None
    assert bench.refreshed().notice is None
