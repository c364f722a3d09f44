"""The first minute of the real application, in this process: nothing on the disk until it is kept."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from closeddoor.bootstrap import Application
from closeddoor.bootstrap.session import Session
from closeddoor.domain.secret import Secret
from closeddoor.inference import taking
from closeddoor.inference.model_places import ModelPlace
from closeddoor.presenters.models.choosing import CUT_OFF
from closeddoor.profile import Profile
from closeddoor.services import found_models
from closeddoor.ui.widgets.buttons import Button
from closeddoor.ui.widgets.fields import SecretField
from tests.fakes.keychain import FakeKeychain
from tests.inference.gguf_bytes import gguf
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder

TYPED = PASSPHRASE.reveal().decode()
LONGEST_MS = 30_000
"""Under load a look that changes, or a key that is worked out, takes its time."""


class Bench:
    """The application over a fresh profile; its passphrase is cheap to try, and the keychain is in memory."""

    def __init__(
        self, app: QApplication, qtbot: QtBot, folder: Path, passphrase: Secret | None = None, page: str = "home"
    ) -> None:
        self.qtbot = qtbot
        self.profile = Profile(folder / "profile")
        self.application = Application(app, self.profile)
        self.application._front.folder = cheap_folder(self.profile.vault, FakeKeychain())
        self.sessions: list[Session] = []
        self._has_ended = False
        self.application.session_began.connect(self.sessions.append)
        self.application.start(passphrase)
        qtbot.waitUntil(lambda: self.page == page, timeout=LONGEST_MS)

    @property
    def page(self) -> str:
        return self.application.frame.page

    @property
    def line(self) -> str:
        return self.application.frame._state.privacy_line

    def press(self, words: str) -> None:
        self.qtbot.waitUntil(lambda: bool(self._buttons(words)), timeout=LONGEST_MS)
        self._buttons(words)[0].click()

    def keep(self) -> None:
        """Type the passphrase twice and the groups of the code that are asked for."""
        for name in ("Passphrase", "The same passphrase once more"):
            self._field(name).setText(TYPED)
        self.press("Keep my history")
        self.check_code()

    def check_code(self) -> None:
        """Read the code off the page and type the groups of it that are asked for."""
        page = self.application.pages.keep
        self.qtbot.waitUntil(lambda: bool(self._buttons("I have written it down")), timeout=LONGEST_MS)
        groups = [label.text() for label in page._show._code]
        self.press("I have written it down")
        for field in [each for each in page.findChildren(SecretField) if each.isVisible()]:
            field.setText(groups[int(field.accessibleName().removeprefix("Group ")) - 1])
        self.press("Check")

    def end(self) -> None:
        """End the application as its process would: nothing that it planned for later comes any more."""
        if not self._has_ended:
            self._has_ended = True
            self.application.close()
            self.application.window.close()
            self.application.window.deleteLater()
            self.application.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def _field(self, name: str) -> SecretField:
        fields = self.application.pages.keep.findChildren(SecretField)
        return next(each for each in fields if each.accessibleName() == name)

    def _buttons(self, words: str) -> list[Button]:
        buttons = self.application.window.findChildren(Button)
        return [each for each in buttons if each.text() == words and each.isVisible()]


@pytest.fixture
def bench(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(qapp, qtbot, tmp_path)
    yield bench
    bench.end()


def test_a_first_start_opens_on_home_and_leaves_nothing_on_the_disk(bench: Bench) -> None:
    bench.application.window.page_requested.emit("settings")
    bench.sessions[0].settings.change("theme", "dark")
    bench.qtbot.waitUntil(lambda: bench.application.frame._state.theme == "dark", timeout=LONGEST_MS)
    bench.application.window.page_requested.emit("sandbox")
    assert "in memory only" in bench.line
    assert not bench.profile.folder.exists() or list(bench.profile.folder.iterdir()) == []
    bench.application.window.close()
    bench.qtbot.waitUntil(lambda: not bench.application.window.isVisible(), timeout=LONGEST_MS)


def test_what_is_kept_goes_on_where_the_user_was(bench: Bench) -> None:
    vault = bench.application.house.vault
    assert vault is not None
    conversation = vault.conversations.create("Vendor")
    bench.application.window.page_requested.emit("library")
    bench.press("Keep it …")
    assert bench.page == "keep"
    bench.keep()
    bench.qtbot.waitUntil(lambda: bench.page == "library", timeout=LONGEST_MS)
    assert "history encrypted" in bench.line
    bench.application.window.close()
    assert not bench.application.window.isVisible()
    bench.end()
    opened = cheap_folder(bench.profile.vault).unlock_with_passphrase(PASSPHRASE)
    assert [each.id for each in opened.conversations.list()] == [conversation]
    opened.close()


def test_a_briefing_goes_on_where_it_was_and_is_kept_with_what_follows(bench: Bench) -> None:
    session = bench.sessions[0]
    session.ways.open_briefing("org.closeddoor.vendor-proposals", "demand-forecast")
    bench.qtbot.waitUntil(
        lambda: bench.page == "briefing" and session.briefing._briefing is not None, timeout=LONGEST_MS
    )
    session.briefing.show_step("reply")
    session.briefing.write_memo("We cannot")
    bench.press("Keep it …")
    bench.keep()
    bench.qtbot.waitUntil(lambda: bench.page == "briefing", timeout=LONGEST_MS)
    session.briefing.write_memo("We cannot sign yet.")
    bench.end()
    opened = cheap_folder(bench.profile.vault).unlock_with_passphrase(PASSPHRASE)
    (attempt,) = opened.attempts.list()
    assert json.loads(opened.attempts.answers(attempt.id)["reply"].response_json) == {"text": "We cannot sign yet."}
    opened.close()


def test_a_passphrase_given_beforehand_keeps_from_the_start(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    bench = Bench(qapp, qtbot, tmp_path, PASSPHRASE, page="keep")
    qtbot.waitUntil(lambda: bool(bench._buttons("I have written it down")), timeout=LONGEST_MS)
    bench.application.window.close()
    assert (bench.application.window.isVisible(), bench.page) == (True, "keep")
    bench.check_code()
    qtbot.waitUntil(lambda: bench.page == "home", timeout=LONGEST_MS)
    assert "history encrypted" in bench.line
    bench.end()
    cheap_folder(bench.profile.vault).unlock_with_passphrase(PASSPHRASE).close()


def test_closing_asks_and_may_let_it_go(bench: Bench) -> None:
    vault = bench.application.house.vault
    assert vault is not None
    vault.conversations.create("Vendor")
    bench.application.window.close()
    bench.qtbot.waitUntil(lambda: bench.page == "keep", timeout=LONGEST_MS)
    bench.press("Go on practising")
    assert bench.page == "home"
    bench.application.window.close()
    bench.press("Let it go and close")
    assert not bench.application.window.isVisible()
    assert not bench.profile.folder.exists()


def test_a_copy_under_way_leaves_nothing_when_the_window_closes(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "CHUNK_BYTES", 1000)
    monkeypatch.setattr(found_models, "STEP_S", 0.0)
    (tmp_path / "phi-4.gguf").write_bytes(gguf() + bytes(20_000_000))
    copies = bench.profile.folder / "models"
    choosing = bench.sessions[0].models.choosing
    choosing._service._places = (ModelPlace("An app", tmp_path),)
    choosing.look()
    bench.qtbot.waitUntil(lambda: bool(choosing._found), timeout=LONGEST_MS)
    choosing.copy()
    bench.qtbot.waitUntil(lambda: copies.is_dir() and any(copies.iterdir()), timeout=LONGEST_MS)
    bench.end()
    assert list(copies.iterdir()) == []


def test_the_first_debrief_ends_with_the_question_and_the_second_does_not(bench: Bench) -> None:
    bench.sessions[0].debrief.finished.emit()
    assert bench.page == "keep"
    bench.press("Not now, just practise")
    assert bench.page == "home"
    bench.sessions[0].debrief.finished.emit()
    assert bench.page == "home"


def test_a_copy_of_a_model_that_was_cut_off_is_told_at_home_when_the_next_window_opens(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    models = tmp_path / "profile" / "models"
    models.mkdir(parents=True, mode=0o700)
    part = models / f"{'0a' * 8}.part"
    part.write_bytes(b"the beginning")
    bench = Bench(qapp, qtbot, tmp_path)
    qtbot.waitUntil(lambda: bench.sessions[0].home._notices == [CUT_OFF], timeout=LONGEST_MS)
    assert not part.exists()
    bench.end()
