import os
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import current_thread, main_thread

import pytest
from pytestqt.qtbot import QtBot

from closeddoor.presenters.dispatch import QtDispatcher

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "app")}
FORGOTTEN = """
import gc
from PySide6.QtCore import QCoreApplication, QTimer
from closeddoor.presenters.dispatch import QtDispatcher

class Reply:
    def __init__(self, number):
        self.number = number

    def save(self):
        print("called", self.number, flush=True)

app = QCoreApplication([])
dispatcher = QtDispatcher(app)
dispatcher.later(0.05, Reply(7).save)
gc.collect()
others = [Reply(number) for number in range(2000)]
QTimer.singleShot(200, app.quit)
app.exec()
"""


def test_what_is_called_later_lives_until_then() -> None:
    """In a process of its own: without the reference that `later` keeps, Qt calls into freed memory."""
    ended = subprocess.run(
        [sys.executable, "-c", FORGOTTEN], env=ENVIRONMENT, capture_output=True, text=True, timeout=30, check=False
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "called 7\n", "")


def test_results_of_other_threads_arrive_on_the_windows_thread(qtbot: QtBot) -> None:
    dispatcher, arrived = QtDispatcher(), list[tuple[object, bool]]()

    def note(value: object) -> None:
        arrived.append((value, current_thread() is main_thread()))

    with ThreadPoolExecutor(1) as elsewhere:
        dispatcher.deliver(elsewhere.submit(lambda: 7), note)
        dispatcher.deliver(elsewhere.submit(lambda: 1 // 0), note, lambda error: note(type(error)))
    assert arrived == []
    qtbot.waitUntil(lambda: len(arrived) == 2)
    assert arrived == [(7, True), (ZeroDivisionError, True)]


@pytest.mark.qt_no_exception_capture
def test_a_failure_that_nobody_takes_is_raised_where_the_excepthook_sees_it(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: seen.append(kind))
    dispatcher, failed = QtDispatcher(), Future[int]()
    failed.set_exception(ZeroDivisionError())
    dispatcher.deliver(failed, lambda _: None)
    qtbot.waitUntil(lambda: seen == [ZeroDivisionError])


def test_nothing_is_called_once_the_dispatcher_is_gone(qtbot: QtBot) -> None:
    dispatcher, called = QtDispatcher(), list[int]()
    dispatcher.later(0.01, lambda: called.append(1))
    dispatcher.deleteLater()
    qtbot.wait(60)
    assert called == []
