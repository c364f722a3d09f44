from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from closeddoor.ui.theme import Appearance, AppearanceSwitch

USUAL = Appearance("light", 1.0, reduced_motion=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # The offscreen platform has no window manager to tell about least sizes, and says so each time.
    quiet = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)
    for item in items:
        if "tests/ui/" in item.path.as_posix():
            item.add_marker(quiet)


@pytest.fixture(scope="session")
def appearance_switch(qapp: QApplication) -> AppearanceSwitch:
    return AppearanceSwitch(qapp)


@pytest.fixture(autouse=True)
def look(appearance_switch: AppearanceSwitch) -> Iterator[AppearanceSwitch]:
    # Widgets of earlier tests are really deleted first: a style sheet is put on every widget that is alive.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    appearance_switch.show(USUAL)
    yield appearance_switch
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
