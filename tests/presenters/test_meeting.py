from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

import pytest
from pytestqt.qtbot import QtBot

from closeddoor.domain.errors import KnownError
from closeddoor.domain.meeting import MeetingKind, MeetingNote
from closeddoor.presenters.drafts import KEEP_AFTER_S, RETRY_AFTER_S
from closeddoor.presenters.meeting import COPIED, KEPT, KEPT_IN_MEMORY, OPENING, MeetingPresenter
from closeddoor.presenters.states.meeting import MeetingViewState
from closeddoor.presenters.words import day_of
from closeddoor.services.library import LibraryService, pack_folders
from closeddoor.services.meetings import DAY_MS, MeetingService
from closeddoor.services.overview import OverviewService
from closeddoor.services.standings import StandingService
from closeddoor.vault.repositories.clock import now_ms
from tests.fakes.ports import InlineExecutor
from tests.presenters.recording import RecordingPage
from tests.services.practice_bench import PracticeBench, letter_pack

T = TypeVar("T")
FULL = KnownError("vault.full", "The disk is full.", "What was kept is safe.", "Make room.")


class FailingExecutor(InlineExecutor):
    """Runs jobs, unless the disk is full, or is for the next few."""

    is_full = False
    refusals_left = 0

    def submit(self, job: Callable[[], T]) -> Future[T]:
        if not self.is_full and self.refusals_left == 0:
            return super().submit(job)
        self.refusals_left = max(0, self.refusals_left - 1)
        failed: Future[T] = Future()
        failed.set_exception(FULL)
        return failed


class Page(RecordingPage[MeetingViewState]):
    """Keeps the last offer to undo besides."""

    offered = ""

    def offer_undo(self, text: str, undo: Callable[[], None], settled: Callable[[], None]) -> None:
        self.offered, self.undo, self.settled = text, undo, settled


class Bench(PracticeBench):
    def __init__(self, shelf: Path) -> None:
        super().__init__(letter_pack(shelf / "letters"))
        self.page = Page()
        self.database = FailingExecutor()
        library = LibraryService(pack_folders(shelf), InlineExecutor())
        standings = StandingService(self.vault, InlineExecutor())
        overview = OverviewService(library, standings, self.dispatcher)
        self.presenter = MeetingPresenter(
            self.page, MeetingService(self.vault, self.database), overview, self.dispatcher
        )

    def opened(self, kind: str) -> MeetingViewState:
        """Open a kind of meeting as the window does: then its page is shown."""
        self.presenter.open(kind)
        self.presenter.refresh()
        self.dispatcher.run()
        return self.page.now()

    def kept(self, kind: MeetingKind) -> str:
        self.dispatcher.run()
        return "; ".join(note.text for note in self.vault.meeting_notes.list(kind))

    def keep(self, kind: MeetingKind, text: str, days_ago: float = 0, name: str = "") -> MeetingNote:
        """Put notes into the vault that were begun and last written some days ago."""
        at_ms = now_ms() - round(days_ago * DAY_MS)
        note = MeetingNote(kind, at_ms, name, text, at_ms)
        self.vault.meeting_notes.put_back(note)
        return note


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Bench:
    assert qtbot
    return Bench(tmp_path)


def test_a_kind_opens_with_its_guide_the_notes_and_a_briefing_that_prepares_for_it(bench: Bench) -> None:
    bench.keep("vendor-pitch", "Ask who else")
    state = bench.opened("vendor-pitch")
    assert state.guide is not None
    assert (state.guide.title, len(state.guide.questions), state.notes) == ("Vendor pitch", 6, "Ask who else")
    assert state.guide.facts_line == "Facts as of 1 November 2026"
    assert state.briefing is not None
    assert (state.briefing.row.title, "minutes" in state.briefing.minutes_line) == ("A letter", True)
    assert (state.can_write, state.notes_line) == (True, KEPT_IN_MEMORY)
    assert bench.opened("press").briefing is None  # the shelf has nothing of the kind


def test_the_page_says_where_notes_are_kept_also_when_that_has_changed(bench: Bench) -> None:
    bench.keep("board", "Ask first")
    assert bench.opened("board").notes_line == KEPT_IN_MEMORY
    bench.vault.keys = object()  # type: ignore[assignment]  # what tells a kept history from one in memory
    bench.presenter.refresh()
    bench.dispatcher.run()
    assert bench.page.now().notes_line == KEPT


