import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.presenters.states.unlock import UnlockMode, UnlockViewState
from closeddoor.ui.pages.unlock import UnlockPage
from closeddoor.ui.widgets.buttons import Button
from closeddoor.ui.widgets.fields import SecretField
from closeddoor.ui.widgets.secret_form import Form

MODES: list[UnlockMode] = [
    "passphrase",
    "account",
    "recovery_code",
    "damaged",
    "restore",
    "preview",
    "restored",
    "repair",
    "repaired",
]


def state(mode: UnlockMode, **more: object) -> UnlockViewState:
    return UnlockViewState(mode, ("A room with the door closed.", "Nothing leaves."), ("An agent sees.",), **more)  # type: ignore[arg-type]  # a test's shorthand


@pytest.fixture
def page(qtbot: QtBot) -> UnlockPage:
    page = UnlockPage()
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    page.activateWindow()
    return page


def shown_fields(page: UnlockPage) -> list[SecretField]:
    return [field for field in page.findChildren(SecretField) if field.isVisible()]


def button(page: UnlockPage, words: str) -> Button:
    return next(each for each in page.findChildren(Button) if each.text() == words and each.isVisible())


@pytest.mark.parametrize("mode", MODES)
def test_every_mode_shows_the_promise_its_limits_and_one_primary_button(page: UnlockPage, mode: UnlockMode) -> None:
    page.render(state(mode))
    QApplication.processEvents()
    said = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert {"A room with the door closed.", "Nothing leaves.", "An agent sees."} <= set(said)
    primaries = [each for each in page.findChildren(Button) if each.isVisible() and each.property("kind") == "primary"]
    assert len(primaries) == 1


def test_a_start_waits_for_one_form_only(page: UnlockPage) -> None:
    page.render(state("passphrase"))
    assert [type(form).__name__ for form in page.findChildren(Form)] == ["PassphraseForm"]
    page.render(state("recovery_code"))
    assert {type(form).__name__ for form in page.findChildren(Form)} == {"PassphraseForm", "RecoveryCodeForm"}


def test_opening_by_keyboard_and_by_account(page: UnlockPage, qtbot: QtBot) -> None:
    page.render(state("passphrase", has_account_slot=True))
    (field,) = shown_fields(page)
    QTest.keyClicks(field, "p" * 300)
    with qtbot.waitSignal(page.unlock_requested) as told:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert told.args == ["p" * 300]
    assert field.text() == ""
    with qtbot.waitSignal(page.account_unlock_requested):
        button(page, "Open with this account").click()


def test_changing_the_mode_forgets_what_was_typed(page: UnlockPage, qtbot: QtBot) -> None:
    page.render(state("passphrase"))
    (field,) = shown_fields(page)
    QTest.keyClicks(field, "half a passphrase")
    with qtbot.waitSignal(page.mode_requested) as told:
        button(page, "Use the recovery code").click()
    assert told.args == ["recovery_code"]
    page.render(state("recovery_code"))
    assert field.text() == ""


def test_while_busy_nothing_can_be_sent(page: UnlockPage) -> None:
    page.render(state("passphrase", busy=Busy("Opening your history")))
    assert not button(page, "Open").isEnabled()
    page.render(state("passphrase", problem=Problem("That passphrase does not open this history.")))
    assert button(page, "Open").isEnabled()


def test_a_vault_without_a_passphrase_opens_with_the_account_and_leads_back_to_it(
    page: UnlockPage, qtbot: QtBot
) -> None:
    page.render(state("account", has_passphrase=False))
    with qtbot.waitSignal(page.account_unlock_requested):
        button(page, "Open with this account").click()
    page.render(state("recovery_code", has_passphrase=False, has_account_slot=True))
    assert button(page, "Use this account")


def test_leaving_the_page_forgets_what_was_typed(page: UnlockPage) -> None:
    page.render(state("passphrase"))
    (field,) = shown_fields(page)
    QTest.keyClicks(field, "half a passphrase")
    page.hide()
    assert field.text() == ""
