"""What locks by itself in a session, and where the time for it is chosen."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from closeddoor.bootstrap.lock_signal import LockSignal
from closeddoor.bootstrap.lock_triggers import LOOK_AFTER_S, watch_for_locking
from closeddoor.presenters.window import LOCKS_SOON
from closeddoor.replacing import ignore_lock_signal
from closeddoor.ui.pages.privacy.lock import LockSection
from closeddoor.ui.pages.privacy.page import PrivacyPage
from closeddoor.ui.pages.settings import SettingsPage
from closeddoor.ui.system_lock import SystemLock
from closeddoor.ui.widgets.privacy_line import PrivacyLine
from closeddoor.vault.vault import Vault
from tests.bootstrap.test_session import Bench
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder


@pytest.fixture
def bench(qapp: QApplication, tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path, qapp)
    bench.window.show()
    yield bench
    bench.end()


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Vault]:
    vault, _ = cheap_folder(tmp_path / "vault").create(PASSPHRASE)
    yield vault
    vault.close()


def unused_for(bench: Bench, vault: Vault, seconds: float) -> str:
    """Leave the window alone for so long; return what the privacy line says then."""
    idle = watch_for_locking(vault, bench.session._equipment, bench.parent).idle
    idle._touched_s -= seconds
    idle.look()
    line = bench.window.findChild(PrivacyLine)
    assert line is not None
    return line._line.accessibleName()


def test_it_is_said_a_minute_before_and_then_it_locks(bench: Bench, kept: Vault) -> None:
    assert unused_for(bench, kept, 14.5 * 60) == LOCKS_SOON
    assert bench.locked == []
    unused_for(bench, kept, 15 * 60)
    assert bench.locked == ["idle"]


def test_a_history_in_memory_is_never_locked_by_time(bench: Bench) -> None:
    assert unused_for(bench, bench.vault, 24 * 3600) != LOCKS_SOON
    assert bench.locked == []


@pytest.mark.parametrize("is_used", [False, True])
def test_a_screen_locked_before_anybody_listened_is_looked_for_unless_somebody_is_there(
    bench: Bench, kept: Vault, monkeypatch: pytest.MonkeyPatch, *, is_used: bool
) -> None:
    looked: list[bool] = []
    watching = watch_for_locking(kept, bench.session._equipment, bench.parent)
    monkeypatch.setattr(watching.system, "look", lambda: looked.append(True))
    bench.dispatcher.advance(1)
    if is_used:
        watching.idle.touch()
    bench.dispatcher.advance(LOOK_AFTER_S)
    assert looked == ([] if is_used else [True])


def test_a_screen_locked_while_a_history_was_being_kept_is_looked_for_once_it_is(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[bool] = []
    monkeypatch.setattr(SystemLock, "look", lambda _: looked.append(True))
    bench.frame.tell_kept()
    assert looked == [True]


def lock_section(bench: Bench) -> LockSection:
    room = bench.window.findChild(PrivacyPage)
    assert room is not None
    return room.the(LockSection)


def test_the_time_is_chosen_in_the_room_or_in_the_settings_and_is_the_same(bench: Bench, kept: Vault) -> None:
    bench.go("privacy")
    bench.go("settings")
    section, settings = lock_section(bench), bench.window.findChild(SettingsPage)
    assert settings is not None
    section.minutes_chosen.emit(5)
    bench.dispatcher.run()
    assert (bench.frame.lock_after_minutes, bench.vault.settings.get("lock_after_minutes")) == (5, 5)
    assert bench.session.settings._values["lock_after_minutes"] == 5
    settings.setting_changed.emit("lock_after_minutes", 30)
    bench.dispatcher.run()
    assert (bench.frame.lock_after_minutes, section._shown.after_minutes) == (30, 30)
    unused_for(bench, kept, 20 * 60)
    assert bench.locked == []


def test_the_button_of_the_section_asks_the_window_to_lock(bench: Bench, qtbot: QtBot) -> None:
    bench.go("privacy")
    section = lock_section(bench)
    with qtbot.waitSignal(bench.window.lock_requested, timeout=1000):
        section.lock_requested.emit()


@pytest.mark.skipif(os.name != "posix", reason="there is no SIGUSR1")
def test_a_signal_locks_and_one_that_nobody_listens_to_ends_nothing(qtbot: QtBot) -> None:
    ignore_lock_signal()
    os.kill(os.getpid(), signal.SIGUSR1)
    came: list[str] = []
    parent = QObject()
    LockSignal(lambda: came.append("lock"), parent)
    os.kill(os.getpid(), signal.SIGUSR1)
    qtbot.waitUntil(lambda: came == ["lock"])
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGUSR1, signal.SIG_DFL)
    parent.deleteLater()
