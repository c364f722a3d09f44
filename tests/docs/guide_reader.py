"""A child: the program as it is really started, and somebody in it with the user guide in hand.

What the reader knows is kept in a file from start to start, as a lock ends this process. It lies in the home's folder
“Documents” with what the reader saves: a confined window writes there. Usage: guide_reader.py --profile DIR
"""

import json
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

import closeddoor.__main__ as program
from closeddoor.bootstrap import Application
from closeddoor.bootstrap.session import Session
from closeddoor.tour.visitor import Visitor

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LONGEST_WAIT_S = 90.0
Part = Callable[["Reader"], None]


class Eyes(Visitor):
    """A visitor who takes no pictures, and notes every word that the window shows in the section that is read."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, Path())
        self.seen: set[str] = set()

    def rest(self, milliseconds: int = 60) -> None:
        super().rest(milliseconds)
        if milliseconds >= 60:
            self.look()

    def press(self, words: str) -> None:
        """Look before the button is pressed: it may be gone after."""
        self.button(words)
        self.look()
        super().press(words)

    def picture(self, name: str) -> None:
        """Look at what a picture would show."""
        self.wait_until(lambda: True, name)
        self.look()

    def wait_until(self, holds: Callable[[], bool], what: str, longest_s: float = LONGEST_WAIT_S) -> None:
        super().wait_until(holds, what, longest_s)

    def look(self) -> None:
        for widget in self._window.findChildren(QWidget):
            if widget.isVisible():
                self.seen.update(word.strip() for word in _said_by(widget) if word.strip())


class Reader(QObject):
    """Follows one part of the guide in one start of the program, section by section."""

    def __init__(self, application: Application) -> None:
        super().__init__(application)
        self.application = application
        self.eyes = Eyes(application.window)
        self.folder = known_file().parent
        self.known = read_known()
        self._session: Session | None = None
        application.session_began.connect(self._remember)

    def go_on(self, parts: Sequence[Part]) -> None:
        """Do the part whose turn it is; any fault ends the process, as the window would go on waiting."""
        try:
            number = self.known["part"]
            self.keep(part=number + 1)
            parts[number](self)
        except BaseException:  # noqa: BLE001 - whatever it is, it is printed
            traceback.print_exc()
            print("seen last:", sorted(self.eyes.seen), file=sys.stderr, flush=True)
            os._exit(1)
        self.application.window.close()

    @contextmanager
    def section(self, title: str) -> "Iterator[Eyes]":
        """Read a section of the guide: what is seen meanwhile is kept under its title."""
        self.eyes.seen = set(self.known["seen"].get(title, ()))
        yield self.eyes
        self.eyes.look()
        self.put_down(title)

    def put_down(self, title: str) -> None:
        """Keep what was seen so far in a section."""
        self.keep(seen={**self.known["seen"], title: sorted(self.eyes.seen)})

    def keep(self, **facts: Any) -> None:
        self.known.update(facts)
        known_file().write_text(json.dumps(self.known), encoding="utf-8")

    def choose_file(self, path: Path) -> None:
        """Type the name of a file into Qt's own dialog."""
        window = self.application.window
        self.eyes.wait_until(lambda: bool(window.findChildren(QFileDialog)), "the dialog")
        dialog = window.findChildren(QFileDialog)[-1]
        field = dialog.findChild(QLineEdit, "fileNameEdit")
        assert field is not None
        field.setText(str(path))
        dialog.accept()
        self.eyes.rest()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        window = self.application.window
        window.activateWindow()
        self.eyes.rest()
        QTest.keyClick(QApplication.focusWidget() or window, key, modifier)
        self.eyes.rest()

    def wait_for(self, page: str) -> None:
        self.eyes.wait_until(lambda: self.application.frame.page == page, f"the page {page}")

    def wait_for_words(self, words: str) -> None:
        self.eyes.find(QLabel, lambda each: words in each.text(), words)

    def session(self) -> Session:
        assert self._session is not None
        return self._session

    def _remember(self, session: Session) -> None:
        self._session = session


def known_file() -> Path:
    return Path.home() / "Documents" / "known.json"


def read_known() -> dict[str, Any]:
    path = known_file()
    known: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"part": 0, "seen": {}}
    return known


def _said_by(widget: QWidget) -> tuple[str, ...]:
    if isinstance(widget, QLabel):
        return (widget.text(),)
    if isinstance(widget, QAbstractButton):
        return (widget.text(), widget.accessibleName())
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        return (widget.accessibleName(), widget.placeholderText())
    return (widget.title(),) if isinstance(widget, QGroupBox) else (widget.accessibleName(),)


def main(parts: Sequence[Part]) -> int:
    """Start the program, with a reader who does the part whose turn it is."""
    start = Application.start

    def start_and_read(application: Application, *given: Any, **named: Any) -> None:
        reader = Reader(application)
        application.frame.apply({"reduced_motion": True, "theme": "light", "text_scale": 1.0})
        application.window.resize(1200, 800)
        QTimer.singleShot(0, reader, lambda: reader.go_on(parts))
        start(application, *given, **named)

    Application.start = start_and_read  # type: ignore[method-assign, assignment]  # the program itself is left as it is
    return program.main()
