"""A child of the soak: the window as it is really started, confined, in which somebody does what a line asks for.

It says a line of JSON on its output whenever it is done, and does the next thing that comes as a line on its input:
the name of an activity, `lock` or `end`. After a lock this process is the same with a fresh program in it.

Usage: soak_person.py --profile DIR --passphrase-file FILE
"""

import json
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer

import closeddoor.__main__ as program
from closeddoor.bootstrap import Application
from closeddoor.bootstrap.session import Session
from closeddoor.tour.route import read_visit
from closeddoor.tour.visitor import Visitor
from closeddoor.ui.palette import NAME, Palette
from tests.e2e.endless_participant import Participant

PASSPHRASE = "a passphrase of a benchmark"  # noqa: S105 - of a history that is made for the run
QUESTIONS = (
    "What should I ask a vendor about error rates?",
    "Name one risk of a pilot that went too well.",
    "Who should own the exit clause?",
)
FIRST_WORDS = "the first words"
CONVERSATIONS_KEPT = 6
SIZE = (1440, 900)
LONGEST_WAIT_S = 300.0
RECORD_VIEWS = ("What it shows", "Attempts", "Questions due", "Statement")
LEAK_BYTES = 1_000_000


class Impatient(Visitor):
    """Says soon what it waits for in vain."""

    def wait_until(self, holds: Callable[[], bool], what: str, longest_s: float = LONGEST_WAIT_S) -> None:
        super().wait_until(holds, what, longest_s)


