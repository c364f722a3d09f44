"""A pack by keyboard alone: found, looked at, agreed to; taken out and had back; its briefing opened."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.bootstrap.test_session import INSTALLED, Bench, installed_pack
from tests.e2e.keyboard import Keyboard
from tests.ui.shown import settle

CONTROL = Qt.KeyboardModifier.ControlModifier

# The offscreen platform has no window manager to tell about least sizes, and no screen to bring a list to the front on.
pytestmark = pytest.mark.qt_log_ignore("does not support (propagateSizeHints|raise|grabbing)", extend=True)


@pytest.fixture
def keyboard(bench: Bench, qtbot: QtBot) -> Keyboard:
    bench.window.resize(1024, 700)
    bench.window.show()
    bench.window.activateWindow()
    qtbot.waitActive(bench.window)

    def rest() -> None:
        settle()
        bench.dispatcher.run()
        settle()

    return Keyboard(bench.window, rest)


def choose_file(keyboard: Keyboard, qtbot: QtBot, window: QWidget, file: Path) -> None:
    """Name a file in the dialog that has just opened."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert name is not None
    qtbot.waitUntil(name.hasFocus)
    keyboard.type(str(file))
    popup = QApplication.activePopupWidget()
    if popup is not None:  # Qt proposes what fits, and takes the keys
        popup.hide()
    keyboard.press(Qt.Key.Key_Return)
    window.activateWindow()  # as a window manager does when a dialog has closed
    qtbot.waitActive(window)


def test_a_pack_is_added_used_removed_and_had_back(
    bench: Bench, keyboard: Keyboard, qtbot: QtBot, tmp_path: Path
) -> None:  # fmt: skip
    file = tmp_path / "new.cdpack"
    file.write_bytes(installed_pack(tmp_path))
    keyboard.press(Qt.Key.Key_B, CONTROL)
    assert str(bench.frame.page) == "library"
    keyboard.tab_to("Briefings")
    keyboard.press(Qt.Key.Key_Right)
    keyboard.push("Add a pack …")
    choose_file(keyboard, qtbot, bench.window, file)
    keyboard.push("Install it unsigned")
    assert bench.vault.installed.get(INSTALLED) is not None
    keyboard.push("Remove")
    assert bench.vault.installed.get(INSTALLED) is None
    keyboard.press(Qt.Key.Key_Z, CONTROL)
    assert bench.vault.installed.get(INSTALLED) is not None
    keyboard.tab_to("Packs")
    keyboard.press(Qt.Key.Key_Left)
    keyboard.tab_to("Find briefings by words")
    keyboard.type("installed one")
    keyboard.push("An installed one. New")
    assert str(bench.frame.page) == "briefing"
    assert bench.vault.attempts.open_attempt(INSTALLED, "letter") is not None


def test_a_briefing_is_found_by_its_name_from_anywhere(bench: Bench, keyboard: Keyboard) -> None:
    keyboard.press(Qt.Key.Key_K, CONTROL)
    keyboard.type("letter")
    assert QApplication.activeModalWidget() is not None
    keyboard.press(Qt.Key.Key_Return)
    assert str(bench.frame.page) == "briefing"
