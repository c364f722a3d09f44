"""Whether somebody is there: real events at a real window, under a clock of the test's own."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QMouseEvent, QWheelEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from closeddoor.ui.idle import LOOK_EVERY_S, IdleWatch, seconds_with_sleep, words_shown
from closeddoor.ui.widgets.document.view import DocumentView

LIMIT_S = 15 * 60.0


class Room:
    """A window with a field, watched."""

    def __init__(self, qtbot: QtBot, qapp: QApplication) -> None:
        self.now_s = 1000.0
        self.minutes = 15.0
        self.words = 0
        self.told: list[str] = []
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.field = QLineEdit()
        column = QVBoxLayout(self.window)
        column.addWidget(self.field)
        column.addWidget(QLabel("words"))
        self.window.show()
        self.window.activateWindow()
        self.field.setFocus()
        qtbot.waitUntil(lambda: qapp.focusWidget() is self.field)
        self.watch = IdleWatch(lambda: self.minutes, lambda: self.words, self.window, lambda: self.now_s)
        self.watch.warned.connect(lambda is_near: self.told.append("soon" if is_near else "stays"))
        self.watch.lock_due.connect(lambda: self.told.append("lock"))
        self.watch.start(qapp)

    @property
    def handle(self) -> QWindow:
        return self.window.windowHandle()

    def nobody_for(self, seconds: float) -> None:
        """Let time pass as it does for a window that runs."""
        until_s = self.now_s + seconds
        while self.now_s < until_s:
            self.now_s = min(self.now_s + LOOK_EVERY_S, until_s)
            self.watch.look()


@pytest.fixture
def room(qtbot: QtBot, qapp: QApplication) -> Room:
    return Room(qtbot, qapp)


def move(window: QWindow, x: int) -> None:
    at = QPointF(x, 5)
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(QEvent.Type.MouseMove, at, at, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, event)


def turn_wheel(window: QWindow) -> None:
    at, none = QPointF(5, 5), Qt.MouseButton.NoButton
    event = QWheelEvent(
        *(at, at, QPoint(), QPoint(0, -120), none, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)
    )
    QApplication.sendEvent(window, event)


def test_it_says_so_a_minute_before_and_then_locks_once(room: Room) -> None:
    room.nobody_for(LIMIT_S - 61)
    assert room.told == []
    room.nobody_for(2)
    assert room.told == ["soon"]
    room.nobody_for(60)
    assert room.told == ["soon", "stays", "lock"]
    room.nobody_for(LIMIT_S)
    assert room.told == ["soon", "stays", "lock"]


@pytest.mark.parametrize("how", ["key", "pointer", "button", "wheel", "input method"])
def test_whoever_is_there_keeps_it_open(room: Room, how: str) -> None:
    move(room.handle, 1)
    room.nobody_for(LIMIT_S - 30)
    assert room.told == ["soon"]
    match how:
        case "key":
            QTest.keyClick(room.handle, Qt.Key.Key_A)
        case "pointer":
            move(room.handle, 2)
        case "button":
            QTest.mouseClick(room.handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(3, 3))
        case "wheel":
            turn_wheel(room.handle)
        case "input method":
            typed = QInputMethodEvent()
            typed.setCommitString("語")
            QApplication.sendEvent(room.field, typed)
    assert room.told == ["soon", "stays"]
    room.nobody_for(LIMIT_S - 61)
    assert room.told == ["soon", "stays"]


def test_a_pointer_that_is_told_of_and_did_not_move_is_nobody(room: Room) -> None:
    move(room.handle, 1)
    room.nobody_for(LIMIT_S - 30)
    move(room.handle, 1)
    assert room.told == ["soon"]


def test_who_writes_in_a_dialog_is_there(room: Room, qtbot: QtBot) -> None:
    dialog = QDialog(room.window)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWindow() is dialog.windowHandle())
    room.nobody_for(LIMIT_S - 30)
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_A)
    assert room.told == ["soon", "stays"]
    dialog.close()


def test_after_a_sleep_the_first_key_locks_instead_of_keeping_open(room: Room) -> None:
    room.now_s += LIMIT_S + 1
    QTest.keyClick(room.handle, Qt.Key.Key_A)
    assert room.told == ["lock"]


def test_a_document_is_read_until_its_time_has_passed_twice(room: Room) -> None:
    room.words = 240 * 20
    room.nobody_for(LIMIT_S + 1)
    assert room.told == []
    room.nobody_for(25 * 60)
    assert room.told[-1] == "lock"


def test_never_is_never_and_another_time_counts_from_now(room: Room) -> None:
    room.minutes = 0
    room.nobody_for(10 * LIMIT_S)
    assert room.told == []
    room.minutes = 5
    room.watch.look()
    assert room.told == ["lock"]


def test_the_clock_goes_on() -> None:
    assert seconds_with_sleep() <= seconds_with_sleep()


def test_what_can_be_read_now_is_counted(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    shown, hidden = DocumentView(parent=window), DocumentView(parent=window)
    for view in (shown, hidden):
        view.setPlainText("five words of a document")
        column.addWidget(view)
    hidden.hide()
    assert words_shown(window) == 0, "nobody reads a window that is not shown"
    window.show()
    assert words_shown(window) == 5
    window.showMinimized()
    assert words_shown(window) == 0