class Person(QObject):
    """Uses the window through what it shows; `_leaked` is the control: what this process never lets go of."""

    def __init__(self, application: Application) -> None:
        super().__init__(application)
        self._application = application
        self._visitor = Impatient(application.window, Path())
        self._leaked: list[object] = []
        self._turn = 0
        application.session_began.connect(lambda session: QTimer.singleShot(0, self, lambda: self._live(session)))
        if "--again" in sys.argv:
            QTimer.singleShot(0, self, self._open_again)

    def _open_again(self) -> None:
        self._visitor.write("Passphrase", PASSPHRASE)
        self._visitor.press("Open")

    def _live(self, session: Session) -> None:
        self._session = session
        self._visitor.wait_until(lambda: session.home._known.shelf is not None, "the shelf")  # noqa: SLF001
        self._participant = Participant(self._application, session)
        self._input = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._input.activated.connect(lambda: self._do(sys.stdin.readline().strip()))
        _say(done="open")

    def _do(self, asked: str) -> None:
        """Do one thing, and return: what Qt deletes later it deletes when the loop is back that it was told in."""
        self._input.setEnabled(False)
        if asked in ("end", ""):
            self._application.window.close()
            return
        self._application.window.resize(*SIZE)  # after a lock it is put back where it was, whenever that is read
        try:
            ACTIVITIES[asked](self)
            said = {"done": asked}
        except Exception as error:  # noqa: BLE001 - told to who asked, and the next thing may go well
            said = {"failed": asked, "why": repr(error), "where": " | ".join(traceback.format_exc().splitlines()[-4:])}
        self._input.setEnabled(True)
        QTimer.singleShot(0, self, lambda: _say(**said))

    def _lock(self) -> None:
        self._application.window.lock_requested.emit()  # this process is replaced, and does not come back from here

    def _talk(self) -> None:
        """A new conversation, and a whole reply."""
        page = self._go("Sandbox", "sandbox")
        page.new_requested.emit()
        page.length_chosen.emit("short")
        self._ask()
        self._wait_for_reply()

    def _go_on_talking(self) -> None:
        self._go("Sandbox", "sandbox")
        self._ask()
        self._wait_for_reply()

    def _regenerate(self) -> None:
        page = self._in_a_conversation()
        page.regenerate_requested.emit()
        self._visitor.rest()
        self._wait_for_reply()

    def _stop(self) -> None:
        """Ask, read the first words, and stop."""
        page = self._in_a_conversation()
        self._ask()
        self._visitor.wait_until(self._words_come, FIRST_WORDS)
        page.stop_requested.emit()
        self._wait_for_reply()

    def _switch(self) -> None:
        page = self._go("Sandbox", "sandbox")
        for row in self._session.sandbox.state.conversations[:3]:
            page.conversation_requested.emit(row.conversation_id)
            self._visitor.rest(400)

    def _search(self) -> None:
        self._go("Sandbox", "sandbox")
        for word in ("forecast", "exit clause", "pilot"):
            self._visitor.write("Search all conversations", word)
            self._visitor.rest(500)
        self._session.sandbox.listing.end_search()

    def _attach(self) -> None:
        """A short document, attached to a conversation and asked about."""
        page = self._go("Sandbox", "sandbox")
        page.new_requested.emit()
        document = self._application._profile.folder / "letter.md"  # noqa: SLF001
        document.write_text("# Terms\n\n" + "The renewal is twelve months, the notice sixty days. " * 30)
        self._session.attachments.attach((document,))
        self._visitor.wait_until(lambda: bool(self._session.attachments.state.rows), "the document")
        self._ask("How long is the notice?")
        self._wait_for_reply()

    def _tidy(self) -> None:
        """Delete all conversations but the last few: what the history grows by is kept apart from what leaks."""
        page = self._go("Sandbox", "sandbox")
        self._visitor.rest(300)
        for row in self._session.sandbox.state.conversations[CONVERSATIONS_KEPT:]:
            page.delete_requested.emit(row.conversation_id)
            self._visitor.rest(200)

    def _brief(self) -> None:
        """A whole briefing: mark, ask, decide, write, commit, and its debrief."""
        self._go("Home", "home")
        self._participant.go_on()
        while self._application.frame.page != "home":
            self._participant.go_on()
            self._visitor.rest(300)

    def _look_at_record(self) -> None:
        self._go("My record", "record")
        for view in RECORD_VIEWS:
            self._visitor.press(view)
            self._visitor.rest(400)

    def _look_in_library(self) -> None:
        page = self._go("Library", "library")
        for words in ("renewal", "board", ""):
            page.text_changed.emit(words)
            self._visitor.rest(400)

    def _use_palette(self) -> None:
        self._application.window.palette_requested.emit()
        self._visitor.write(NAME, read_visit()["palette"])
        self._visitor.rest(400)
        self._visitor.key(self._visitor.the(Palette), Qt.Key.Key_Escape)

    def _change_look(self) -> None:
        self._go("Settings", "settings")
        for theme in ("dark", "light"):
            self._session.settings.change("theme", theme)
            self._visitor.rest(400)
        for step in (1, -1):
            self._session.settings.step_text_size(step)
            self._visitor.rest(400)

    def _leak(self) -> None:
        """The control of the measurement: keep memory and a descriptor for good."""
        self._leaked += [bytearray(os.urandom(LEAK_BYTES)), os.dup(sys.stdout.fileno())]

    def _go(self, button: str, page: str) -> Any:
        """Go to a page and return it."""
        if self._application.frame.page != page:
            self._visitor.press(button)
            self._visitor.wait_until(lambda: self._application.frame.page == page, page)
        return self._application.pages.make(page)  # type: ignore[arg-type]  # a name of a page

    def _in_a_conversation(self) -> Any:
        page = self._go("Sandbox", "sandbox")
        if not self._session.sandbox.state.messages:
            self._visitor.wait_until(lambda: bool(self._session.sandbox.state.conversations), "the conversations")
            page.conversation_requested.emit(self._session.sandbox.state.conversations[0].conversation_id)
            self._visitor.wait_until(lambda: bool(self._session.sandbox.state.messages), "a conversation")
        return page

    def _ask(self, question: str = "") -> None:
        self._turn += 1
        self._visitor.write("Message to the model", question or QUESTIONS[self._turn % len(QUESTIONS)])
        self._visitor.press("Send")

    def _words_come(self) -> bool:
        rows = self._session.sandbox.state.messages
        return not self._session.chat.is_writing or any(row.state == "writing" and row.text for row in rows)

    def _wait_for_reply(self) -> None:
        self._visitor.wait_until(lambda: not self._session.chat.is_writing, "the reply to end")
        self._visitor.rest(300)


ACTIVITIES: dict[str, Callable[[Person], None]] = {
    "talk": Person._talk,  # noqa: SLF001 - the table of what it can do
    "go on talking": Person._go_on_talking,  # noqa: SLF001
    "regenerate": Person._regenerate,  # noqa: SLF001
    "stop": Person._stop,  # noqa: SLF001
    "switch": Person._switch,  # noqa: SLF001
    "search": Person._search,  # noqa: SLF001
    "attach": Person._attach,  # noqa: SLF001
    "tidy": Person._tidy,  # noqa: SLF001
    "brief": Person._brief,  # noqa: SLF001
    "record": Person._look_at_record,  # noqa: SLF001
    "library": Person._look_in_library,  # noqa: SLF001
    "palette": Person._use_palette,  # noqa: SLF001
    "look": Person._change_look,  # noqa: SLF001
    "leak": Person._leak,  # noqa: SLF001
    "lock": Person._lock,  # noqa: SLF001
}


def _say(**facts: object) -> None:
    print(json.dumps(facts), flush=True)


start = Application.start


def start_and_live(application: Application, *given: Any, **named: Any) -> None:
    Person(application)
    start(application, *given, **named)


if __name__ == "__main__":
    Application.start = start_and_live  # type: ignore[method-assign,assignment]  # the program itself is as it is
    sys.exit(program.main())
