"""A child that is the program itself, at the facilitator's desk: refused in the home, then a pack begun, marked, built.

Prints JSON. Usage: confined_desk.py PROFILE HOME; the folder `Documents` of the home is there when it starts.
"""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

import closeddoor.__main__ as program
from closeddoor.bootstrap import Application
from closeddoor.bootstrap.session import Session
from closeddoor.tour.visitor import Visitor
from closeddoor.ui.pages.library.page import DESK
from tests.e2e.lone_bench import LoneBench
from tests.e2e.test_desk import begin, choose, paste_and_mark, sign_and_build

PLACE = "Choose where it goes, and begin …"


class StartedBench(LoneBench):
    """The application that the program has started, over a profile in which nothing is kept yet."""

    def __init__(self, application: Application, sessions: list[Session], pictures: Path) -> None:
        self.application = application
        application.window.resize(1440, 900)
        self.visitor = Visitor(application.window, pictures)
        self.wait_until(lambda: bool(sessions) and application.frame.page == "home", "the first page")
        self.session = sessions[0]


def refusal(bench: LoneBench, home: Path) -> str:
    """Begin a pack in the home itself, which the window may not write; return what is said."""
    bench.go("library")
    bench.visitor.press("Packs")
    bench.visitor.press(DESK)
    bench.visitor.write("Title of the pack", "Reading vendor claims")
    bench.visitor.press(PLACE)
    choose(bench, home)
    desk = bench.session.desk
    bench.wait_until(lambda: desk.state.problem is not None, "a refusal")
    problem = desk.state.problem
    return f"{problem.happened} {problem.next_step}" if problem else ""


def drive(application: Application, sessions: list[Session], profile: Path, home: Path) -> None:
    try:
        bench = StartedBench(application, sessions, profile)
        refused = refusal(bench, home)
        begin(bench, home / "Documents")
        paste_and_mark(bench)
        archive = sign_and_build(bench, home / "Documents")
        done = {"refused": refused, "archive": str(archive), "said": bench.session.desk.state.said}
        sys.stdout.write(json.dumps(done))
    finally:  # what is raised goes to the standard error, where Qt's loop leaves it
        application.window.close()
        QApplication.quit()


def main(profile: Path, home: Path) -> int:
    start = Application.start
    sessions: list[Session] = []

    def start_and_drive(application: Application, *given: object, **named: object) -> None:
        application.session_began.connect(sessions.append)
        start(application, *given, **named)  # type: ignore[arg-type]  # whatever the program gives
        QTimer.singleShot(0, lambda: drive(application, sessions, profile, home))

    setattr(Application, "start", start_and_drive)  # noqa: B010 -- a plain assignment is none to mypy
    sys.argv[1:] = ["--profile", str(profile)]
    return program.main()


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:3])))
