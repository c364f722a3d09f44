"""Which section shows, and what the overview says of each."""

from PySide6.QtCore import QObject, Signal

from closeddoor.presenters.privacy.presenter import PrivacyPresenter
from closeddoor.presenters.states.privacy.room import RoomViewState
from closeddoor.presenters.states.shared import Problem
from tests.presenters.recording import RecordingPage


class Section(QObject):
    """One that can be told what its summary is, and notes how it was called."""

    summary_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.summary = ""
        self.looks = 0
        self.problems: list[Problem] = []

    def refresh(self) -> None:
        self.looks += 1

    def show_problem(self, problem: Problem) -> None:
        self.problems.append(problem)

    def become(self, summary: str) -> None:
        self.summary = summary
        self.summary_changed.emit()


class Bench:
    def __init__(self) -> None:
        self.page: RecordingPage[RoomViewState] = RecordingPage()
        self.room = PrivacyPresenter(self.page, lambda: ("It stays here.",))
        self.erase, self.stored = Section(), Section()
        self.room.add("erase", self.erase)
        self.room.add("stored", self.stored)


def test_lines_stand_in_the_order_of_the_room_and_follow_their_sections() -> None:
    bench = Bench()
    bench.stored.become("2 conversations")
    assert [(row.name, row.summary) for row in bench.page.now().rows] == [("stored", "2 conversations"), ("erase", "")]


def test_a_section_is_looked_at_anew_when_it_is_opened_and_an_unknown_one_is_none() -> None:
    bench = Bench()
    bench.room.show_section("erase")
    assert (bench.page.now().section, bench.erase.looks, bench.stored.looks) == ("erase", 1, 0)
    bench.room.show_section("lock")
    assert bench.page.now().section is None


def test_back_leads_to_the_overview_once() -> None:
    bench = Bench()
    bench.room.show_section("stored")
    assert bench.room.go_back()
    assert bench.page.now().section is None
    assert not bench.room.go_back()


def test_who_returns_finds_the_section_that_was_left() -> None:
    bench = Bench()
    bench.room.show_section("stored")
    bench.room.refresh(is_return=True)
    assert bench.page.now().section == "stored"
    bench.room.refresh()
    assert bench.page.now().section is None


def test_a_problem_is_told_where_the_reader_is() -> None:
    bench, problem = Bench(), Problem("It went wrong.")
    bench.room.show_problem(problem)
    assert bench.page.now().problem == problem
    bench.room.show_section("erase")
    bench.room.show_problem(problem)
    assert bench.erase.problems == [problem]
    bench.room.refresh()
    assert bench.page.now().problem is None
