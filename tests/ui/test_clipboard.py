import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from closeddoor.ui.clipboard import CLEAR_AFTER_MS, PrivateClipboard


def test_copied_text_is_marked_private_and_taken_away(qtbot: QtBot) -> None:
    clipboard = PrivateClipboard()
    clipboard.copy("what I asked the vendor")
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "what I asked the vendor"
    assert data.data("x-kde-passwordManagerHint") == b"secret"
    clipboard._timer.start(1)
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == "", timeout=5000)
    assert CLEAR_AFTER_MS == 30_000


@pytest.mark.usefixtures("qtbot")
def test_what_was_copied_elsewhere_since_stays() -> None:
    clipboard = PrivateClipboard()
    clipboard.copy("mine")
    QGuiApplication.clipboard().setText("copied in another program")
    clipboard.clear()
    assert QGuiApplication.clipboard().text() == "copied in another program"
