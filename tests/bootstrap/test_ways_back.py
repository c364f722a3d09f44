"""Back, and Done in what was only read again, lead to where it was opened, as that was left."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from closeddoor.presenters.record.attempts import PAGE_ROWS
from closeddoor.ui.pages.home import HomePage
from closeddoor.ui.pages.home.briefing_words import READ_AGAIN
from closeddoor.ui.pages.library import LibraryPage
from closeddoor.ui.pages.record import RecordPage
from closeddoor.ui.pages.record.attempt_list import AttemptList
from closeddoor.ui.widgets.buttons import Button
from tests.bootstrap.test_session import Bench


@pytest.fixture
def bench(qapp: QApplication, tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path, qapp)
    bench.window.show()
    yield bench
    bench.window.close()
    bench.window.deleteLater()
    bench.parent.deleteLater()
    # Really, before the next test: a style sheet is put on every widget that is alive.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def finished(bench: Bench) -> int:
    briefing = bench.scored()
    bench.wait(bench.practice.finish(briefing))
    return briefing.attempt_id


def back(bench: Bench) -> str:
    bench.window.back_requested.emit()
    settle(bench)
    return shown(bench)


def shown(bench: Bench) -> str:
    return bench.frame.page


def settle(bench: Bench) -> None:
    bench.dispatcher.run()
    QApplication.processEvents()


def test_from_a_debrief_back_to_its_line_in_the_record(bench: Bench) -> None:
    attempt = finished(bench)
    with bench.vault.attempts._database.write() as writing:
        writing.executemany(
            "INSERT INTO attempts (pack_id, pack_version, pack_hash, scenario_id, started_at_ms, updated_at_ms)"
            " SELECT pack_id, pack_version, pack_hash, scenario_id, started_at_ms, ? FROM attempts LIMIT 1",
            [(number,) for number in range(PAGE_ROWS + 20)],
        )
    bench.go("record")
    settle(bench)
    bench.session.record.show_view("attempts")
    bench.session.record.list_more()
    settle(bench)
    page = bench.window.findChild(RecordPage)
    assert page is not None
    (lines,) = page.findChildren(AttemptList)
    lines.setFocus()
    lines.setCurrentIndex(lines.model().index(lines.model().rowCount() - 1, 0))
    settle(bench)
    place = (lines.currentIndex().row(), lines.verticalScrollBar().value())
    assert min(place) > PAGE_ROWS
    page.debrief_requested.emit(attempt)
    settle(bench)
    assert shown(bench) == "debrief"
    assert back(bench) == "record"
    assert (lines.currentIndex().row(), lines.verticalScrollBar().value()) == place
    assert QApplication.focusWidget() is lines
    bench.go("record")
    settle(bench)
    page.debrief_requested.emit(attempt)
    settle(bench)
    bench.session.debrief.finish()
    settle(bench)
    assert shown(bench) == "record"


def test_a_briefing_just_scored_ends_at_home_and_back_skips_it(bench: Bench) -> None:
    bench.go("library")
    settle(bench)
    bench.open_committed()
    bench.session.briefing.score()
    settle(bench)
    assert shown(bench) == "debrief"
    assert back(bench) == "library"
    bench.session.ways.open_briefing(bench.pack.info.id, bench.scenario.id)
    settle(bench)
    bench.session.debrief.finish()
    settle(bench)
    assert shown(bench) == "home"


def test_practice_on_an_own_document_leads_back_to_where_it_was_opened(bench: Bench) -> None:
    own = bench.vault.own_briefings.add("Our own proposal", "We propose.")
    bench.go("record")
    settle(bench)
    page = bench.window.findChild(RecordPage)
    assert page is not None
    page.own_requested.emit(own.id)
    settle(bench)
    assert shown(bench) == "own_practice"
    assert back(bench) == "record"
    page.own_requested.emit(own.id)
    settle(bench)
    bench.session.own_practice.go_back()
    settle(bench)
    assert shown(bench) == "record"


def test_the_choice_of_a_document_leads_back_to_the_library(bench: Bench) -> None:
    own = bench.vault.own_briefings.add("Our own proposal", "We propose.")
    bench.go("library")
    settle(bench)
    page = bench.window.findChild(LibraryPage)
    assert page is not None
    page.own_requested.emit()
    settle(bench)
    bench.session.own_practice.open(own.id)
    settle(bench)
    bench.session.own_practice.go_back()
    settle(bench)
    assert (shown(bench), bench.session.own_practice.state.stage) == ("own_practice", "choose")
    assert back(bench) == "library"


def test_home_is_as_it_was_left_when_a_debrief_was_read_again(bench: Bench) -> None:
    finished(bench)
    bench.go("home")
    settle(bench)
    page = bench.window.findChild(HomePage)
    assert page is not None
    read = next(each for each in page.findChildren(Button) if each.text() == READ_AGAIN)
    read.setFocus()
    read.click()
    settle(bench)
    assert shown(bench) == "debrief"
    assert back(bench) == "home"
    assert QApplication.focusWidget() is read
