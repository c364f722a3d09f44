"""The intents at the desk and on the stage: what is shown, what goes wrong, and that nothing is asked of a vault."""

from pathlib import Path

import pytest

from closeddoor.packs import read_files
from closeddoor.packs.template import Beginning, template_files
from closeddoor.policy.in_force import follow
from closeddoor.presenters.paper import as_it_is
from closeddoor.presenters.session import SessionPresenter, SessionSources
from closeddoor.presenters.session.listing import ROWS
from closeddoor.presenters.session.stage import SCALES
from closeddoor.presenters.states.session import SessionViewState, StageViewState
from closeddoor.services.library import LibraryService, pack_folders
from tests.cli.test_pack_new import TODAY
from tests.fakes.ports import InlineExecutor, QueueDispatcher
from tests.policy.policies import policy_of
from tests.presenters.recording import RecordingPage

SHELF = Path("scenarios")
PACK, SCENARIO = "org.closeddoor.vendor-proposals", "claims-intake"


class Bench:
    def __init__(self, folder: Path = SHELF) -> None:
        self.desk, self.wall = RecordingPage[SessionViewState](), RecordingPage[StageViewState]()
        self.dispatcher = QueueDispatcher()
        self.now_s = 0.0
        library = LibraryService(pack_folders(folder), InlineExecutor())
        sources = SessionSources(library, InlineExecutor())
        self.presenter = SessionPresenter(self.desk, self.wall, sources, self.dispatcher, clock_s=lambda: self.now_s)
        self.told: list[str] = []
        self.presenter.begun.connect(lambda: self.told.append("begun"))
        self.presenter.ended.connect(lambda: self.told.append("ended"))
        self.presenter.refresh()
        self.dispatcher.run()

    def choose(self) -> None:
        self.presenter.choose(PACK, SCENARIO)
        self.dispatcher.run()


@pytest.fixture(scope="module")
def bench() -> Bench:
    """A desk with a briefing on it."""
    bench = Bench()
    bench.choose()
    return bench


def test_every_briefing_is_listed_and_found_by_its_words() -> None:
    bench = Bench()
    assert len(bench.desk.now().rows) + bench.desk.now().more == 20
    assert len(bench.desk.now().rows) <= ROWS
    bench.presenter.search("claims THEMSELVES")
    assert [row.scenario_id for row in bench.desk.now().rows] == [SCENARIO]
    bench.presenter.search("nothing has these words")
    assert bench.desk.now().rows == ()


def test_what_was_chosen_is_ready_with_its_times_and_papers(bench: Bench) -> None:
    prepared = bench.desk.now().chosen
    assert prepared is not None
    assert prepared.title == "The claims that pay themselves"
    assert prepared.is_run_of_guide
    assert prepared.steps[0].when == "0 to 4"
    assert bench.desk.now().busy is None


def test_a_briefing_that_is_gone_is_said_and_the_desk_stays() -> None:
    bench = Bench()
    bench.presenter.choose("org.example.gone", "x")
    bench.dispatcher.run()
    state = bench.desk.now()
    assert state.problem is not None
    assert (state.chosen, state.busy) == (None, None)
    assert state.rows
    bench.choose()
    assert (bench.desk.now().problem, bench.desk.now().chosen is not None) == (None, True)


