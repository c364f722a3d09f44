"""Home, a meeting and ten minutes, through the window that the application makes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from closeddoor.presenters.states.home import HomeViewState
from closeddoor.ui.pages.home import HomePage
from closeddoor.ui.pages.meeting import MeetingPage
from tests.bootstrap.test_session import Bench


@pytest.fixture
def bench(qapp: QApplication, tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path, qapp)
    yield bench
    bench.window.close()
    bench.window.deleteLater()
    bench.parent.deleteLater()
    bench.vault.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # a style is put on all that is alive


def home_of(bench: Bench) -> HomePage:
    page = bench.window.findChild(HomePage)
    assert page is not None
    return page


def meeting_of(bench: Bench) -> MeetingPage:
    page = bench.window.findChild(MeetingPage)
    assert page is not None
    return page


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
    bench.session.open_meeting("board")
    bench.dispatcher.run()
    meeting_of(bench).notes_changed.emit("Ask first")
    bench.go(page)
    assert bench.vault.meeting_notes.get("board") == "Ask first"


def test_notes_are_kept_when_the_application_closes(bench: Bench) -> None:
    bench.session.open_meeting("board")
    bench.dispatcher.run()
    meeting_of(bench).notes_changed.emit("Ask first")
    bench.session.leave_page()
    assert bench.vault.meeting_notes.get("board") == "Ask first"


def test_the_questions_go_to_the_clipboard_and_the_briefing_begins(bench: Bench) -> None:
    bench.session.open_meeting("vendor-pitch")
    bench.dispatcher.run()
    meeting_of(bench).copy_requested.emit()
    assert QApplication.clipboard().text().startswith("1. Which of your customers")
    meeting_of(bench).briefing_requested.emit(bench.pack.info.id, bench.scenario.id)
    bench.dispatcher.run()
    assert bench.frame.page == "briefing"


def test_home_offers_another_and_more_when_asked(bench: Bench) -> None:
    rendered: list[HomeViewState] = []
    page = home_of(bench)
    bench.session.home._page = type("Noting", (), {"render": lambda _, state: rendered.append(state)})()
    page.another_requested.emit()
    page.more_finished_requested.emit()
    assert len(rendered) == 2
