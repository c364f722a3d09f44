"""A child: the window as it is really started, in which somebody types and locks, and opens it again.

Says a line of JSON before the lock, one after it, and one when it was opened again with the passphrase that comes as a
line on its input. Where the profile has a file `asks`, a reply is being written when it locks; where it has a file
`hides`, it is hidden at once; `words` holds what is typed, and it waits for a line before it locks.

Usage: locking_participant.py --profile DIR [--passphrase-file FILE]
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer
from PySide6.QtTest import QTest

import closeddoor.__main__ as program
from closeddoor.bootstrap import Application
from closeddoor.bootstrap.session import Session
from closeddoor.tour.route import read_visit
from closeddoor.tour.visitor import Visitor
from tests.e2e.running import children_of

QUESTION = "Write a long story about a king."
MEMO = "Half a sentence that nobody has"
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Participant(QObject):
    def __init__(self, application: Application) -> None:
        super().__init__(application)
        self._application = application
        self._visitor = Visitor(application.window, Path())
        self._is_again = "--again" in sys.argv
        application.session_began.connect(self._go_on)
        if self._is_again:
            QTimer.singleShot(0, self, lambda: self._visitor.wait_until(self._is_locked, "the unlock page"))
            QTimer.singleShot(0, self, self._tell_locked)

    def _is_locked(self) -> bool:
        return self._application.window.isVisible() and self._application.frame.page == "unlock"

    def _tell_locked(self) -> None:
        window = self._application.window
        self._say(page=self._application.frame.page, arguments=sys.argv[1:], is_minimised=window.isMinimized())
        self._input = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._input.activated.connect(self._open_again)

    def _open_again(self) -> None:
        self._input.setEnabled(False)
        self._visitor.write("Passphrase", sys.stdin.readline().strip())
        self._visitor.press("Open")

    def _go_on(self, session: Session) -> None:
        go_on = self._look if self._is_again else self._work
        QTimer.singleShot(0, self, lambda: go_on(session))

    def _work(self, session: Session) -> None:
        visitor, profile = self._visitor, Path(sys.argv[sys.argv.index("--profile") + 1])
        shown, words = "", profile / "words"
        visitor.wait_until(lambda: session.home._known.shelf is not None, "the shelf")
        if (profile / "asks").exists():
            visitor.press("Sandbox")
            visitor.write("Message to the model", QUESTION)
            visitor.press("Send")
            visitor.wait_until(lambda: any(row.text for row in session.sandbox.state.messages[1:]), "the first words")
        visitor.press("Library")
        visitor.press(f"{read_visit()['briefing']}. New")
        visitor.wait_until(lambda: session.briefing.in_hand is not None, "the briefing")
        session.briefing.show_step("reply")
        visitor.write("Your text", words.read_text() if words.exists() else MEMO)
        if session.sandbox.state.messages:
            shown = session.sandbox.state.messages[1].text
        self._say(children=children_of(os.getpid()), shown=shown)
        window = self._application.window
        window.activateWindow()
        visitor.rest()
        if words.exists():
            sys.stdin.readline()
        if (profile / "hides").exists():
            QTest.keyClick(window, Qt.Key.Key_H, CONTROL | SHIFT)
        else:
            QTest.keyClick(window, Qt.Key.Key_L, CONTROL)

    def _look(self, session: Session) -> None:
        self._visitor.wait_until(lambda: self._application.frame.page == "briefing", "the briefing again")
        briefing = session.briefing
        self._visitor.wait_until(lambda: briefing.in_hand is not None, "what was typed")
        assert briefing.in_hand is not None
        self._say(page=self._application.frame.page, answers=briefing.in_hand.answers, step=briefing.in_hand.opens_at)
        self._application.window.close()

    def _say(self, **facts: Any) -> None:
        print(json.dumps({"process": os.getpid(), **facts}, default=dict), flush=True)


start = Application.start


def start_and_take_part(application: Application, *given: Any, **named: Any) -> None:
    Participant(application)
    start(application, *given, **named)


if __name__ == "__main__":
    Application.start = start_and_take_part  # type: ignore[method-assign,assignment]  # the program itself is left as it is
    sys.exit(program.main())
