"""The desk in a session: its preview records nothing, its grading keeps nothing, Back leads up before it leads away."""

from pathlib import Path

import pytest

from closeddoor.ui.pages.desk import DeskPage
from closeddoor.ui.pages.practice import BriefingPage
from tests.bootstrap.test_session import Bench
from tests.packs.good_pack import good_files, write_files

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)


@pytest.fixture
def page(bench: Bench, tmp_path: Path) -> DeskPage:
    folder = write_files(tmp_path / "letters", good_files())
    bench.session.ways.go("desk")
    bench.session.desk.open(folder)
    bench.dispatcher.run()
    page = bench.window.findChild(DeskPage)
    assert page is not None
    return page


def show(bench: Bench, part: str) -> None:
    bench.session.desk.show_part(part)
    bench.dispatcher.run()


def test_a_preview_is_the_real_briefing_and_leaves_nothing(bench: Bench, page: DeskPage) -> None:
    show(bench, "scenario:letter:0")
    page.pressed.emit("preview")
    bench.dispatcher.run()
    briefing = page.findChild(BriefingPage)
    assert briefing is not None
    assert page.has_preview()
    briefing.step_requested.emit("reply")
    briefing.memo_changed.emit("What I would write.")
    bench.session.ways._go_back()
    bench.dispatcher.run()
    assert not page.has_preview()
    assert bench.session.desk.state.part == "scenario:letter:0"
    assert bench.vault.attempts.list() == ()
    kept = bench.vault.settings.get("desk.folders")
    assert [Path(each).name for each in kept] == ["letters"]


def test_back_leads_to_the_part_above_and_then_away(bench: Bench, page: DeskPage) -> None:
    assert not page.has_preview()
    show(bench, "case:letter:0")
    for part in ("scenario:letter:0", "pack"):
        bench.session.ways._go_back()
        bench.dispatcher.run()
        assert (bench.frame.page, bench.session.desk.state.part) == ("desk", part)
    bench.session.ways._go_back()
    bench.dispatcher.run()
    assert bench.frame.page != "desk"


def test_what_was_typed_is_written_when_another_page_is_gone_to(bench: Bench, page: DeskPage, tmp_path: Path) -> None:
    show(bench, "case:letter:0")
    page.written.emit("scenarios/letter/scenario.toml#title", "Another letter")
    bench.session.ways.go("settings")
    assert "Another letter" in (tmp_path / "letters/scenarios/letter/scenario.toml").read_text()


def test_a_grader_without_its_model_says_so_and_nothing_waits(bench: Bench, page: DeskPage) -> None:
    show(bench, "answers:letter:0")
    page.pressed.emit("grade")
    bench.dispatcher.run()
    state = bench.session.desk.state
    assert state.problem is not None
    assert "all-MiniLM-L6-v2" in state.problem.happened
    assert state.busy is None


def test_grading_that_is_given_up_tells_nothing_any_more(bench: Bench, page: DeskPage) -> None:
    show(bench, "answers:letter:0")
    page.pressed.emit("grade")
    while bench.session.desk.state.busy is None:
        bench.dispatcher._ready.popleft()()
    page.cancel_requested.emit()
    bench.dispatcher.run()
    state = bench.session.desk.state
    assert (state.busy, state.problem, state.said) == (None, None, "")
