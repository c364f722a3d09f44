"""What all tests share: no screen, unless a test of the suite starts one, and one application with widgets."""

import os

# Qt reads the platform when it is first imported. A test that needs a display starts Xvfb and a process of its own.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

import pytest
from PySide6.QtWidgets import QApplication


@pytest.fixture(scope="session", autouse=True)
def one_application(qapp: QApplication) -> QApplication:
    """The application comes first: the command line's tests would make one without widgets, and there is only one."""
    return qapp
