"""The keys section in a session, over a history that is kept while it is open."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from closeddoor.bootstrap.locking import Holding, Locker, Opened
from closeddoor.bootstrap.places import NEW_CODE_PUT, NEW_CODE_UNCHECKED
from closeddoor.bootstrap.privacy_protection import has_unchecked_code
from closeddoor.domain.errors import BugError
from closeddoor.domain.place import Place
from closeddoor.presenters.states.shared import Problem
from closeddoor.services.places import take_place
from closeddoor.ui.pages.privacy.page import PrivacyPage
from closeddoor.ui.pages.privacy.protection import ProtectionSection
from closeddoor.ui.widgets.buttons import Button
from closeddoor.vault import rotation
from closeddoor.vault.errors import DiskFullError
from closeddoor.vault.vault_folder import VaultFolder
from closeddoor.vault.ways import Protection
from tests.bootstrap.test_session import Bench
from tests.fakes.keychain import QuickKeychain
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder

TYPED = PASSPHRASE.reveal().decode()


class KeysBench(Bench):
    """Shows the section as it stands alone; a kept history is cheap to open."""

    def __init__(self, folder: Path, app: QApplication) -> None:
        super().__init__(folder, app)
        self.window.show()
        self.folder: VaultFolder = cheap_folder(folder / "vault", QuickKeychain())
        self.session.privacy.refresh()
        found = self.window.findChild(PrivacyPage)
        assert found is not None
        self.section = found.the(ProtectionSection)

    def keep(self) -> None:
        self.folder.keep(self.vault, Protection("passphrase", PASSPHRASE))

    def show(self) -> None:
        self.go("privacy")
        self.session.privacy.show_section("protection")
        self.dispatcher.run()

    def shows(self, words: str) -> bool:
        return any(each.text() == words and each.isVisible() for each in self.section.findChildren(Button))

    def new_keys(self) -> None:
        """Make new keys."""
        self.put_new_keys()
        self.dispatcher.run()

    def lock(self) -> Place | None:
        """Lock, and return the place that the history has when it is opened again."""
        equipment, locked = self.session._equipment, list[bool]()
        holding = Holding(self.window, self.frame, equipment.clipboard, equipment.models, equipment.database)
        locker = Locker(holding, locked.append)
        locker.guard(Opened(self.vault, self.session))
        locker.lock("shortcut")
        assert len(locked) == 1
        self.vault = self.folder.unlock_with_passphrase(PASSPHRASE)
        return take_place(self.vault)

    def put_new_keys(self) -> None:
        """Make new keys as far as the retyped groups; nobody has heard yet whether they are in force."""
        self.section.step_requested.emit("keys")
        self.section.sent.emit(TYPED, "", "")
        self.dispatcher.run()
        groups = [label.text() for label in self.section._code._code]
        self.section.code_noted.emit()
        asked = [field.accessibleName().removeprefix("Group ") for field in self.section._check._fields]
        self.section.groups_checked.emit([groups[int(number) - 1] for number in asked])


@pytest.fixture
def bench(qapp: QApplication, tmp_path: Path) -> Iterator[KeysBench]:
    bench = KeysBench(tmp_path, qapp)
    yield bench
    bench.end()


def test_what_is_in_memory_leads_to_keeping_and_shows_its_ways_once_it_is_kept(bench: KeysBench, qtbot: QtBot) -> None:
    bench.show()
    assert bench.shows("Keep it …")
    with qtbot.waitSignal(bench.window.keep_requested):
        bench.section.keep_requested.emit()
    bench.keep()
    bench.show()
    assert bench.shows("Change the passphrase …")


def test_the_session_goes_on_under_new_keys(bench: KeysBench) -> None:
    bench.vault.conversations.create("Before")
    bench.keep()
    bench.show()
    bench.new_keys()
    assert bench.shows("Make new keys …")
    bench.vault.conversations.create("After")
    bench.go("home")
    bench.dispatcher.run()
    bench.vault.close()
    opened = bench.folder.unlock_with_passphrase(PASSPHRASE)
    assert sorted(each.title for each in opened.conversations.list()) == ["After", "Before"]
    opened.close()


def test_a_history_that_had_to_be_closed_begins_afresh(
    bench: KeysBench, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """The keys count, and the disk refuses what should have followed: nothing can be done here but to open it anew."""

    def refuse(*_: object) -> None:
        raise DiskFullError

    bench.keep()
    bench.show()
    monkeypatch.setattr(rotation, "open_history", refuse)
    bench.new_keys()
    monkeypatch.undo()
    bench.session.privacy.show_section("stored")
    assert bench.shows("Open it again"), "no other section has anything to read"
    assert bench.session.privacy.go_back()
    assert bench.shows("Open it again")
    with qtbot.waitSignal(bench.section.restart_requested):
        next(each for each in bench.section.findChildren(Button) if each.text() == "Open it again").click()
    assert len(bench.afresh) == 1
    bench.window.close()
    with suppress(BugError):  # the place of the window, which a closed history does not take
        bench.dispatcher.advance(1)
    assert len(bench.afresh) == 1, "who closes the window wants no other"
    bench.window.show()
    bench.frame.show("keep")  # any other page; this one asks the history for nothing
    bench.dispatcher.advance(1)
    assert len(bench.afresh) == 2
    bench.vault.close()
    bench.folder.unlock_with_passphrase(PASSPHRASE).close()


def test_a_new_code_that_a_lock_took_away_is_said_to_be_none(bench: KeysBench) -> None:
    """Whoever wrote it down, and was locked out before it was checked, has a paper that opens nothing."""
    bench.keep()
    bench.show()
    assert not has_unchecked_code(bench.session.privacy)
    bench.section.step_requested.emit("code")
    bench.section.sent.emit(TYPED, "", "")
    bench.dispatcher.run()
    assert bench.lock() == Place("privacy", view="protection", new_code_unchecked=True)


def test_a_lock_while_new_keys_are_put_does_not_say_that_their_code_is_none(bench: KeysBench) -> None:
    bench.keep()
    bench.show()
    bench.put_new_keys()
    assert bench.lock() == Place("privacy", view="protection", new_code_put=True)


@pytest.mark.parametrize(("page", "view"), [("privacy", ""), ("privacy", "protection"), ("home", "")])
@pytest.mark.parametrize("what", [NEW_CODE_UNCHECKED, NEW_CODE_PUT])
def test_it_is_said_where_one_comes_back_to(bench: KeysBench, page: str, view: str, what: Problem) -> None:
    is_put = what is NEW_CODE_PUT
    bench.session.come_back(Place(page, view=view, new_code_unchecked=not is_put, new_code_put=is_put))
    bench.dispatcher.run()
    assert bench.frame.page == page
    assert what.happened in bench.said()
