"""Two starts on one profile: the second brings the first to the front and ends."""

from pathlib import Path

from tests.e2e.running import first_line, started

FIRST = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from closeddoor.bootstrap import Application
from closeddoor.cli import run

start = Application.start

def start_and_watch(application, *given, **named):
    start(application, *given, **named)
    application.window.showMinimized()
    timer = QTimer(application, interval=20)
    timer.timeout.connect(lambda: None if application.window.isMinimized() else came_back(timer))
    timer.start()
    print("open and minimised", flush=True)

def came_back(timer):
    timer.stop()  # closing gives events a last turn
    print("at the front", flush=True)
    QApplication.quit()

Application.start = start_and_watch
sys.exit(run(["--profile", sys.argv[1]]))
"""


def test_the_second_asks_the_first_to_the_front_and_both_end_well(tmp_path: Path) -> None:
    profile = str(tmp_path / "profile")
    home = tmp_path / "home"
    with started("-c", FIRST, profile, home=home) as first:
        assert first_line(first) == "open and minimised\n"
        with started("-m", "closeddoor", "--profile", profile, home=home) as second:
            said, errors = second.communicate(timeout=30)
        assert (second.returncode, errors) == (0, "")
        assert said == "closed-door: already open; its window was asked to come to the front.\n"
        said, errors = first.communicate(timeout=30)
        assert (first.returncode, said, errors) == (0, "at the front\n", "")
    assert [path.name for path in home.rglob("*") if path.is_file()] == []
