"""What a desktop has on its buses: a screen saver, and systemd's login manager with one session."""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, cast

from PySide6.QtCore import ClassInfo, Property, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusObjectPath, QDBusUnixFileDescriptor

SCREEN = "org.freedesktop.ScreenSaver"
LOGIN, LOGIN_PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
SESSION, SESSION_PATH = "org.freedesktop.login1.Session", "/org/freedesktop/login1/session/_31"
ALL = QDBusConnection.RegisterOption.ExportAllContents


def interface(name: str) -> Callable[[type[QObject]], Any]:
    """Export a class under the name of an interface; the stubs of PySide know no class decorator."""
    decorated: Any = ClassInfo
    return cast("Callable[[type[QObject]], Any]", decorated({"D-Bus Interface": name}))


@contextmanager
def bus() -> Iterator[str]:
    """A message bus of the test's own; gives its address."""
    command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        assert daemon.stdout is not None
        try:
            yield daemon.stdout.readline().strip()
        finally:
            daemon.terminate()


@interface("org.freedesktop.login1.Manager")
class Manager(QObject):
    """Gives an end of a pipe to whoever wants sleep to wait: it is closed when they are ready."""

    PrepareForSleep = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[str, str]] = []
        self._ends: tuple[int, int] = (-1, -1)

    @Slot(str, str, str, str, result=QDBusUnixFileDescriptor)
    def Inhibit(self, what: str, who: str, why: str, mode: str) -> QDBusUnixFileDescriptor:  # noqa: N802 - on the bus
        assert who
        assert why
        self.asked.append((what, mode))
        self._ends = os.pipe()
        os.set_blocking(self._ends[0], False)
        return QDBusUnixFileDescriptor(self._ends[1])

    @Slot(str, result=QDBusObjectPath)
    def GetSession(self, name: str) -> QDBusObjectPath:  # noqa: N802 - as on the bus
        return QDBusObjectPath(SESSION_PATH if name == "1" else "/")

    def may_sleep(self) -> bool:
        """Whether nobody holds sleep up: all other ends of the last pipe are closed."""
        if self._ends[1] >= 0:
            os.close(self._ends[1])
            self._ends = (self._ends[0], -1)
        try:
            return os.read(self._ends[0], 1) == b""
        except BlockingIOError:
            return False


@interface(SESSION)
class LoginSession(QObject):
    Lock = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.is_active, self.is_locked = True, False

    def _id(self) -> str:
        return "1"

    def _active(self) -> bool:
        return self.is_active

    def _hint(self) -> bool:
        return self.is_locked

    Id = Property(str, _id)
    Active = Property(bool, _active)
    LockedHint = Property(bool, _hint)


@interface(SCREEN)
class ScreenSaver(QObject):
    ActiveChanged = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.is_active = False

    @Slot(result=bool)
    def GetActive(self) -> bool:  # noqa: N802 - as on the bus
        return self.is_active


class Desktop:
    """All of them on the bus at `address`; with `parts` some."""

    def __init__(self, address: str, name: str, parts: tuple[str, ...] = ("screen", "login")) -> None:
        self.connection = QDBusConnection.connectToBus(address, name)
        assert self.connection.isConnected()
        self.screen, self.manager, self.session = ScreenSaver(), Manager(), LoginSession()
        if "screen" in parts:
            assert self.connection.registerObject("/org/freedesktop/ScreenSaver", self.screen, ALL)
            assert self.connection.registerService(SCREEN)
        if "login" in parts:
            assert self.connection.registerObject(LOGIN_PATH, self.manager, ALL)
            for path in ("/org/freedesktop/login1/session/auto", SESSION_PATH):
                assert self.connection.registerObject(path, self.session, ALL)
            assert self.connection.registerService(LOGIN)

    def tell_properties_changed(self) -> None:
        signal = QDBusMessage.createSignal(SESSION_PATH, "org.freedesktop.DBus.Properties", "PropertiesChanged")
        signal.setArguments([SESSION, {}, []])
        assert self.connection.send(signal)