def test_notes_that_were_deleted_elsewhere_are_gone_when_the_page_is_shown_again(bench: Bench) -> None:
    kept = bench.keep("board", "Ask first")
    bench.opened("board")
    bench.vault.meeting_notes.delete(kept.key)
    bench.presenter.refresh()
    bench.dispatcher.run()
    assert (bench.page.now().notes, bench.page.now().notes_line) == ("", "")


def test_what_is_typed_while_the_notes_are_read_again_stays(bench: Bench) -> None:
    bench.opened("board")
    bench.presenter.refresh()
    bench.presenter.write_notes("Ask first")
    bench.presenter.leave()
    bench.dispatcher.run()
    assert (bench.kept("board"), bench.page.now().notes) == ("Ask first", "Ask first")


def test_without_a_kind_all_six_are_offered_with_what_they_are_for(bench: Bench) -> None:
    state = bench.opened("")
    assert (state.guide, len(state.kinds), all(row.about for row in state.kinds)) == (None, 6, True)


def test_nothing_can_be_written_before_the_notes_are_there(bench: Bench) -> None:
    bench.presenter.open("board")
    assert (bench.page.now().can_write, bench.page.now().notes_line) == (False, OPENING)
    bench.presenter.write_notes("too early")
    bench.presenter.leave()
    assert bench.kept("board") == ""


def test_notes_are_kept_soon(bench: Bench) -> None:
    bench.opened("board")
    bench.presenter.write_notes("Ask")
    bench.presenter.write_notes("Ask first")
    assert (bench.kept("board"), bench.page.now().notes_line) == ("", "")
    bench.dispatcher.advance(KEEP_AFTER_S)
    assert bench.kept("board") == "Ask first"
    assert (bench.page.now().notes, bench.page.now().notes_line) == ("Ask first", KEPT_IN_MEMORY)


@pytest.mark.parametrize("leave", [lambda bench: bench.presenter.leave(), lambda bench: bench.opened("press")])
def test_notes_typed_last_are_kept_when_one_leaves(bench: Bench, leave: Callable[[Bench], object]) -> None:
    bench.opened("board")
    bench.presenter.write_notes("Ask first")
    leave(bench)
    assert (bench.kept("board"), bench.kept("press")) == ("Ask first", "")


def test_notes_that_could_not_be_kept_stay_and_are_kept_when_it_is_possible_again(bench: Bench) -> None:
    bench.opened("board")
    bench.database.is_full = True
    bench.presenter.write_notes("Ask first")
    bench.presenter.leave()
    bench.dispatcher.run()
    state = bench.page.now()
    assert state.problem is not None
    assert (state.problem.happened, state.notes, state.notes_line) == (FULL.happened, "Ask first", "")
    bench.database.is_full = False
    bench.presenter.leave()
    assert bench.kept("board") == "Ask first"
    assert (bench.page.now().problem, bench.page.now().notes_line) == (None, KEPT_IN_MEMORY)


def test_notes_that_could_not_be_kept_wait_while_others_are_written(bench: Bench) -> None:
    bench.opened("board")
    bench.presenter.write_notes("Ask first")
    bench.database.refusals_left = 1
    bench.opened("press")
    bench.database.refusals_left = 1
    assert bench.opened("board").notes == "Ask first"
    bench.database.refusals_left = 1
    bench.opened("press")
    bench.presenter.write_notes("Say less")
    bench.dispatcher.advance(RETRY_AFTER_S)
    assert (bench.kept("board"), bench.kept("press")) == ("Ask first", "Say less")
    assert bench.page.now().problem is None


def test_notes_that_cannot_be_read_are_never_written_over(bench: Bench) -> None:
    bench.keep("board", "Ask first")
    bench.database.is_full = True
    state = bench.opened("board")
    assert state.guide is not None
    assert (state.can_write, state.problem is not None, state.notes_line) == (False, True, "")
    bench.database.is_full = False
    bench.presenter.write_notes("something else")
    bench.presenter.leave()
    assert bench.kept("board") == "Ask first"


def test_the_questions_are_copied_numbered_and_without_the_answers(bench: Bench) -> None:
    copied: list[str] = []
    bench.presenter.copied.connect(copied.append)
    state = bench.opened("staff")
    bench.presenter.copy_questions()
    assert state.guide is not None
    lines = copied[0].split("\n")
    assert lines == [f"{n}. {each.question}" for n, each in enumerate(state.guide.questions, 1)]
    assert bench.page.now().copied_line == COPIED


