"""A child: a whole briefing in memory, keeping it, a sandbox conversation and a setting, all by keyboard.

Usage: keyboard_participant.py PROFILE
"""

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QWidget

from closeddoor.bootstrap import Application
from closeddoor.bootstrap.session import Session
from closeddoor.profile import Profile
from closeddoor.tour.route import read_visit
from closeddoor.tour.visitor import Visitor
from closeddoor.ui.widgets.document import DocumentView
from closeddoor.vault.recovery_code import GROUP_LENGTH
from tests.e2e.keyboard import Keyboard, UnexpectedWindows, names_of

ALT, CONTROL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
LONGEST_WAIT_S = 60.0
MEMO = "We cannot sign yet. Please test chilled lines at a depot we choose.\nThe renewal must be twelve months."


class Participant:
    def __init__(self, application: Application) -> None:
        self._application = application
        self._visit = read_visit()
        self._sessions: list[Session] = []
        application.session_began.connect(self._sessions.append)
        self._visitor = Visitor(application.window, Path())
        self._keys = Keyboard(application.window, lambda: self._visitor.rest(10))

    def arrive(self) -> None:
        """Home shows at once; nothing is asked."""
        self._wait_for_page("home")
        self._wait(lambda: self._session.home._known.shelf is not None, "the shelf")

    def create_history(self) -> None:
        """Keep what was done in memory, and go on where it was kept."""
        keys, visitor = self._keys, self._visitor
        keys.push("Keep it …")
        self._wait_for_page("keep")
        self._wait_for_words("The same passphrase once more")
        keys.tab_to("Passphrase")
        keys.type(self._visit["passphrase"])
        keys.tab_to("The same passphrase once more")
        keys.type(self._visit["passphrase"])
        keys.push("Keep my history")
        self._wait_for_words("I have written it down")
        texts = [label.text() for label in self._application.pages.keep.findChildren(QLabel) if label.isVisible()]
        groups = [text for text in texts if len(text) == GROUP_LENGTH and text.isalnum() and text == text.upper()]
        keys.push("I have written it down")
        visitor.rest()
        fields = [name for name in self._names() if name.startswith("Group ")]
        for name in fields:
            keys.tab_to(name)
            keys.type(groups[int(name.removeprefix("Group ")) - 1])
        keys.push("Check")
        self._wait_for_page("home")

    def brief(self) -> None:
        keys = self._keys
        keys.press(Qt.Key.Key_B, CONTROL)
        self._wait_for_page("library")
        keys.push(f"{self._visit['briefing']}. New")
        self._wait_for_page("briefing")
        keys.push("Begin the work")
        self._mark(self._visit["marks"][0])
        self._go_on()
        keys.tab_to("Your question")
        keys.type(self._visit["questions"][0])
        keys.push("Ask")
        self._wait(lambda: not self._session.briefing.is_busy, "the answer")
        self._go_on()
        keys.press(Qt.Key.Key_3)
        keys.tab_to("How sure you are")
        keys.press(Qt.Key.Key_8)
        self._go_on()
        keys.tab_to("Your text")
        keys.type(MEMO)
        self._go_on()
        keys.push("Commit my answers")
        self._wait_for_words("Skip this")
        keys.push("I made this point")
        keys.push("Show the debrief")
        self._wait_for_page("debrief")
        keys.tab_to("What did you expect?")
        keys.type(self._visit["expected"])
        keys.push("Continue")
        keys.tab_to("Next time I will ask …")
        keys.type(self._visit["next_time"])
        keys.press(Qt.Key.Key_Home, ALT)
        self._wait_for_page("home")

    def converse(self) -> None:
        keys, chat = self._keys, self._session.chat
        keys.push("Sandbox")
        self._wait_for_page("sandbox")
        keys.press(Qt.Key.Key_N, CONTROL)
        keys.tab_to("Message to the model")
        keys.type(self._visit["sandbox_question"])
        keys.press(Qt.Key.Key_Return)
        self._wait(lambda: any(row.text for row in self._session.sandbox.state.messages[1:]), "words")
        keys.press(Qt.Key.Key_Escape)
        self._wait(lambda: not chat.is_writing, "the reply to stop")
        keys.press(Qt.Key.Key_F, CONTROL)
        keys.type("forecast")
        self._wait(lambda: bool(self._session.sandbox.state.hits), "the search")

    def attach(self, document: Path) -> None:
        """Attach a document to the conversation; its name is written into Qt's own dialog."""
        keys, window = self._keys, self._application.window
        keys.push("Attach documents")
        self._wait(lambda: bool(window.findChildren(QFileDialog)), "the dialog")
        (dialog,) = window.findChildren(QFileDialog)
        field = dialog.findChild(QLineEdit, "fileNameEdit")
        assert field is not None
        field.setText(str(document))  # typed, the dialog's proposals would come between
        dialog.accept()
        self._wait(lambda: self._shows(document.name), "the document")
        window.activateWindow()  # as a desktop does after a dialog; offscreen there is none
        self._wait(window.isActiveWindow, "the keyboard")

    def _shows(self, words: str) -> bool:
        return any(words in name for name in self._names())

    def lock(self) -> None:
        """Lock with the keys: this process is replaced, and does not come back from here."""
        self._keys.press(Qt.Key.Key_L, CONTROL)
        self._visitor.rest()

    def set_theme(self) -> None:
        self._keys.press(Qt.Key.Key_Comma, CONTROL)
        self._wait_for_page("settings")
        self._keys.tab_to("System")
        for _ in ("Light", "Dark"):
            self._keys.press(Qt.Key.Key_Right)

    def _mark(self, mark: "dict[str, object]") -> None:
        """Walk to the sentence with the arrow keys, select it, press the label's digit."""
        keys, document = self._keys, self._visitor.the(DocumentView)
        if keys.focus() is not document:
            keys.press(Qt.Key.Key_F6)
        assert keys.focus() is document
        quote = str(mark["quote"])
        start = document.displayed().index(quote)
        keys.press(Qt.Key.Key_Home, CONTROL)
        while (left := start - document.selected()[0]) > 0:
            keys.press_often(Qt.Key.Key_Right, left)
        keys.press_often(Qt.Key.Key_Right, len(quote), SHIFT)
        QTest.keyClicks(document, str(mark["label"]))

    def _go_on(self) -> None:
        self._visitor.rest()
        self._keys.press(Qt.Key.Key_Right, ALT)

    def _names(self) -> list[str]:
        widgets = self._application.window.findChildren(QWidget)
        return [name for each in widgets if each.isVisible() for name in names_of(each)]

    def _wait(self, holds: Callable[[], bool], what: str) -> None:
        self._visitor.wait_until(holds, what, LONGEST_WAIT_S)

    def _wait_for_words(self, words: str) -> None:
        self._wait(lambda: words in self._names(), f"“{words}”")

    def _wait_for_page(self, page: str) -> None:
        self._wait(lambda: self._application.frame.page == page, f"the page {page}")

    @property
    def _session(self) -> Session:
        return self._sessions[0]


def main(profile: Path) -> int:
    app = QApplication(sys.argv[:1])
    application = Application(app, Profile(profile))
    participant, others = Participant(application), UnexpectedWindows(app, application.window)
    application.start()
    application.window.activateWindow()
    try:
        participant.arrive()
        participant.brief()
        participant.create_history()
        participant.converse()
        participant.set_theme()
    finally:
        application.close()
        application.window.close()
    sys.stdout.write(" ".join(others.names))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
