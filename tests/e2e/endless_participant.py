"""A child: the real application but for the embedding model, worked through briefing after briefing until killed.

Before anything is kept it says on standard output `["will", what, …]`, and `["did", what, …]` once the future that the
page waits for is complete. Usage: endless_participant.py VAULT_FOLDER
"""

import json
import sys
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QRadioButton

from closeddoor.bootstrap import Application
from closeddoor.bootstrap.session import Session
from closeddoor.profile import Profile
from closeddoor.services.practice import COMMIT, READ, SELF_SCORE, Briefing, PracticeService
from closeddoor.tour.route import read_visit
from closeddoor.tour.visitor import Visitor
from closeddoor.ui.widgets.confidence import ConfidenceScale
from closeddoor.ui.widgets.document import DocumentView
from tests.fakes.inference import FakeEmbedder
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder

PACK, SCENARIO = "org.closeddoor.vendor-proposals", "demand-forecast"
Facts = Callable[..., list[object]]

KEEPING: dict[str, Facts] = {
    "keep_answer": lambda briefing, *, task_id: [briefing.attempt_id, task_id, briefing.answers[task_id]],
    "keep_place": lambda briefing: [briefing.attempt_id, "place", briefing.position],
    "keep_committed": lambda briefing: [briefing.attempt_id, "stage", "self_score"],
    "score": lambda briefing, **_: [briefing.attempt_id, "stage", "debrief"],
    "finish": lambda briefing: [briefing.attempt_id, "stage", "finished"],
}


def say(*facts: object) -> None:
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


def tell_what_is_kept(name: str, facts: Facts) -> None:
    keep = getattr(PracticeService, name)

    def telling(service: PracticeService, briefing: Briefing, **named: Any) -> Future[Any]:
        what = facts(briefing, **named)
        say("will", *what)
        future: Future[Any] = keep(service, briefing, **named)
        future.add_done_callback(lambda done: None if done.exception() else say("did", *what))
        return future

    setattr(PracticeService, name, telling)


class Hurried(Visitor):
    """Says soon what it waits for in vain, so that a test that hangs tells why."""

    def wait_until(self, holds: Callable[[], bool], what: str, longest_s: float = 120) -> None:
        super().wait_until(holds, what, longest_s)


class Participant:
    """Does what the page asks for, through its widgets, faster than anyone reads."""

    def __init__(self, application: Application, session: Session) -> None:
        self._application = application
        self._session = session
        self._visitor = Hurried(application.window, Path())
        self._visit = read_visit()
        self._steps: dict[str, Callable[[], None]] = {
            READ: lambda: self._visitor.press("Begin the work"),
            "claims": self._mark,
            "call": self._ask,
            "decide": self._decide,
            "reply": self._write,
            COMMIT: lambda: self._visitor.press("Commit my answers"),
            SELF_SCORE: self._skip_self_score,
        }

    def go_on(self) -> None:
        """Do the next thing, wherever the application is."""
        page = self._application.frame.page
        if page == "home":
            self._visitor.wait_until(lambda: self._session.home._known.shelf is not None, "the shelf")
            # Past the rows of home, which call the same briefing new, under way or done.
            self._session.ways.open_briefing(PACK, SCENARIO)
            self._visitor.wait_until(lambda: self._application.frame.page != "home", "a briefing")
        elif page == "debrief":
            self._visitor.press_where_there("Skip")
            self._visitor.press("Done")
            self._visitor.wait_until(lambda: self._application.frame.page == "home", "home")
        elif page == "briefing" and self._session.briefing._briefing is not None:
            self._steps[self._session.briefing._step]()
        self._visitor.rest(20)

    def _mark(self) -> None:
        document = self._visitor.the(DocumentView)
        for mark in self._visit["marks"][:3]:
            start = document.displayed().index(mark["quote"])
            document.setFocus(Qt.FocusReason.OtherFocusReason)
            document.select(start, start + len(mark["quote"]))
            self._visitor.key(document, Qt.Key(Qt.Key.Key_0 + mark["label"]), str(mark["label"]))
        self._visitor.press("Continue")

    def _ask(self) -> None:
        asked = self._session.briefing._current.answers.get("call", {}).get("questions", ())
        for question in self._visit["questions"][len(asked) : 2]:
            self._visitor.write("Your question", question)
            self._visitor.press("Ask")
            self._visitor.wait_until(lambda: not self._session.briefing.is_busy, "an answer")
        self._visitor.press("Continue")

    def _decide(self) -> None:
        options = [each for each in self._application.window.findChildren(QRadioButton) if each.isVisible()]
        options[self._visit["option"] - 1].click()
        self._visitor.the(ConfidenceScale).chosen.emit(self._visit["confidence"])
        self._visitor.press("Continue")

    def _write(self) -> None:
        for paragraph in self._visit["memo"].strip().split("\n\n")[:3]:
            self._visitor.write("Your text", paragraph + "\n\n")
            self._visitor.rest(450)
        self._visitor.press("Continue")

    def _skip_self_score(self) -> None:
        self._visitor.press("Skip this")
        self._visitor.wait_until(lambda: self._application.frame.page == "debrief", "the debrief")


def main(folder: Path) -> None:
    for name, facts in KEEPING.items():
        tell_what_is_kept(name, facts)
    app = QApplication(sys.argv[:1])
    application = Application(app, Profile(folder.parent))
    # What is kept does not depend on who reads it, and a worker loading anew after each kill would take all the time.
    application.models.embedder, application.models.embedding_client = FakeEmbedder(), None
    application.frame.apply({"theme": "light", "text_scale": 1.0, "reduced_motion": True})
    application.window.resize(1440, 900)
    sessions: list[Session] = []
    application.session_began.connect(sessions.append)
    application.window.show()
    # Past the unlock page: the passphrase of a test's vault costs less than the floor that a page accepts.
    application._unlock.opened.emit(cheap_folder(folder).unlock_with_passphrase(PASSPHRASE))
    participant = Participant(application, sessions[0])
    say("begun")
    while True:
        participant.go_on()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
