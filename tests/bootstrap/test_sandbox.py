"""What is copied off the record goes with the conversation; on the record it stays its half minute."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from closeddoor.bootstrap.sandbox import connect_clipboard
from closeddoor.ui.clipboard import PrivateClipboard
from tests.presenters.sandbox.bench import Bench


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    assert qtbot
    bench, parent = Bench(), QObject()
    connect_clipboard(bench.presenter, PrivateClipboard(parent))
    yield bench
    QGuiApplication.clipboard().clear()
    parent.deleteLater()
    bench.vault.close()


def copied_then_ended(bench: Bench, *, is_off_the_record: bool) -> str:
    bench.presenter.set_up.choose_record(is_off_the_record)
    bench.send()
    bench.answer("It moves.")
    bench.presenter.export.copy_message(bench.now().messages[1].message_id, False)
    assert QGuiApplication.clipboard().text() == "It moves."
    bench.presenter.removal.delete(bench.open_conversation())
    bench.dispatcher.run()
    return QGuiApplication.clipboard().text()


def test_what_was_copied_off_the_record_goes_at_its_end(bench: Bench) -> None:
    assert copied_then_ended(bench, is_off_the_record=True) == ""


def test_control_on_the_record_a_copy_outlives_the_deleting(bench: Bench) -> None:
    assert copied_then_ended(bench, is_off_the_record=False) == "It moves."


def test_what_another_program_copied_since_is_left_alone(bench: Bench) -> None:
    bench.presenter.set_up.choose_record(True)
    bench.send()
    bench.answer("It moves.")
    bench.presenter.export.copy_message(bench.now().messages[1].message_id, False)
    QGuiApplication.clipboard().setText("from elsewhere")
    bench.presenter.removal.delete(bench.open_conversation())
    bench.dispatcher.run()
    assert QGuiApplication.clipboard().text() == "from elsewhere"
