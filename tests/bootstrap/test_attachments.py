"""From a file to the conversation and to practice on it, through the real reader, in a session as it really is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from closeddoor.ui.pages.own_practice import OwnPracticePage
from closeddoor.ui.pages.sandbox.attachments import AttachmentStrip
from tests.bootstrap.test_session import Bench

TEXT = "The renewal fee rises by nine per cent a year.\n"


@pytest.fixture
def bench(qapp: QApplication, tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path, qapp)
    yield bench
    bench.window.close()
    bench.window.deleteLater()
    bench.parent.deleteLater()


def test_a_file_is_attached_asked_about_and_practised_on(bench: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "offer.txt"
    path.write_text(TEXT)
    (strip,) = bench.window.findChildren(AttachmentStrip)
    strip.attach_requested.emit([path])

    def attached() -> bool:
        bench.dispatcher.run()
        return bool(bench.session.attachments.state.rows)

    qtbot.waitUntil(attached, timeout=20_000)
    page = next(each for each in bench.session._equipment.pages.by_name.values() if hasattr(each, "send_requested"))
    page.send_requested.emit("How much?")
    bench.dispatcher.run()
    (conversation,) = bench.vault.conversations.list()
    (kept,) = bench.vault.attachments.list(conversation.id)
    assert kept.name == "offer.txt"
    strip.document_practice_requested.emit(kept.id)
    bench.dispatcher.run()
    assert bench.frame.page == "own_practice"
    assert bench.session.own_practice.state.title == "offer.txt"
    assert bench.session.own_practice.state.document.displayed == TEXT


def test_practice_on_an_own_document_is_reached_from_the_sandbox(bench: Bench) -> None:
    bench.go("sandbox")
    (strip,) = bench.window.findChildren(AttachmentStrip)
    strip.practice_requested.emit()
    bench.dispatcher.run()
    assert bench.frame.page == "own_practice"
    assert bench.window.findChildren(OwnPracticePage)
