"""A visitor: finds widgets by what they say, uses them as a person would, waits, and takes pictures."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from closeddoor.domain.errors import KnownError
from closeddoor.language import tr
from closeddoor.tour.shown import keep_words, words_shown

W = TypeVar("W", bound=QWidget)

LONGEST_WAIT_S = 180.0
SETTLED_MS = 200
"""What has not grown for so long has the length it will have."""


class TourError(KnownError):
    """The application did not do what the visitor waited for."""

    def __init__(self, what: str) -> None:
        super().__init__("tour.stuck", f"The tour got no further: {what}.", "Pictures so far are kept.")


class Visitor:
    """Uses `window`; pictures go to `folder`, numbered in the order they were taken, with what the window said.

    `keep` hears of each.
    """

    def __init__(self, window: QWidget, folder: Path, keep: Callable[[str], None] = lambda _name: None) -> None:
        self._window = window
        self._folder = folder
        self._keep = keep
        self._count = len(list(folder.glob("*.png")))

    def press(self, words: str) -> None:
        """Press the button that says `words`, in the language that is spoken."""
        button = self.button(words)
        self.wait_until(button.isEnabled, f"the button “{words}” to be enabled")
        button.setFocus(Qt.FocusReason.MouseFocusReason)
        button.click()
        self.rest()

    def press_content(self, words: str) -> None:
        """Press the button that bears words of a pack, which no language changes."""
        self.find(QAbstractButton, lambda each: words in (each.text(), each.accessibleName()), words).click()
        self.rest()

    def button(self, words: str) -> QAbstractButton:
        """Return the button that says `words`, waiting for it to appear."""
        said = tr(words)
        return self.find(QAbstractButton, lambda each: said in (each.text(), each.accessibleName()), said)

    def press_where_there(self, words: str) -> None:
        """Press a button that only a narrow window has, or that may be gone by now."""
        words = tr(words)
        for each in self._window.findChildren(QAbstractButton):
            if each.isVisible() and each.isEnabled() and words in (each.text(), each.accessibleName()):
                each.click()
                self.rest()
                return

    def write(self, field_name: str, text: str) -> None:
        """Write into the field of this name."""
        field_name = tr(field_name)
        field = self.find(QWidget, lambda each: each.accessibleName() == field_name and _takes_text(each), field_name)
        field.setFocus(Qt.FocusReason.MouseFocusReason)
        if isinstance(field, QLineEdit):
            field.clear()
            field.insert(text)
        elif isinstance(field, QPlainTextEdit):
            field.insertPlainText(text)
        self.rest()

    def key(self, widget: QWidget, key: Qt.Key, text: str = "") -> None:
        """Press and release one key in `widget`."""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))
        self.rest()

    def the(self, kind: type[W]) -> W:
        """Return the one visible widget of a kind, waiting for it to appear."""
        return self.find(kind, lambda _: True, kind.__name__)

    def find(self, kind: type[W], fits: Callable[[W], bool], what: str) -> W:
        """Return the visible widget that fits, waiting for it to appear."""

        def found() -> list[W]:
            return [each for each in self._window.findChildren(kind) if each.isVisible() and fits(each)]

        self.wait_until(lambda: bool(found()), f"“{what}” to appear")
        return found()[0]

    def wait_until(self, holds: Callable[[], bool], what: str, longest_s: float = LONGEST_WAIT_S) -> None:
        """Let the application work until `holds`; raises `TourError` when it never does."""
        end = time.monotonic() + longest_s
        while not holds():
            if time.monotonic() > end:
                raise TourError(f"waited {longest_s:.0f} s for {what}")
            self.rest(20)

    def rest(self, milliseconds: int = 60) -> None:
        """Let the application work for a while."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def scroll(self, page: QWidget, share: float) -> None:
        """Scroll the longest scroll area of a page to a share of its length, once that is known: some is made later."""
        areas = [area for area in page.findChildren(QScrollArea) if area.isVisible()]
        bar = max((area.verticalScrollBar() for area in areas), key=lambda each: each.maximum())
        length = -1
        while length != bar.maximum():
            length = bar.maximum()
            self.rest(SETTLED_MS)
        bar.setValue(round(bar.maximum() * share))
        self.rest()

    def picture(self, name: str) -> None:
        """Save what the window shows, with the dialogs that stand over it."""
        self.rest(250)
        self._count += 1
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{self._count:02d}-{name}.png"
        shown = self._window.grab()
        with QPainter(shown) as painter:
            for dialog in self._window.findChildren(QDialog):
                if dialog.isVisible():
                    painter.drawPixmap(self._window.mapFromGlobal(dialog.pos()), dialog.grab())
        if not shown.save(str(path)):
            raise TourError(f"{path.name} could not be written")
        keep_words(self._folder, name, words_shown(self._window))
        self._keep(name)


def _takes_text(widget: QWidget) -> bool:
    return isinstance(widget, QLineEdit | QPlainTextEdit)
