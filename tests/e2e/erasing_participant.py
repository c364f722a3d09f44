"""A child: the window as it is really started, in which somebody erases everything in the privacy room.

Says a line of JSON before, and one when the fresh program shows home. Usage: erasing_participant.py --profile DIR
--passphrase-file FILE
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLabel, QWidget

import closeddoor.__main__ as program
from closeddoor.bootstrap import Application
from closeddoor.bootstrap.session import Session
from closeddoor.presenters.privacy.erase import WORD
from closeddoor.tour.visitor import Visitor


class Participant(QObject):
    def __init__(self, application: Application) -> None:
        super().__init__(application)
        self._application = application
        self._visitor = Visitor(application.window, Path())
        application.session_began.connect(self._go_on)

    def _go_on(self, session: Session) -> None:
        go_on = self._look if "--again" in sys.argv else self._erase
        QTimer.singleShot(0, self, lambda: go_on(session))

    def _erase(self, session: Session) -> None:
        visitor, frame = self._visitor, self._application.frame
        visitor.wait_until(lambda: session.home._known.shelf is not None, "the shelf")
        frame.show("privacy")
        visitor.press("Erase everything")
        visitor.wait_until(lambda: f"Type “{WORD}” to confirm" in self._said(), "what is asked")
        visitor.write(f"Type “{WORD}” to confirm", WORD)
        self._say(page=frame.page)
        visitor.press("Erase everything")

    def _look(self, session: Session) -> None:
        self._visitor.wait_until(lambda: session.home._known.shelf is not None, "the shelf")
        told = [words for words in self._said() if words.startswith("Everything was erased")]
        self._say(page=self._application.frame.page, told=told)
        self._application.window.close()

    def _said(self) -> list[str]:
        widgets = [each for each in self._application.window.findChildren(QWidget) if each.isVisible()]
        return [each.text() for each in widgets if isinstance(each, QLabel)]

    def _say(self, **facts: Any) -> None:
        print(json.dumps({"process": os.getpid(), **facts}), flush=True)


start = Application.start


def start_and_take_part(application: Application, *given: Any, **named: Any) -> None:
    Participant(application)
    start(application, *given, **named)


if __name__ == "__main__":
    Application.start = start_and_take_part  # type: ignore[method-assign, assignment]  # the program itself is left as it is
    sys.exit(program.main())
