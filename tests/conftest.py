"""What all tests share: no screen, unless a test of the suite starts one, and one application with widgets."""

import gc
import os
from collections.abc import Iterator

# Qt reads the platform when it is first imported. A test that needs a display starts Xvfb and a process of its own.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

import pytest
from hypothesis import HealthCheck, settings
from PySide6.QtWidgets import QApplication

from closeddoor.policy.in_force import follow
from closeddoor.policy.reading import MachinePolicy

# How long an example takes says how busy the machine is; what a test shows is in its answer.
settings.register_profile("a busy machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("a busy machine")


@pytest.fixture(scope="session", autouse=True)
def one_application(qapp: QApplication) -> Iterator[QApplication]:
    """The application comes first: the command line's tests would make one without widgets, and there is only one.

    At the end nothing is left on the clipboard: Qt would ask for it after Python has ended, and crash.
    """
    yield qapp
    qapp.clipboard().clear()


@pytest.fixture(autouse=True)
def no_policy() -> Iterator[None]:
    """What an administrator of the machine that runs the tests has set is no part of them."""
    follow(MachinePolicy())
    yield
    follow(None)


COLLECT_ALL_EVERY = 50
"""A collection of everything takes a tenth of a second by the end of the suite; of the young alone, next to none."""


@pytest.fixture(scope="session")
def quiet_collector() -> Iterator[list[int]]:
    """No garbage is collected while a test runs: many leave a widget without a parent, which Qt may be about to use."""
    gc.disable()
    yield [0]
    gc.enable()


@pytest.fixture(autouse=True)
def collect_between_tests(quiet_collector: list[int]) -> Iterator[None]:
    yield
    quiet_collector[0] += 1
    gc.collect(1 if quiet_collector[0] % COLLECT_ALL_EVERY else 2)
