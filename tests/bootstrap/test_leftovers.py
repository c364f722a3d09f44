"""Widgets end when Qt ends them, never when Python collects garbage.

A collection may come in the middle of anything, such as while a new look is put on one widget after the other: what it
destroys then is still on Qt's list, and the process ends.
"""

import gc
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from shiboken6 import Shiboken

from tests.bootstrap.test_session import Bench


def alive_garbage() -> list[str]:
    """Return what Qt still knows of all that only a collection of garbage would end; it is not ended."""
    gc.set_debug(gc.DEBUG_SAVEALL)
    gc.collect()
    gc.set_debug(0)
    found = [type(each).__name__ for each in gc.garbage if isinstance(each, QObject) and Shiboken.isValid(each)]
    gc.garbage.clear()
    return found


def test_nothing_that_qt_knows_is_left_to_the_collector(qapp: QApplication, tmp_path: Path) -> None:
    gc.collect()
    bench = Bench(tmp_path, qapp)
    for page in ("library", "record", "sandbox", "privacy", "settings", "home"):
        bench.go(page)
        bench.dispatcher.run()
    bench.open_committed()
    bench.end()
    del bench
    assert alive_garbage() == []


def test_every_widget_of_the_window_is_in_the_window(qapp: QApplication, tmp_path: Path) -> None:
    before = QApplication.topLevelWidgets()
    bench = Bench(tmp_path, qapp)
    new = [each for each in QApplication.topLevelWidgets() if each not in before and each is not bench.window]
    assert [type(each).__name__ for each in new if each.parent() is not bench.window] == []
    bench.end()
