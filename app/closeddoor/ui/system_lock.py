"""What the system tells over D-Bus: that its screen is locked, that it goes to sleep, that another account is at it.

QtDBus and nothing else: a socket of this machine, no network. Where there is no bus, or nobody on it that tells,
`hears` says so, and that is no error.
"""

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusPendingCallWatcher,
    QDBusUnixFileDescriptor,
    QDBusVariant,
)

_SCREENS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")
_LOGIN = "org.freedesktop.login1"
_MANAGER_PATH, _MANAGER = "/org/freedesktop/login1", "org.freedesktop.login1.Manager"
_OWN_SESSION_PATH, _SESSION = "/org/freedesktop/login1/session/auto", "org.freedesktop.login1.Session"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_BUS, _BUS_PATH = "org.freedesktop.DBus", "/org/freedesktop/DBus"
_ANSWER_WITHIN_MS = 5000

Then = Callable[[Sequence[Any]], None]


@dataclass(frozen=True)
class Hears:
    """Of what this system tells; `delays_sleep`: it waits with sleeping until the window has locked."""

    screen_lock: bool = False
    sleep: bool = False
    delays_sleep: bool = False
    user_switch: bool = False


@dataclass(frozen=True)
class Call:
    """A method or a signal on a bus; without `path` a signal of any object."""

    service: str
    path: str
    interface: str
    name: str