def test_last_months_notes_are_listed_and_this_month_begins_its_own(bench: Bench) -> None:
    bench.keep("board", "Who signs?\nAnd when?", days_ago=30, name="October board")
    bench.keep("board", "The older one", days_ago=61)
    bench.keep("press", "Say less", days_ago=30)
    state = bench.opened("board")
    assert (state.notes, state.name, state.day) == ("", "", day_of(now_ms()))
    assert [row.title for row in state.others] == ["October board", day_of(now_ms() - 61 * DAY_MS)]
    assert state.others[0].below.endswith(" · Who signs? And when?")
    bench.presenter.write_notes("This month")
    bench.presenter.open_notes(state.others[0].begun_at_ms)
    bench.dispatcher.run()
    now = bench.page.now()
    assert (now.name, now.notes, [row.below for row in now.others]) == (
        "October board", "Who signs?\nAnd when?", ["This month", "The older one"],
    )  # fmt: skip
    assert bench.kept("board") == "This month; Who signs?\nAnd when?; The older one"


def test_notes_of_this_week_are_gone_on_with(bench: Bench) -> None:
    bench.keep("board", "Ask first", days_ago=6.9)
    state = bench.opened("board")
    assert (state.notes, state.others) == ("Ask first", ())
    bench.presenter.begin_notes()
    bench.presenter.name_notes("Another")
    bench.presenter.write_notes("Ask last")
    bench.presenter.leave()
    assert bench.kept("board") == "Ask last; Ask first"
    assert bench.opened("board").name == "Another"


def test_notes_that_were_deleted_come_back_whole_when_asked(bench: Bench) -> None:
    note = bench.keep("board", "Ask first", days_ago=2, name="October")
    bench.opened("board")
    bench.presenter.write_notes("Ask first, then wait")
    bench.presenter.delete_notes()
    assert bench.kept("board") == ""
    assert (bench.page.now().notes, bench.page.now().can_write, bench.page.offered) == (
        "", True, "The notes “October” were deleted.",
    )  # fmt: skip
    bench.dispatcher.advance(KEEP_AFTER_S)
    assert bench.kept("board") == ""
    bench.page.undo()
    bench.dispatcher.run()
    state = bench.page.now()
    assert (state.begun_at_ms, state.name, state.notes) == (note.begun_at_ms, "October", "Ask first, then wait")
    assert bench.kept("board") == "Ask first, then wait"


def test_a_disk_that_refuses_to_delete_or_to_bring_back_loses_nothing(bench: Bench) -> None:
    bench.keep("board", "Ask first")
    bench.opened("board")
    bench.presenter.write_notes("Ask first of all")
    bench.database.refusals_left = 1
    bench.presenter.delete_notes()
    bench.dispatcher.run()
    assert (bench.page.now().notes, bench.page.now().problem is not None) == ("Ask first of all", True)
    bench.presenter.leave()
    assert bench.kept("board") == "Ask first of all"
    bench.presenter.delete_notes()
    bench.dispatcher.run()
    bench.database.refusals_left = 1
    bench.page.undo()
    bench.dispatcher.run()
    bench.presenter.leave()
    assert (bench.kept("board"), bench.page.now().notes) == ("Ask first of all", "Ask first of all")


def test_of_many_notes_some_are_listed_and_more_when_asked(bench: Bench) -> None:
    for month in range(1, 9):
        bench.keep("board", f"Month {month}", days_ago=30 * month)
    state = bench.opened("board")
    assert (len(state.others), state.more_others) == (5, "Show earlier notes (3 more)")
    bench.presenter.list_more_notes()
    assert (len(bench.page.now().others), bench.page.now().more_others) == (8, "")


def test_what_a_disk_refused_is_forgotten_with_all_that_is_deleted(bench: Bench) -> None:
    bench.opened("board")
    bench.database.is_full = True
    bench.presenter.write_notes("Ask first")
    bench.presenter.leave()
    bench.dispatcher.run()
    bench.database.is_full = False
    bench.presenter.forget_notes()
    bench.dispatcher.run()
    bench.dispatcher.advance(RETRY_AFTER_S)
    assert (bench.kept("board"), bench.page.now().notes) == ("", "")
