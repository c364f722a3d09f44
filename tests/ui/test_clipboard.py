import gc
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from closeddoor.text.read import render_chat
from closeddoor.ui.clipboard import CLEAR_AFTER_MS, PRIVATE_FORMATS, PrivateClipboard
from closeddoor.ui.widgets.document.view import DocumentView
from closeddoor.ui.widgets.fields import Line, SecretField, TextArea
from closeddoor.ui.widgets.markdown_stream import MarkdownStream
from closeddoor.ui.widgets.words import words

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _empty_clipboard(qtbot: QtBot) -> Iterator[None]:  # noqa: ARG001  brings Qt up
    QGuiApplication.clipboard().clear()
    yield
    QGuiApplication.clipboard().clear()


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


def text_area() -> QWidget:
    area = TextArea("Memo")
    area.set_draft("Ask the *vendor*")
    area.selectAll()
    return area


def stream() -> QWidget:
    shown = MarkdownStream()
    shown.set_text("Ask the *vendor*")
    shown.selectAll()
    return shown


def document() -> QWidget:
    view = DocumentView()
    view.set_document(render_chat("Ask the *vendor*"))
    view.select(0, 14)
    return view


def label() -> QWidget:
    shown = words("Ask the *vendor*", selectable=True)
    assert isinstance(shown, QLabel)
    shown.setSelection(0, 16)
    return shown


def line() -> QWidget:
    field = Line("What to look for")
    field.setText("Ask the *vendor*")
    field.selectAll()
    return field


@pytest.mark.parametrize("made", [text_area, stream, document, label, line])
def test_what_any_text_copies_is_characters_marked_private_and_taken_away(
    made: Callable[[], QWidget], qtbot: QtBot
) -> None:
    clipboard, widget = PrivateClipboard(), made()
    qtbot.addWidget(widget)
    widget.show()
    QTest.keyClick(widget, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    gc.collect()
    data = QGuiApplication.clipboard().mimeData()
    assert data.text().replace("*", "").strip() == "Ask the vendor"
    assert set(data.formats()) == {"text/plain", *PRIVATE_FORMATS}
    assert clipboard._timer.isActive()
    clipboard._timer.start(1)
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == "", timeout=5000)


def _copied() -> tuple[str, bool]:
    data = QGuiApplication.clipboard().mimeData()
    return data.text(), set(data.formats()) == {"text/plain", *PRIVATE_FORMATS}


@pytest.mark.parametrize(("way", "left"), [("edit-copy", "Ask the *vendor*"), ("edit-cut", "")])
def test_the_menu_of_a_line_copies_and_cuts_in_private(way: str, left: str, qtbot: QtBot) -> None:
    field = line()
    qtbot.addWidget(field)
    assert isinstance(field, Line)
    usual = {each.objectName(): each.text() for each in field.createStandardContextMenu().actions()}
    next(each for each in field.menu_now().actions() if each.text() == usual[way]).trigger()
    assert (_copied(), field.text()) == (("Ask the *vendor*", True), left)


@pytest.mark.parametrize("key", [QKeySequence.StandardKey.Cut, QKeySequence.StandardKey.Copy])
@pytest.mark.parametrize("number", [0, 1])
def test_every_key_that_takes_words_out_of_a_line_takes_them_in_private(
    key: QKeySequence.StandardKey, number: int, qtbot: QtBot
) -> None:
    field = line()
    qtbot.addWidget(field)
    QTest.keySequence(field, QKeySequence.keyBindings(key)[number])
    assert _copied() == ("Ask the *vendor*", True)


def test_what_is_hidden_is_not_copied_and_what_is_shown_is_in_private(qtbot: QtBot) -> None:
    field = SecretField("Passphrase")
    qtbot.addWidget(field)
    field.setText("correct horse")
    field.selectAll()
    field.copy()
    field.cut()
    assert (QGuiApplication.clipboard().text(), field.text()) == ("", "correct horse")
    field.setEchoMode(QLineEdit.EchoMode.Normal)
    QTest.keyClick(field, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    assert (_copied(), field.text(), field.dragEnabled()) == (("correct horse", True), "", False)


def test_what_is_not_ours_is_not_counted() -> None:
    clipboard = PrivateClipboard()
    QGuiApplication.clipboard().setText("copied in another program")
    clipboard.clear()
    assert not clipboard._timer.isActive()
    assert QGuiApplication.clipboard().text() == "copied in another program"


CLOSE = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from closeddoor.bootstrap import Application
from closeddoor.profile import Profile
from closeddoor.ui.widgets.fields import TextArea

app = QApplication([])
application = Application(app, Profile(Path(sys.argv[1])))
area = TextArea("Memo")
area.set_draft("what I asked the vendor")
area.selectAll()
area.copy()
before = app.clipboard().text()
application.close()
print(before, "|", app.clipboard().text())
"""


def test_closing_takes_away_what_was_copied(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-B", "-c", CLOSE, str(tmp_path / "profile")],
        env={"PATH": "", "HOME": str(tmp_path), "PYTHONPATH": str(ROOT / "app"), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.stdout.strip() == "what I asked the vendor |", ended.stderr