def test_a_draft_that_is_on_no_shelf_can_be_run(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    assert bench.desk.now().rows == ()
    draft = read_files(template_files(Beginning("A draft"), TODAY))
    bench.presenter.take(draft, "no-such-briefing")
    bench.presenter.take(draft, "first-briefing")
    bench.dispatcher.run()
    chosen = bench.desk.now().chosen
    assert chosen is not None
    assert (chosen.pack_title, chosen.hands) == ("A draft", ())
    bench.presenter.begin()
    assert bench.wall.now().parts[-2:] == ("The debrief", "To take along")


def test_only_what_was_chosen_last_comes() -> None:
    bench = Bench()
    bench.presenter.choose(PACK, SCENARIO)
    bench.presenter.choose(PACK, "meeting-notes")
    bench.dispatcher.run()
    chosen = bench.desk.now().chosen
    assert chosen is not None
    assert chosen.scenario_id == "meeting-notes"
    bench.presenter.choose(PACK, SCENARIO)
    bench.presenter.put_back()
    bench.dispatcher.run()
    assert bench.desk.now().chosen is None


def test_slides_go_on_and_back_and_end_where_they_end(bench: Bench) -> None:
    bench.presenter.begin()
    total = bench.wall.now().total
    bench.presenter.go(-1)
    assert bench.wall.now().number == 1
    for _ in range(total + 3):
        bench.presenter.go(1)
    assert bench.wall.now().number == total
    bench.presenter.go_to_part("The situation")
    assert bench.wall.now().slide.part == "The situation"
    bench.presenter.go_to_part("no such part")
    assert bench.wall.now().slide.part == "The situation"


def test_a_step_ends_when_the_facilitator_goes_on(bench: Bench) -> None:
    bench.now_s = 0.0
    bench.presenter.begin()
    assert bench.wall.now().clock_line == "0 of 4 min"
    bench.now_s = 9 * 60.0
    bench.dispatcher.advance(10)
    assert (bench.wall.now().clock_line, bench.wall.now().number) == ("4 min, 5 over", 1)
    bench.presenter.go_to_step(1)
    assert (bench.wall.now().step_line, bench.wall.now().clock_line) == ("Silent reading, pen in hand", "0 of 11 min")
    assert bench.wall.now().slide.part == "Proposal by Marrowby"
    bench.now_s += 60.0
    bench.presenter.go_to_step(-1)
    bench.presenter.go_to_step(-1)
    assert (bench.wall.now().clock_line, bench.wall.now().number) == ("4 min, 5 over", 1)
    bench.presenter.go_to_step(1)
    assert bench.wall.now().clock_line == "1 of 11 min"
    for _ in range(30):
        bench.presenter.go_to_step(1)
    assert bench.wall.now().next_line == ""


def test_the_clock_goes_with_the_slides(bench: Bench) -> None:
    bench.presenter.begin()
    bench.presenter.go(1)
    bench.now_s += 120.0
    assert bench.wall.now().step_line == "The rule and the situation"
    bench.presenter.go(1)
    assert (bench.wall.now().step_line, bench.wall.now().clock_line) == ("Silent reading, pen in hand", "0 of 11 min")
    bench.presenter.go(-1)
    assert (bench.wall.now().step_line, bench.wall.now().clock_line) == ("The rule and the situation", "2 of 4 min")


def test_looking_something_up_does_not_turn_the_clock_back(bench: Bench) -> None:
    bench.presenter.begin()
    bench.presenter.go_to_part("The debrief")
    bench.now_s += 60.0
    bench.dispatcher.advance(10)
    assert bench.wall.now().clock_line == "1 of 7 min"
    bench.presenter.go_to_part("Proposal by Marrowby")
    for by in (1, -1, -1):
        bench.presenter.go(by)
        assert bench.wall.now().clock_line == "1 of 7 min"
    bench.presenter.go_to_part("The debrief")
    bench.presenter.go(-1)
    assert bench.wall.now().step_line.startswith("Three sentences each")


def test_the_clock_stops_with_the_session(bench: Bench) -> None:
    bench.presenter.begin()
    bench.told.clear()
    bench.presenter.end()
    shown = len(bench.wall.states)
    bench.dispatcher.advance(60)
    bench.presenter.go(1)
    bench.presenter.end()
    assert len(bench.wall.states) == shown
    assert bench.told == ["ended"]


def test_a_size_of_the_text_is_kept_for_the_next_session_of_the_day(bench: Bench) -> None:
    bench.presenter.begin()
    for _ in range(9):
        bench.presenter.size(1)
    assert bench.wall.now().scale == SCALES[-1]
    bench.presenter.end()
    bench.presenter.begin()
    assert (bench.wall.now().scale, bench.wall.now().number) == (SCALES[-1], 1)


def test_without_a_briefing_nothing_begins() -> None:
    bench = Bench()
    bench.presenter.begin()
    bench.presenter.go(1)
    bench.presenter.end()
    assert (bench.told, bench.wall.states) == ([], [])


def test_a_paper_is_saved_where_it_was_asked_for_and_a_failure_is_said(bench: Bench, tmp_path: Path) -> None:
    bench.presenter.save_paper(tmp_path / "guide.pdf", lambda: as_it_is(b"paper"))
    for _ in range(5):
        bench.dispatcher.run()
        bench.dispatcher.advance(1)
    assert (tmp_path / "guide.pdf").read_bytes() == b"paper"
    assert "guide.pdf" in bench.desk.now().saved_line
    follow(policy_of(export="off"))  # what is the user's own stays; a paper holds the words of the pack alone
    bench.presenter.save_paper(tmp_path / "documents.pdf", lambda: as_it_is(b"paper"))
    for _ in range(5):
        bench.dispatcher.run()
        bench.dispatcher.advance(1)
    assert (tmp_path / "documents.pdf").exists()
    bench.presenter.save_paper(tmp_path / "nowhere" / "guide.pdf", lambda: as_it_is(b"paper"))
    for _ in range(5):
        bench.dispatcher.run()
        bench.dispatcher.advance(1)
    assert bench.desk.now().problem is not None
    assert bench.desk.now().saved_line == ""
