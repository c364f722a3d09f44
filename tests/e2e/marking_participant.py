"""A child: the window as it is really started, in which somebody types marked words, every one by keys.

Takes a line of JSON on its input: `passphrase` of the history that is there, and the words `kept`, `memo` and `off`.
They go into the draft of a conversation, into a memo, and into a conversation off the record, which is
sent to the model and copied. Says `typed` when all stands there, and closes its window at the next line.
Usage: … --profile DIR
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

import closeddoor.__main__ as program
from closeddoor.bootstrap import Application
from closeddoor.bootstrap.session import Session
from closeddoor.tour.route import read_visit
from closeddoor.tour.visitor import TourError, Visitor

CONTROL = Qt.KeyboardModifier.ControlModifier
LONGEST_S = 120.0


class Participant(QObject):
    def __init__(self, application: Application, words: dict[str, str]) -> None:
        super().__init__(application)
        self._application = application
        self._words = words
        self._visitor = Visitor(application.window, Path())
        application.session_began.connect(lambda session: self._soon(lambda: self._take_part(session)))
        self._soon(self._open)

    def _soon(self, step: Callable[[], None]) -> None:
        """Do it when the window has had its turn; say where it got stuck, without a word of what was typed."""

        def do() -> None:
            try:
                step()
            except TourError as error:
                print(error, flush=True)
                self._application.window.close()

        QTimer.singleShot(0, self, do)

    def _open(self) -> None:
        self._visitor.wait_until(lambda: self._application.frame.page == "unlock", "the unlock page", LONGEST_S)
        self._type("Passphrase", self._words["passphrase"], Qt.Key.Key_Return)

    def _take_part(self, session: Session) -> None:
        self._visitor.wait_until(lambda: session.home._known.shelf is not None, "the shelf", LONGEST_S)
        self._write_memo(session)
        self._speak_off_the_record(session)
        self._begin_conversation()
        self._type("Message to the model", self._words["kept"])
        self._visitor.rest(3_000)  # what is typed is kept a moment later
        print("typed", flush=True)
        sys.stdin.readline()
        self._application.window.close()

    def _speak_off_the_record(self, session: Session) -> None:
        """Send it to the model, and copy it; the reply may come or not."""
        sandbox, text = session.sandbox, self._words["off"]
        self._begin_conversation()
        self._visitor.press("Off the record")
        self._type("Message to the model", text, Qt.Key.Key_Return)
        self._visitor.wait_until(lambda: bool(sandbox.state.messages), "the turn", LONGEST_S)
        message = self._type("Message to the model", text)
        for key in (Qt.Key.Key_A, Qt.Key.Key_C):
            QTest.keyClick(message, key, CONTROL)
        assert text in QApplication.clipboard().text()

    def _begin_conversation(self) -> None:
        self._application.frame.show("sandbox")
        QTest.keyClick(self._application.window, Qt.Key.Key_N, CONTROL)
        self._visitor.rest(300)

    def _type(self, name: str, text: str, *then: Qt.Key) -> QWidget:
        """Put the cursor into a field, as a click does, and type."""
        fields = QLineEdit | QPlainTextEdit
        field = self._visitor.find(
            QWidget, lambda each: each.accessibleName() == name and isinstance(each, fields), name
        )
        field.setFocus(Qt.FocusReason.MouseFocusReason)
        for character in text:
            QTest.keyClicks(field, character)
            self._visitor.rest(5)
        for key in then:
            QTest.keyClick(field, key)
        self._visitor.rest(50)
        return field

    def _write_memo(self, session: Session) -> None:
        self._visitor.press("Library")
        self._visitor.press(f"{read_visit()['briefing']}. New")
        self._visitor.wait_until(lambda: session.briefing.in_hand is not None, "the briefing", LONGEST_S)
        session.briefing.show_step("reply")
        self._type("Your text", self._words["memo"])


start = Application.start


def start_and_take_part(application: Application, *given: Any, **named: Any) -> None:
    Participant(application, json.loads(sys.stdin.readline()))
    start(application, *given, **named)


if __name__ == "__main__":
    Application.start = start_and_take_part  # type: ignore[method-assign, assignment]  # the program itself is left as it is
    sys.exit(program.main())
