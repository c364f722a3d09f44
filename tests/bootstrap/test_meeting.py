"""Home, a meeting and ten minutes, through the window that the application makes."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from closeddoor.domain.cards import NewCard
from closeddoor.domain.errors import KnownError
from closeddoor.domain.meeting import MeetingNote
from closeddoor.presenters.drafts import RETRY_AFTER_S
from closeddoor.presenters.states.home import HomeViewState
from closeddoor.ui.pages.home import HomePage
from closeddoor.ui.pages.meeting import MeetingPage
from tests.bootstrap.test_session import Bench


@pytest.fixture(scope="module")
def bench(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """One session for all: making the pages of a window takes seconds."""
    bench = Bench(tmp_path_factory.mktemp("session"), qapp)
    yield bench
    bench.end()


def home_of(bench: Bench) -> HomePage:
    page = bench.window.findChild(HomePage)
    assert page is not None
    return page


def meeting_of(bench: Bench) -> MeetingPage:
    page = bench.window.findChild(MeetingPage)
    assert page is not None
    return page


def notes_for_the_board(bench: Bench) -> str:
    (note,) = bench.vault.meeting_notes.list("board")
    return note.text


def test_a_meeting_is_one_press_from_home_and_back_leads_home(bench: Bench) -> None:
    home_of(bench).meeting_requested.emit("vendor-pitch")
    bench.dispatcher.run()
    pages = [bench.frame.page]
    assert {"Vendor pitch", "If there is time", "A letter"} <= set(bench.said())
    bench.window.back_requested.emit()
    pages.append(bench.frame.page)
    assert pages == ["meeting", "home"]


@pytest.mark.parametrize("page", ["home", "settings"])
def test_notes_are_kept_when_one_goes_elsewhere(bench: Bench, page: str) -> None:
    bench.session.ways.open_meeting("board")
    bench.dispatcher.run()
    meeting_of(bench).notes_changed.emit(f"Typed before {page}")
    bench.go(page)
    assert notes_for_the_board(bench) == f"Typed before {page}"


def test_notes_are_kept_when_the_application_closes(bench: Bench) -> None:
    bench.session.ways.open_meeting("board")
    bench.dispatcher.run()
    meeting_of(bench).notes_changed.emit("Typed last")
    bench.session.leave_page()
    assert notes_for_the_board(bench) == "Typed last"


def test_with_all_that_was_practised_go_the_notes_that_a_disk_refused(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.session.ways.open_meeting("board")
    bench.dispatcher.run()
    with monkeypatch.context() as full_disk:
        full_disk.setattr(bench.vault.meeting_notes, "save", refuse)
        meeting_of(bench).notes_changed.emit("Typed on a full disk")
        bench.go("record")
        bench.session.record.ask_delete_all()
        bench.dispatcher.run()
        bench.session.record.confirm()
        bench.dispatcher.run()
    bench.dispatcher.advance(RETRY_AFTER_S)
    assert bench.vault.meeting_notes.list("board") == ()


def refuse(note: MeetingNote) -> None:
    raise KnownError("vault.full", f"No room for {len(note.text)} characters.", "What was kept is safe.", "Make room.")


def test_the_questions_go_to_the_clipboard_and_the_briefing_begins(bench: Bench) -> None:
    bench.session.ways.open_meeting("vendor-pitch")
    bench.dispatcher.run()
    meeting_of(bench).copy_requested.emit()
    assert QApplication.clipboard().text().startswith("1. Which of your customers")
    meeting_of(bench).briefing_requested.emit(bench.pack.info.id, bench.scenario.id)
    bench.dispatcher.run()
    assert bench.frame.page == "briefing"


def test_questions_that_are_due_are_a_line_at_home_that_leads_to_them(bench: Bench) -> None:
    bench.vault.cards.add(NewCard(None, "own", "Before a pitch", "Who else?", ""), "{}", due_at_ms=0)
    bench.go("home")
    bench.dispatcher.run()
    assert "1 question to go over" in bench.said()
    home_of(bench).record_requested.emit()
    assert bench.frame.page == "record"


def test_home_offers_another_and_more_when_asked(bench: Bench) -> None:
    rendered: list[HomeViewState] = []
    page = home_of(bench)
    bench.session.home._page = type("Noting", (), {"render": lambda _, state: rendered.append(state)})()
    page.another_requested.emit()
    page.more_finished_requested.emit()
    bench.session.home._page = page
    assert len(rendered) == 2
