"""The debrief in the whole window: its intents reach the vault, the clipboard, the disk and the next briefing."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from closeddoor.presenters.paper import as_it_is
from closeddoor.services.practice import Briefing
from closeddoor.services.practice.records import notes_of
from closeddoor.ui.clipboard import OWN_FORMAT
from closeddoor.ui.pages.debrief import DebriefPage
from tests.bootstrap.test_session import Bench


@pytest.fixture
def bench(qapp: QApplication, tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path, qapp)
    yield bench
    QGuiApplication.clipboard().clear()
    bench.end()


def debriefed(bench: Bench) -> tuple[Briefing, DebriefPage]:
    """Show the debrief of a scored briefing in the window."""
    scored = bench.scored()
    bench.session.ways.open_briefing(bench.pack.info.id, bench.scenario.id)
    bench.dispatcher.run()
    page = bench.window.findChild(DebriefPage)
    assert page is not None
    assert bench.frame.page == "debrief"
    page.account_skipped.emit()
    return scored, page


def test_once_more_opens_the_briefing_from_the_start(bench: Bench) -> None:
    scored, page = debriefed(bench)
    page.briefing_requested.emit(bench.pack.info.id, bench.scenario.id)
    bench.dispatcher.run()
    assert bench.frame.page == "briefing"
    newest, old = bench.vault.attempts.list()
    assert (old.id, old.finished_at_ms is not None, newest.stage) == (scored.attempt_id, True, "read")


def test_the_own_account_is_kept_when_the_page_is_left_in_the_middle_of_a_word(bench: Bench) -> None:
    scored, page = debriefed(bench)
    page.account_changed.emit("the accu", "")
    bench.session.leave_page()
    assert notes_of(bench.vault, scored.attempt_id).expected == "the accu"


def test_a_line_for_next_time_becomes_a_card(bench: Bench) -> None:
    _, page = debriefed(bench)
    page.next_time_changed.emit("who signs")
    bench.dispatcher.run()
    assert [card.question for card in bench.vault.cards.list()] == ["who signs"]


@pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)
def test_a_slip_goes_to_the_private_clipboard(bench: Bench) -> None:
    _, page = debriefed(bench)
    page.slip_changed.emit("reply", "own-data", "The key is wrong.")
    page.slip_copied.emit()
    copied = QGuiApplication.clipboard().mimeData()
    assert copied is not None
    assert copied.hasFormat(OWN_FORMAT)
    assert copied.text().endswith("Comment: The key is wrong.\n")


def test_a_file_is_saved_where_it_was_asked_for(bench: Bench, tmp_path: Path) -> None:
    _, page = debriefed(bench)
    page.file_requested.emit(tmp_path / "a.pdf", partial(as_it_is, b"%PDF"))
    bench.dispatcher.run()
    assert (tmp_path / "a.pdf").read_bytes() == b"%PDF"
