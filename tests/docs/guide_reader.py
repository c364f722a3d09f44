"""A child: somebody with the guide in hand, on a fresh profile, who does what it says and the tour does not do.

Prints a line for each thing that worked, and ends with 0 when all did.

Usage: guide_reader.py PROFILE
"""

import re
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit

from closeddoor.bootstrap import Application
from closeddoor.bootstrap.session import Session
from closeddoor.profile import Profile
from closeddoor.tour.visitor import Visitor
from closeddoor.ui.shortcuts import ShortcutList
from closeddoor.vault.recovery_code import GROUP_LENGTH

PASSPHRASE, NEW_PASSPHRASE = "four plain words here", "five other plain words here"
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Reader:
    """Follows the guide in one start of the application."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.visitor = Visitor(application.window, Path())
        self.session: Session | None = None
        application.session_began.connect(self._remember)

    def first_minute(self) -> None:
        """Begin in memory, leave in the middle, go on from home, and say no to keeping it."""
        self.wait_for("home")
        self.visitor.press("Begin the briefing")
        self.visitor.press("Begin the work")
        self.visitor.press("Leave briefing")
        self.wait_for("home")
        self.visitor.press("Continue")
        self.wait_for("briefing")
        self.visitor.press("Leave briefing")
        self.visitor.press("Keep it …")
        self.visitor.press("Not now, just practise")
        self.wait_for("home")

    def meeting(self) -> None:
        self.visitor.press("Board")
        self.visitor.press("Copy the questions")
        copied = QGuiApplication.clipboard().text()
        assert copied.count("?") >= 6, copied

    def keys(self) -> None:
        """The keys that the guide names lead where it says."""
        for key, modifier, page in (
            (Qt.Key.Key_B, CONTROL, "library"),
            (Qt.Key.Key_R, CONTROL, "record"),
            (Qt.Key.Key_P, CONTROL | SHIFT, "privacy"),
            (Qt.Key.Key_M, CONTROL | SHIFT, "models"),
            (Qt.Key.Key_N, CONTROL, "sandbox"),
        ):
            self.key(key, modifier)
            self.wait_for(page)
        self.key(Qt.Key.Key_F1)
        self.visitor.the(ShortcutList).accept()

    def off_the_record(self) -> None:
        """A conversation that nothing keeps, with a part for the model, ended and forgotten."""
        visitor, chat = self.visitor, self.the_session().chat
        visitor.press("Sceptical board chair")
        box = visitor.find(QCheckBox, lambda each: each.text() == "Off the record", "off the record")
        box.click()
        visitor.write("Message to the model", "What would you ask about a pilot of six weeks?")
        visitor.press("Send")
        visitor.wait_until(self._some_words_came, "the first words")
        visitor.press_where_there("Stop")
        visitor.wait_until(lambda: not chat.is_writing, "the reply to end")
        visitor.press("Write again")
        visitor.press_where_there("Stop")
        visitor.wait_until(lambda: not chat.is_writing, "the other reply to end")
        visitor.press("End and forget")
        visitor.press("End it")

    def keep(self) -> str:
        """Keep the history; returns the recovery code as read off the page."""
        visitor = self.visitor
        visitor.press("Home")
        visitor.press("Keep it …")
        visitor.write("Passphrase", PASSPHRASE)
        visitor.write("The same passphrase once more", PASSPHRASE)
        visitor.press("Keep my history")
        visitor.button("I have written it down")
        page = self.application.pages.keep
        groups = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
        groups = [text for text in groups if len(text) == GROUP_LENGTH and text.isalnum() and text == text.upper()]
        visitor.press("I have written it down")
        for field in page.findChildren(QLineEdit):
            if field.isVisible():
                visitor.write(field.accessibleName(), groups[int(re.sub(r"\D", "", field.accessibleName())) - 1])
        visitor.press("Check")
        self.wait_for("home")
        return " ".join(groups)

    def open_with_the_code(self, code: str) -> None:
        """The passphrase does not open it: the code does, and a new passphrase is offered."""
        visitor = self.visitor
        visitor.write("Passphrase", "not this one")
        visitor.press("Open")
        visitor.press("Use the recovery code")
        visitor.write("Recovery code", code.lower())
        visitor.press("Open")
        visitor.write("New passphrase", NEW_PASSPHRASE)
        visitor.write("The new passphrase once more", NEW_PASSPHRASE)
        visitor.press("Set the passphrase")
        said = "The new passphrase opens your history from now on."
        visitor.find(QLabel, lambda each: said in each.text(), said)

    def open_again(self) -> None:
        """The passphrase that was set with the code opens it, and the conversation off the record is nowhere."""
        self.visitor.write("Passphrase", NEW_PASSPHRASE)
        self.visitor.press("Open")
        self.wait_for("home")
        self.visitor.press("Sandbox")
        self.visitor.find(QLabel, lambda each: each.text() == "No conversations yet.", "no conversation")

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        window = self.application.window
        window.activateWindow()
        self.visitor.rest()
        QTest.keyClick(QApplication.focusWidget() or window, key, modifier)
        self.visitor.rest()

    def wait_for(self, page: str) -> None:
        self.visitor.wait_until(lambda: self.application.frame.page == page, f"the page {page}")

    def the_session(self) -> Session:
        assert self.session is not None
        return self.session

    def _some_words_came(self) -> bool:
        return any(row.text for row in self.the_session().sandbox.state.messages[1:])

    def _remember(self, session: Session) -> None:
        self.session = session


def start(app: QApplication, profile: Path, follow: Callable[[Reader], None]) -> None:
    """Start the application on the profile, follow the guide in it, and end it."""
    application = Application(app, Profile(profile))
    application.frame.apply({"reduced_motion": True, "theme": "light", "text_scale": 1.0})
    application.window.resize(1200, 800)
    reader = Reader(application)
    application.start()
    try:
        follow(reader)
    finally:
        application.close()
        application.window.close()
        application.deleteLater()


def main(profile: Path) -> int:
    """Start three times: without a history, without the passphrase, and with a new one."""
    app, code = QApplication(sys.argv[:1]), ""

    def first(reader: Reader) -> None:
        nonlocal code
        for step in (reader.first_minute, reader.meeting, reader.keys, reader.off_the_record):
            step()
            print(step.__name__, flush=True)
        code = reader.keep()
        print("keep", flush=True)

    start(app, profile, first)
    start(app, profile, lambda reader: reader.open_with_the_code(code))
    print("open_with_the_code", flush=True)
    start(app, profile, Reader.open_again)
    print("open_again", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