class SystemLock(QObject):
    """`told` carries the `LockReason`; `hears_changed` comes while it is found out who tells."""

    told = Signal(str)
    hears_changed = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        session_bus: Callable[[], QDBusConnection | None] | None = None,
        system_bus: Callable[[], QDBusConnection | None] | None = None,
    ) -> None:
        super().__init__(parent)
        self._session_bus = session_bus or _session_bus
        self._system_bus = system_bus or QDBusConnection.systemBus
        self._hears = Hears()
        self._inhibitor = -1
        self._session_path = ""
        self._screens: list[str] = []

    @property
    def hears(self) -> Hears:
        return self._hears

    def start(self) -> None:
        """Ask to be told; answers come later."""
        if (bus := self._session_bus()) is not None and bus.isConnected():
            self._listen_to_screens(bus)
        if (bus := self._system_bus()) is not None and bus.isConnected():
            self._listen_to_login(bus)

    def release(self) -> None:
        """Hold sleep up no longer."""
        if self._inhibitor >= 0:
            os.close(self._inhibitor)
            self._inhibitor = -1

    # What is told

    @Slot(QDBusMessage)
    def screen_changed(self, message: QDBusMessage) -> None:
        if message.arguments()[:1] == [True]:
            self.told.emit("screen_lock")

    @Slot(QDBusMessage)
    def sleep_changed(self, message: QDBusMessage) -> None:
        """Before sleep: lock, then let it sleep; after it: ask for the time to lock before the next one."""
        if message.arguments()[:1] == [True]:
            self.told.emit("sleep")
            self.release()
        else:
            self._delay_sleep()

    @Slot(QDBusMessage)
    def lock_asked(self, message: QDBusMessage) -> None:
        del message
        self.told.emit("screen_lock")

    @Slot(QDBusMessage)
    def session_changed(self, message: QDBusMessage) -> None:
        """Look what it is now: what came with the message may be a part of it only."""
        del message
        self.look()

    def look(self) -> None:
        """Ask whether screen or session is locked, or another one at the front, now: nothing tells what was before."""
        if (bus := self._session_bus()) is not None:
            for name in self._screens:
                asked = Call(name, f"/{name.replace('.', '/')}", name, "GetActive")
                self._ask(bus, asked, [], lambda answer: self._tell_if("screen_lock", is_so=answer[0] is True))
        if not self._session_path:
            return
        self._property("LockedHint", lambda is_locked: self._tell_if("screen_lock", is_so=is_locked is True))
        self._property("Active", lambda is_active: self._tell_if("user_switch", is_so=is_active is False))

    def _tell_if(self, reason: str, *, is_so: bool) -> None:
        if is_so:
            self.told.emit(reason)

    # Asking to be told

    def _listen_to_screens(self, bus: QDBusConnection) -> None:
        for name in _SCREENS:
            self._listen(bus, Call(name, "", name, "ActiveChanged"), "screen_changed")
            asked = Call(_BUS, _BUS_PATH, _BUS, "NameHasOwner")
            self._ask(bus, asked, [name], partial(self._find_screen, name))

    def _find_screen(self, name: str, answer: Sequence[Any]) -> None:
        if answer[0] is True:
            self._screens.append(name)
            self._hear(screen_lock=True)

    def _listen_to_login(self, bus: QDBusConnection) -> None:
        self._listen(bus, Call(_LOGIN, _MANAGER_PATH, _MANAGER, "PrepareForSleep"), "sleep_changed")
        asked = Call(_BUS, _BUS_PATH, _BUS, "NameHasOwner")
        self._ask(bus, asked, [_LOGIN], lambda answer: self._hear(sleep=answer[0] is True))
        self._delay_sleep()
        own = Call(_LOGIN, _OWN_SESSION_PATH, _PROPERTIES, "Get")
        self._ask(bus, own, [_SESSION, "Id"], lambda answer: self._find_session(bus, str(_plain(answer[0]))))

    def _find_session(self, bus: QDBusConnection, name: str) -> None:
        """Signals come from the session's own path, not from the one that it is asked at."""
        self._ask(bus, Call(_LOGIN, _MANAGER_PATH, _MANAGER, "GetSession"), [name], self._listen_to_session)

    def _listen_to_session(self, answer: Sequence[Any]) -> None:
        bus = self._system_bus()
        if bus is None or not isinstance(answer[0], QDBusObjectPath):
            return
        self._session_path = path = answer[0].path()
        self._listen(bus, Call(_LOGIN, path, _SESSION, "Lock"), "lock_asked")
        self._listen(bus, Call(_LOGIN, path, _PROPERTIES, "PropertiesChanged"), "session_changed")
        self._hear(screen_lock=True, user_switch=True)

    def _listen(self, bus: QDBusConnection, signal: Call, slot: str) -> None:
        member: Any = SLOT(f"{slot}(QDBusMessage)")  # a str, which is what is taken; the stubs say bytes
        bus.connect(signal.service, signal.path, signal.interface, signal.name, self, member)

    def _delay_sleep(self) -> None:
        """Have sleep wait for the lock: the system gives a descriptor, and sleeps once it is closed."""
        bus = self._system_bus()
        if bus is not None and self._inhibitor < 0:
            words = ["sleep", "Closed Door", "Locks before sleep", "delay"]
            self._ask(bus, Call(_LOGIN, _MANAGER_PATH, _MANAGER, "Inhibit"), words, self._hold)

    def _hold(self, answer: Sequence[Any]) -> None:
        if isinstance(answer[0], QDBusUnixFileDescriptor) and answer[0].isValid() and self._inhibitor < 0:
            self._inhibitor = os.dup(answer[0].fileDescriptor())  # closed when this process is replaced
            self._hear(delays_sleep=True)

    def _property(self, name: str, then: Callable[[object], None]) -> None:
        bus = self._system_bus()
        if bus is not None:
            asked = Call(_LOGIN, self._session_path, _PROPERTIES, "Get")
            self._ask(bus, asked, [_SESSION, name], lambda answer: then(_plain(answer[0])))

    def _hear(self, **more: bool) -> None:
        """What one source tells is told, whatever another one lacks."""
        now = replace(self._hears, **{name: True for name, is_so in more.items() if is_so})
        if now != self._hears:
            self._hears = now
            self.hears_changed.emit()

    def _ask(self, bus: QDBusConnection, call: Call, arguments: list[str], then: Then) -> None:
        """Have `then` called with what is answered; an error is nobody who could tell."""
        message = QDBusMessage.createMethodCall(call.service, call.path, call.interface, call.name)
        message.setArguments(arguments)
        message.setAutoStartService(False)
        watcher = QDBusPendingCallWatcher(bus.asyncCall(message, _ANSWER_WITHIN_MS), self)

        def take(done: QDBusPendingCallWatcher) -> None:
            reply = done.reply()
            if reply.type() == QDBusMessage.MessageType.ReplyMessage and reply.arguments():
                then(reply.arguments())
            done.deleteLater()

        watcher.finished.connect(take)


def _plain(value: object) -> object:
    return value.variant() if isinstance(value, QDBusVariant) else value


def _session_bus() -> QDBusConnection | None:
    """Return the bus of the desktop, None without one: Qt would try to start one."""
    address = os.environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    with suppress(OSError):
        if address or (Path(os.environ.get("XDG_RUNTIME_DIR") or os.devnull) / "bus").exists():
            return QDBusConnection.sessionBus()
    return None
