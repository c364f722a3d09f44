"""The real application, opened with the recovery code: another passphrase is set there and then, or put off."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from closeddoor.bootstrap import Application
from closeddoor.domain.place import Place
from closeddoor.domain.secret import Secret
from closeddoor.profile import Profile
from closeddoor.services.places import keep_place
from closeddoor.ui.pages.privacy.protection import ProtectionSection
from closeddoor.ui.widgets.buttons import Button
from closeddoor.ui.widgets.fields import SecretField
from closeddoor.vault.errors import WrongPassphraseError
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder

NEW = "other words, told to nobody"
LONGEST_MS = 30_000
PLACE = Place("briefing", pack_id="org.closeddoor.vendor-proposals", scenario_id="demand-forecast")


class Bench:
    """A kept history whose passphrase is forgotten, and the application before it."""

    def __init__(
        self, app: QApplication, qtbot: QtBot, folder: Path, *, is_again: bool = False, has_passphrase: bool = True
    ) -> None:
        self.qtbot = qtbot
        self._has_ended = False
        self.profile = Profile(folder / "profile")
        vault, self.code = cheap_folder(self.profile.vault).create(PASSPHRASE)
        vault.conversations.create("Kept")
        keep_place(vault, PLACE)
        if vault.keys is not None and not has_passphrase:
            vault.keys.remove("passphrase")
        vault.close()
        self.application = Application(app, self.profile)
        self.application._front.folder = cheap_folder(self.profile.vault)
        self.application.start(is_again=is_again)
        self.wait(self.application.pages.unlock.isVisible)
        self.application.pages.unlock.recovery_unlock_requested.emit(self.code.text().reveal().decode())
        self.wait(lambda: self.page == "privacy" and self.section.isVisible())

    @property
    def page(self) -> str:
        return self.application.frame.page

    @property
    def section(self) -> ProtectionSection:
        return self.application.pages.privacy.the(ProtectionSection)

    def wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=LONGEST_MS)

    def field(self, name: str) -> SecretField:
        fields = self.section.findChildren(SecretField)
        return next(each for each in fields if each.accessibleName() == name and each.isVisible())

    def write(self, name: str, text: str) -> None:
        self.field(name).setText(text)

    def press(self, words: str) -> None:
        self.wait(lambda: bool(self._buttons(words)))
        self._buttons(words)[0].click()

    def set_passphrase(self) -> None:
        self.write("New passphrase", NEW)
        self.write("The new passphrase once more", NEW)
        self.press("Set the passphrase")
        self.wait(lambda: bool(self._buttons("Change the passphrase …")))

    def end(self) -> None:
        if self._has_ended:
            return
        self._has_ended = True
        self.application.window.close()
        self.application.close()
        self.application.window.deleteLater()
        self.application.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def _buttons(self, words: str) -> list[Button]:
        return [each for each in self.section.findChildren(Button) if each.text() == words and each.isVisible()]


@pytest.fixture
def bench(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(qapp, qtbot, tmp_path)
    yield bench
    bench.end()


def test_a_passphrase_that_is_set_opens_it_the_next_time(bench: Bench) -> None:
    bench.wait(lambda: bench.application.window.focusWidget() is bench.field("New passphrase"))
    bench.set_passphrase()
    bench.end()
    folder = cheap_folder(bench.profile.vault)
    with pytest.raises(WrongPassphraseError):
        folder.unlock_with_passphrase(PASSPHRASE)
    opened = folder.unlock_with_passphrase(Secret.from_text(NEW))
    assert [each.title for each in opened.conversations.list()] == ["Kept"]
    opened.close()


def test_it_may_be_put_off_and_is_asked_for_once(bench: Bench) -> None:
    bench.press("Not now")
    assert bench.page == "home"
    bench.application.window.page_requested.emit("privacy")
    assert not bench.section.isVisible()
    bench.application.pages.privacy.section_requested.emit("protection")
    bench.wait(lambda: bool(bench._buttons("Change the passphrase …")))
    bench.end()
    cheap_folder(bench.profile.vault).unlock_with_passphrase(PASSPHRASE).close()


def test_after_a_lock_one_comes_back_to_where_one_was_once_it_is_put_off(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    bench = Bench(qapp, qtbot, tmp_path, is_again=True)
    bench.press("Not now")
    bench.wait(lambda: bench.page == "briefing")
    bench.end()


def test_after_a_lock_one_comes_back_to_where_one_was_once_it_is_set(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    bench = Bench(qapp, qtbot, tmp_path, is_again=True)
    bench.write("New passphrase", NEW)
    bench.write("The new passphrase once more", NEW)
    bench.press("Set the passphrase")
    bench.wait(lambda: bench.page == "briefing")
    bench.application.window.page_requested.emit("home")
    bench.application.window.page_requested.emit("privacy")
    bench.application.pages.privacy.section_requested.emit("protection")
    bench.wait(lambda: bool(bench._buttons("Change the passphrase …")))
    bench.end()
    cheap_folder(bench.profile.vault).unlock_with_passphrase(Secret.from_text(NEW)).close()


def test_a_restored_history_that_only_the_code_opens_is_given_a_passphrase(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    """As a restore leaves it on a fresh laptop: the backup has no other way."""
    bench = Bench(qapp, qtbot, tmp_path, has_passphrase=False)
    assert any("no passphrase opens it" in label.text() for label in bench.section.findChildren(QLabel))
    bench.set_passphrase()
    bench.end()
    cheap_folder(bench.profile.vault).unlock_with_passphrase(Secret.from_text(NEW)).close()
