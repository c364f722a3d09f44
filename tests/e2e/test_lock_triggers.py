"""The real, confined window is locked from outside: by a signal, by the desktop over its bus, by our own command."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtDBus import QDBusConnection
from pytestqt.qtbot import QtBot

from tests.e2e.running import ROOT, environment, started
from tests.e2e.test_locking import open_again, profile, said
from tests.fakes.login_manager import Desktop, bus

__all__ = ["profile"]
pytestmark = [
    pytest.mark.skipif(os.name != "posix", reason="signals, and a process that is replaced"),
    pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="needs dbus-daemon"),
]


def test_whatever_locks_it_from_outside_locks_it(profile: Path, qtbot: QtBot) -> None:
    del qtbot
    home = profile.with_name("home")

    def command() -> None:
        asked = [sys.executable, "-m", "closeddoor", "lock", "--profile", str(profile)]
        done = subprocess.run(asked, env=environment(home), cwd=ROOT, capture_output=True, text=True, check=True)
        assert "asked to lock" in done.stdout

    def usr1() -> None:
        """Insist while the program is replaced: before anybody listens again, the signal must not end it."""
        pause, until_s = threading.Event(), time.monotonic() + 1.0
        while time.monotonic() < until_s:
            os.kill(window.pid, signal.SIGUSR1)
            pause.wait(0.005)

    with bus() as address:
        desktop = Desktop(address, "desktop of the window", ("screen",))
        arguments = ("--profile", str(profile), "--passphrase-file", str(profile.with_name("passphrase")))
        buses = {"DBUS_SESSION_BUS_ADDRESS": address, "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nowhere"}
        causes: tuple[Callable[[], object], ...] = (
            usr1,
            lambda: desktop.screen.ActiveChanged.emit(True),
            command,
        )
        with started("-m", "tests.e2e.watched_participant", *arguments, home=home, **buses) as window:
            opened = said(window)
            for cause in causes:
                assert opened["is_confined"] == (sys.platform == "linux")
                assert opened["summaries"] == [
                    "After 15 minutes unused, with the screen if that is told, not before sleep"
                ]
                cause()
                assert said(window)["page"] == "unlock"
                opened = open_again(window)
        QDBusConnection.disconnectFromBus("desktop of the window")
