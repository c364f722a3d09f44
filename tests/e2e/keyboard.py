"""A participant without a mouse: every step is a key in whatever has the focus; the screen is only read."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget

from closeddoor.tour.visitor import TourError

NONE = Qt.KeyboardModifier.NoModifier
LONGEST_S = 40.0


class Keyboard:
    """Types into `window`; raises `TourError` where something cannot be reached with keys."""

    def __init__(self, window: QWidget, rest: Callable[[], None]) -> None:
        self._window = window
        self._rest = rest

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press one key, as the window system would deliver it."""
        QTest.keyClick(self.focus(), key, modifier)
        self._rest()

    def press_often(self, key: Qt.Key, times: int, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Hold a key down, without a pause between its repetitions."""
        focus = self.focus()
        for _ in range(times):
            QTest.keyClick(focus, key, modifier)
        self._rest()

    def type(self, text: str) -> None:
        """Type `text`, a line end as Enter."""
        for character in text:
            if character == "\n":
                QTest.keyClick(self.focus(), Qt.Key.Key_Return)
            else:
                QTest.keyClicks(self.focus(), character)
        self._rest()

    def tab_to(self, words: str) -> None:
        """Press Tab until what is called `words` has the focus."""
        end = time.monotonic() + LONGEST_S  # a page may still be building itself
        while time.monotonic() < end:
            if words in names_of(self.focus()):
                return
            self.press(Qt.Key.Key_Tab)
        raise TourError(f"“{words}” was not reached with Tab in {LONGEST_S:.0f} s")

    def push(self, words: str) -> None:
        """Go to a button with Tab and press it with Space."""
        self.tab_to(words)
        self.press(Qt.Key.Key_Space)

    def focus(self) -> QWidget:
        """Return what has the focus; the window itself when nothing in it has."""
        return QApplication.focusWidget() or self._window


def names_of(widget: QWidget) -> tuple[str, ...]:
    """Return everything by which a person would recognise a widget."""
    shown = widget.text() if isinstance(widget, QAbstractButton) else ""
    hint = widget.placeholderText() if isinstance(widget, QLineEdit | QPlainTextEdit) else ""
    return (shown, widget.accessibleName(), hint)


class UnexpectedWindows(QObject):
    """Collects every window beside the application's own that shows, if only for a moment: it takes the focus."""

    def __init__(self, app: QApplication, window: QWidget) -> None:
        super().__init__(app)
        self._window = window
        self.names: list[str] = []
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        is_shown = event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
        if is_shown and watched is not self._window:
            self.names.append(type(watched).__name__)
        return False
