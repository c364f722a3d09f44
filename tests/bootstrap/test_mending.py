"""The real application before a wrecked history: repaired at the unlock page, or restored on a fresh profile."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from closeddoor.bootstrap import Application
from closeddoor.bootstrap.session import Session
from closeddoor.profile import Profile
from closeddoor.ui.pages.privacy.copies import CopiesSection
from closeddoor.ui.pages.unlock.page import UnlockPage
from closeddoor.ui.widgets.buttons import Button
from closeddoor.vault.damaged_file import DamagedFile
from closeddoor.vault.recovery_code import RecoveryCode
from closeddoor.vault.vault import Vault
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder
from tests.vault.test_backup import back_up

TYPED = PASSPHRASE.reveal().decode()
LONGEST_MS = 30_000


class Bench:
    """The application over one profile; how often it wanted to begin anew is counted, and does not happen."""

    def __init__(self, app: QApplication, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.begun_anew = 0
        self._has_ended = False
        self.sessions: list[Session] = []
        self.application = Application(app, Profile(folder), self._begin_anew)
        self.application._front.folder = cheap_folder(folder / "vault")
        self.application.session_began.connect(self.sessions.append)
        self.application.start()

    @property
    def unlock(self) -> UnlockPage:
        return self.application._front.page

    @property
    def copies(self) -> CopiesSection:
        return self.application.pages.privacy.the(CopiesSection)

    def wait(self, condition: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=LONGEST_MS)

    def shows(self, words: str) -> bool:
        buttons = self.application.window.findChildren(Button)
        return any(each.text() == words and each.isVisible() and each.isEnabled() for each in buttons)

    def press(self, words: str) -> None:
        self.wait(lambda: self.shows(words))
        buttons = self.application.window.findChildren(Button)
        next(each for each in buttons if each.text() == words and each.isVisible() and each.isEnabled()).click()

    def show_copies(self) -> None:
        self.wait(lambda: self.sessions)
        self.sessions[-1].ways.doors().go("action", "copies")  # as the palette does
        self.wait(self.copies.isVisible)

    def titles(self) -> set[str]:
        self.wait(lambda: self.sessions)
        listed = self.sessions[-1].chat.conversations()
        self.wait(listed.done)
        return {each.title for each in listed.result()}

    def end(self) -> None:
        if self._has_ended:
            return
        self._has_ended = True
        self.application.frame.ask_before_closing(asks=False)
        self.application.window.close()
        self.application.close()
        self.application.window.deleteLater()
        self.application.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def _begin_anew(self, is_hidden: bool) -> None:  # noqa: FBT001 - as the application calls it
        """Hear nothing more of what is under way on other threads: a process that is replaced is not there."""
        assert not is_hidden
        self.begun_anew += 1
        self.application._front.dispatcher.blockSignals(True)


Start = Callable[[], Bench]


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """Return a profile folder without a history; a passphrase of one in it is cheap to try."""
    folder = tmp_path / "profile"
    folder.mkdir()
    return folder


@pytest.fixture
def start(qapp: QApplication, qtbot: QtBot, profile: Path) -> Iterator[Start]:
    """Return what starts the application, once more after it ended."""
    started: list[Bench] = []

    def begin() -> Bench:
        if started:
            started.pop().end()
        started.append(Bench(qapp, qtbot, profile))
        return started[-1]

    yield begin
    for bench in started:
        bench.end()


def fill(vault: Vault) -> None:
    for title in ("Vendor meeting", "Board"):
        conversation = vault.conversations.create(title)
        for number in range(40):
            vault.conversations.add_message(conversation, "user", f"{number} " * 300)
    vault.close()


def spoil_messages(path: Path, vault: Vault) -> int:
    """Return the number of a page of messages in the history at `path`."""
    root = vault._database.read("SELECT rootpage FROM sqlite_schema WHERE name = 'messages'")[0][0]
    key = vault._database._connect.args[1]  # type: ignore[attr-defined]  # what opens it
    vault.close()
    return DamagedFile(path, key).page(root).cells[3].child


def wreck(profile: Path) -> RecoveryCode:
    """Make a history of which a page of messages is spoilt and the end cut off."""
    folder = cheap_folder(profile / "vault")
    vault, code = folder.create(PASSPHRASE)
    fill(vault)
    path = profile / "vault" / "history.db"
    page = spoil_messages(path, folder.unlock_with_passphrase(PASSPHRASE))
    content = bytearray(path.read_bytes())
    content[page * 4_096 - 900] ^= 1
    path.write_bytes(bytes(content[:-4_096]))
    return code


def test_a_history_that_does_not_open_is_repaired_there_and_the_rest_of_it_is_open(profile: Path, start: Start) -> None:
    wreck(profile)
    bench = start()
    bench.wait(bench.unlock.isVisible)
    bench.unlock.unlock_requested.emit(TYPED)
    bench.press("Repair …")
    bench.press("Repair")
    bench.wait(lambda: bench.shows("Open it"))
    assert (profile / "vault.damaged-1" / "history.db").is_file()
    bench.press("Open it")
    assert {"Vendor meeting", "Board"} <= bench.titles()


def test_a_backup_is_restored_on_a_fresh_profile_and_opens_with_its_code(
    profile: Path, start: Start, tmp_path: Path
) -> None:
    vault, code = cheap_folder(profile / "vault").create(PASSPHRASE)
    fill(vault)
    bench = start()
    bench.wait(bench.unlock.isVisible)
    bench.unlock.unlock_requested.emit(TYPED)
    bench.show_copies()
    backup = tmp_path / "b.cdbackup"
    bench.copies.save_requested.emit(backup)
    bench.wait(backup.is_file)
    bench.wait(lambda: bench.shows("Save a backup …"))

    bench.end()
    shutil.rmtree(profile)
    profile.mkdir()
    fresh = start()
    fresh.show_copies()
    fresh.copies.step_requested.emit("restore")
    fresh.copies.backup_chosen.emit(backup)
    fresh.copies.look_into_requested.emit(code.text().reveal().decode())
    fresh.press("Put it in place")
    fresh.wait(lambda: fresh.shows("Open it"))
    assert not fresh.application.frame._state.can_navigate
    assert not fresh.shows("Privacy room")
    fresh.application.pages.privacy.section_requested.emit("")
    fresh.application.window.back_requested.emit()
    fresh.press("Open it")
    fresh.wait(lambda: fresh.begun_anew == 1)

    again = start()
    again.wait(again.unlock.isVisible)
    again.wait(lambda: again.shows("Open"))
    again.unlock.recovery_unlock_requested.emit(code.text().reveal().decode())
    assert again.titles() == {"Vendor meeting", "Board"}


def test_a_window_that_closes_gives_up_what_is_under_way(
    qapp: QApplication, profile: Path, start: Start, tmp_path: Path
) -> None:
    vault, code = cheap_folder(profile / "vault").create(PASSPHRASE)
    back_up(vault, backup := tmp_path / "b.cdbackup")
    vault.close()
    bench = start()
    bench.wait(lambda: bench.shows("Open"))
    bench.unlock.mode_requested.emit("restore")
    bench.unlock.backup_chosen.emit(backup)
    nobody_else = Event()
    bench.application._front.jobs.submit(nobody_else.wait)
    bench.unlock.look_into_requested.emit(code.text().reveal().decode())
    qapp.lastWindowClosed.emit()
    nobody_else.set()
    bench.wait(lambda: bench.application._unlock._state.problem)
    assert [path.name for path in profile.iterdir() if path.name.startswith("vault")] == ["vault"]


def test_an_open_history_is_exchanged_for_its_backup_and_the_one_before_is_listed(
    profile: Path, start: Start, tmp_path: Path
) -> None:
    vault, code = cheap_folder(profile / "vault").create(PASSPHRASE)
    fill(vault)
    bench = start()
    bench.wait(bench.unlock.isVisible)
    bench.unlock.unlock_requested.emit(TYPED)
    bench.show_copies()
    backup = tmp_path / "b.cdbackup"
    bench.copies.save_requested.emit(backup)
    bench.wait(backup.is_file)
    bench.wait(lambda: bench.shows("Restore a backup …"))
    bench.press("Restore a backup …")
    bench.copies.backup_chosen.emit(backup)
    bench.copies.look_into_requested.emit(code.text().reveal().decode())
    bench.press("Put it in place")
    bench.press("Open it")
    bench.wait(lambda: bench.begun_anew == 1)
    again = start()
    again.wait(again.unlock.isVisible)
    again.unlock.unlock_requested.emit(TYPED)
    again.show_copies()
    again.wait(lambda: again.shows("Put it back …"))
    assert again.titles() == {"Vendor meeting", "Board"}


def test_who_has_lost_every_way_erases_everything_there_and_begins_anew(profile: Path, start: Start) -> None:
    vault, _ = cheap_folder(profile / "vault").create(PASSPHRASE)
    fill(vault)
    bench = start()
    bench.wait(bench.unlock.isVisible)
    bench.wait(lambda: bench.shows("Open"))
    bench.press("Use the recovery code")
    bench.press("Erase everything and begin anew")
    bench.wait(lambda: (erase := bench.application._unlock._state.erase) is not None and erase.goes)
    bench.unlock.erase_requested.emit()
    assert (profile / "vault" / "history.db").is_file()
    bench.unlock.erase_word_typed.emit("erase")
    bench.press("Erase everything")
    assert bench.titles() == set()
    assert bench.application.frame.page == "home"
    assert not (profile / "vault").exists() or not list((profile / "vault").iterdir())
