"""What the system tells, heard over a real bus from a screen saver and a login manager of the test's own."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count

import pytest
from PySide6.QtDBus import QDBusConnection
from pytestqt.qtbot import QtBot

from closeddoor.ui.system_lock import Hears, SystemLock
from tests.fakes.login_manager import Desktop, bus

pytestmark = pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="needs dbus-daemon")
NUMBERS = count()
ALL = Hears(screen_lock=True, sleep=True, delays_sleep=True, user_switch=True)


class Listening:
    """A desktop on a bus of its own, and what is heard of it."""

    def __init__(self, address: str, parts: tuple[str, ...]) -> None:
        number = next(NUMBERS)
        self._names = (f"desktop {number}", f"window {number}")
        self.desktop = Desktop(address, self._names[0], parts)
        self.lock = SystemLock(None, *[lambda: QDBusConnection.connectToBus(address, self._names[1])] * 2)
        self.told: list[str] = []
        self.lock.told.connect(self.told.append)
        self.lock.start()

    def close(self) -> None:
        self.lock.release()
        for name in self._names:
            QDBusConnection.disconnectFromBus(name)


Listen = Callable[..., Listening]


@pytest.fixture
def listen(qtbot: QtBot) -> Iterator[Listen]:
    del qtbot
    with ExitStack() as until_the_end:

        def make(*parts: str) -> Listening:
            listening = Listening(until_the_end.enter_context(bus()), parts)
            until_the_end.callback(listening.close)
            return listening

        yield make


def test_what_a_desktop_tells_is_heard_and_what_it_does_not_is_known(listen: Listen, qtbot: QtBot) -> None:
    both = listen("screen", "login")
    qtbot.waitUntil(lambda: both.lock.hears == ALL)
    screen = listen("screen")
    qtbot.waitUntil(lambda: screen.lock.hears == Hears(screen_lock=True))
    nobody = listen()
    qtbot.wait(200)
    assert nobody.lock.hears == Hears()


def test_the_screen_locks_it_and_unlocking_the_screen_does_nothing(listen: Listen, qtbot: QtBot) -> None:
    listening = listen("screen")
    qtbot.waitUntil(lambda: listening.lock.hears.screen_lock)
    listening.desktop.screen.ActiveChanged.emit(False)
    listening.desktop.screen.ActiveChanged.emit(True)
    qtbot.waitUntil(lambda: bool(listening.told))
    assert listening.told == ["screen_lock"]


def test_sleep_waits_until_it_is_locked_and_does_so_the_next_time_too(listen: Listen, qtbot: QtBot) -> None:
    listening = listen("login")
    manager = listening.desktop.manager
    qtbot.waitUntil(lambda: listening.lock.hears == ALL)
    assert manager.asked == [("sleep", "delay")]
    assert not manager.may_sleep()
    held: list[bool] = []
    listening.lock.told.connect(lambda _: held.append(not manager.may_sleep()))
    manager.PrepareForSleep.emit(True)
    qtbot.waitUntil(manager.may_sleep)
    assert (listening.told, held) == (["sleep"], [True])
    manager.PrepareForSleep.emit(False)
    qtbot.waitUntil(lambda: len(manager.asked) == 2)
    assert listening.told == ["sleep"]


def test_a_lock_of_the_session_its_hint_and_another_account_lock_it(listen: Listen, qtbot: QtBot) -> None:
    listening = listen("login")
    desktop = listening.desktop
    qtbot.waitUntil(lambda: listening.lock.hears.user_switch)
    desktop.session.Lock.emit()
    qtbot.waitUntil(lambda: listening.told == ["screen_lock"])
    desktop.session.is_locked = True
    desktop.tell_properties_changed()
    qtbot.waitUntil(lambda: listening.told == ["screen_lock", "screen_lock"])
    desktop.session.is_active = False
    desktop.tell_properties_changed()
    qtbot.waitUntil(lambda: listening.told == ["screen_lock", "screen_lock", "screen_lock", "user_switch"])


def test_a_session_locked_before_anybody_listened_is_seen_by_looking(listen: Listen, qtbot: QtBot) -> None:
    listening = listen("login")
    listening.lock.look()  # nothing is known of the session yet
    listening.desktop.session.is_locked = True
    qtbot.waitUntil(lambda: listening.lock.hears.user_switch)
    assert listening.told == []
    listening.lock.look()
    qtbot.waitUntil(lambda: listening.told == ["screen_lock"])


def test_a_screen_saver_that_was_on_before_anybody_listened_is_seen_by_looking(listen: Listen, qtbot: QtBot) -> None:
    listening = listen("screen")
    qtbot.waitUntil(lambda: listening.lock.hears.screen_lock)
    listening.lock.look()
    qtbot.wait(200)
    assert listening.told == []
    listening.desktop.screen.is_active = True
    listening.lock.look()
    qtbot.waitUntil(lambda: listening.told == ["screen_lock"])


def test_without_a_bus_it_starts_and_hears_nothing(qtbot: QtBot) -> None:
    del qtbot
    alone = SystemLock(None, lambda: None, lambda: QDBusConnection("no such bus"))
    alone.start()
    assert alone.hears == Hears()
