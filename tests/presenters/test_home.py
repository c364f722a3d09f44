from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from closeddoor.domain.history import Attempt
from closeddoor.domain.installed import InstalledPack
from closeddoor.domain.scenario import Pack
from closeddoor.presenters.home import HomePresenter, HomeSources, next_row, shelf_rows
from closeddoor.presenters.states.home import HomeViewState
from closeddoor.presenters.states.shared import Problem
from closeddoor.services.changes import HistoryChanges
from closeddoor.services.chat import ChatService
from closeddoor.services.library import LibraryService, Shelf, pack_folders
from closeddoor.services.practice import COMMIT, FinishedService
from tests.fakes.ports import InlineExecutor
from tests.fakes.scripted_model import ScriptedModel
from tests.packs.good_pack import good_files, write_files
from tests.presenters.recording import RecordingPage
from tests.services.practice_bench import PracticeBench, letter_pack

NOON_MS = 12 * 3_600_000
"""Noon of the first day that a clock can tell: the same day in nearly every time zone."""

ATTEMPT = Attempt(1, "org.example.letters", "1.2.0", "hash", "letter", "work", "call", 0, 0, None, None)


class Bench(PracticeBench):
    def __init__(self, shelf: Path) -> None:
        super().__init__(letter_pack(shelf / "letters"))
        self.page = RecordingPage[HomeViewState]()
        chat = ChatService(self.vault, InlineExecutor(), ScriptedModel(), self.dispatcher, HistoryChanges())
        library = LibraryService(pack_folders(shelf), InlineExecutor())
        finished = FinishedService(self.vault, InlineExecutor())
        sources = HomeSources(library, self.practice, finished, chat)
        self.presenter = HomePresenter(self.page, sources, "A small model", self.dispatcher)

    def refreshed(self) -> HomeViewState:
        self.presenter.refresh()
        self.dispatcher.run()
        return self.page.now()

    def now_finished(self) -> int | None:
        return self.page.now().shelf[0].finished_id


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Bench:
    assert qtbot
    return Bench(tmp_path)


def row_state(pack: Pack, attempt: Attempt) -> tuple[str, str]:
    row = shelf_rows(Shelf((pack,)), (attempt,))[0]
    return row.state, row.progress


def test_a_new_briefing_is_offered_with_what_it_takes(bench: Bench) -> None:
    offered = bench.refreshed().next_up
    assert offered is not None
    assert (offered.title, offered.module, offered.state) == ("A letter", "Vendor proposal", "new")
    assert (offered.facts_as_of, offered.minutes > 5) == ("1 November 2026", True)
    assert bench.page.now().model_line == "A small model"


def test_an_open_one_says_where_it_stands(bench: Bench) -> None:
    bench.wait(bench.practice.keep_place(bench.open().at(COMMIT)))
    offered = bench.refreshed().next_up
    assert offered is not None
    assert (offered.state, offered.progress) == ("open", "Step 6 of 7: Commit")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"position": ""}, ("open", "Step 1 of 7: Read")),
        ({"position": "a step of another version"}, ("open", "Step 1 of 7: Read")),
        ({"stage": "debrief"}, ("open", "The debrief is open")),
        ({"stage": "debrief", "finished_at_ms": NOON_MS}, ("done", "Finished on 1 January 1970")),
    ],
)
def test_progress_in_words(bench: Bench, changes: dict[str, object], expected: tuple[str, str]) -> None:
    assert row_state(bench.pack, replace(ATTEMPT, **changes)) == expected  # type: ignore[arg-type]  # names of its own


def test_open_comes_before_new_before_done(bench: Bench) -> None:
    rows = {state: replace(shelf_rows(Shelf((bench.pack,)), ())[0], state=state) for state in ("done", "new", "open")}
    done, new, opened = rows["done"], rows["new"], rows["open"]
    assert next_row((done, new, opened)) == opened
    assert next_row((done, new)) == new
    assert next_row((done,)) == done
    assert next_row(()) is None


def test_a_new_user_begins_with_the_lowest_level(bench: Bench) -> None:
    hard, easy, middle = (replace(bench.pack.scenarios[0], id=f"at-{n}", level=n) for n in (3, 1, 2))
    rows = shelf_rows(Shelf((replace(bench.pack, scenarios=(hard, easy, middle)),)), ())
    assert [row.level for row in rows] == [1, 2, 3]
    begun = replace(rows[2], state="open")
    assert next_row(rows) == next_row(rows[::-1]) == rows[0]
    assert next_row((rows[0], begun)) == begun


def test_the_newest_attempt_counts(bench: Bench) -> None:
    finished = replace(ATTEMPT, id=2, finished_at_ms=9)
    assert shelf_rows(Shelf((bench.pack,)), (ATTEMPT, finished))[0].state == "open"
    assert shelf_rows(Shelf((bench.pack,)), (finished, ATTEMPT))[0].state == "done"


def test_a_broken_pack_is_named_and_hides_no_other(qtbot: QtBot, tmp_path: Path) -> None:
    assert qtbot
    broken = good_files() | {"scenarios/letter/scenario.toml": b"id = "}
    write_files(tmp_path / "broken", broken)
    state = Bench(tmp_path).refreshed()
    assert [row.title for row in state.shelf] == ["A letter"]
    assert state.problem is not None
    assert "scenarios/letter/scenario.toml, line 1" in state.problem.happened


def test_a_briefing_of_an_unsigned_pack_says_so(bench: Bench) -> None:
    info = bench.pack.info
    installed = InstalledPack(info.id, info.title, info.version, info.revision, "hash", None, 0)
    assert [row.is_unsigned for row in shelf_rows(Shelf((bench.pack,), (), (installed,)), ())] == [True]
    signed = replace(installed, public_key=bytes(32))
    assert [row.is_unsigned for row in shelf_rows(Shelf((bench.pack,), (), (signed,)), ())] == [False]
    assert [row.is_unsigned for row in shelf_rows(Shelf((bench.pack,)), ())] == [False]


def test_an_empty_shelf_offers_nothing(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "letters" / "pack.toml").unlink()
    emptied = LibraryService(pack_folders(tmp_path), InlineExecutor())
    bench.presenter._sources = replace(bench.presenter._sources, library=emptied)
    assert (bench.refreshed().next_up, bench.refreshed().shelf) == (None, ())


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
    scored = bench.scored()
    line = "who  signs\nthe cheque? " + "And why? " * 40
    noted = replace(scored, notes=replace(scored.notes, next_time=line))
    bench.wait(bench.practice.keep_notes(noted))
    assert bench.refreshed().shelf[0].finished_id is None
    bench.wait(bench.practice.finish(noted))
    row = bench.refreshed().shelf[0]
    assert (row.state, row.finished_id) == ("done", scored.attempt_id)
    assert row.next_time.startswith("who signs the cheque? And why?")
    assert (len(row.next_time) <= 240, row.next_time[-1]) == (True, "…")
    bench.open()
    assert (bench.refreshed().shelf[0].state, bench.now_finished()) == ("open", scored.attempt_id)
