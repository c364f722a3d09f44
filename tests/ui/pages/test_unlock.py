import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.presenters.states.unlock import UnlockMode, UnlockViewState
from closeddoor.ui.pages.unlock import UnlockPage
from closeddoor.ui.widgets.buttons import Button
from closeddoor.ui.widgets.choice import Tick
from closeddoor.ui.widgets.fields import SecretField

MODES: list[UnlockMode] = ["create", "recovery_show", "recovery_check", "passphrase", "recovery_code", "damaged"]


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
    page.render(state(mode, recovery_groups=("7K2M", "QX9D"), asked_groups=(0, 1)))
    QApplication.processEvents()
    said = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert {"A room with the door closed.", "Nothing leaves.", "An agent sees."} <= set(said)
    primaries = [each for each in page.findChildren(Button) if each.isVisible() and each.property("kind") == "primary"]
    assert len(primaries) == 1


def test_creating_by_keyboard_hands_over_and_forgets(page: UnlockPage, qtbot: QtBot) -> None:
    page.render(state("create", offers_account_slot=True))
    first, second = shown_fields(page)
    qtbot.waitUntil(first.hasFocus)
    QTest.keyClicks(first, "four words")
    QTest.keyClick(first, Qt.Key.Key_Tab)
    QTest.keyClicks(second, "four words")
    tick = next(each for each in page.findChildren(Tick) if "account" in each.text())
    QTest.keyClick(tick, Qt.Key.Key_Space)
    with qtbot.waitSignal(page.create_requested) as told:
        QTest.keyClick(second, Qt.Key.Key_Return)
    assert told.args == ["four words", "four words", True]
    assert [field.text() for field in (first, second)] == ["", ""]


def test_the_account_is_offered_only_where_it_can_hold_a_key(page: UnlockPage, qtbot: QtBot) -> None:
    page.render(state("create", offers_account_slot=False))
    with qtbot.waitSignal(page.create_requested) as told:
        button(page, "Create my history").click()
    assert told.args == ["", "", False]


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


def test_the_recovery_code_is_shown_once_and_not_kept(page: UnlockPage, qtbot: QtBot) -> None:
    groups = ("7K2M", "QX9D", "4TFA")
    page.render(state("recovery_show", recovery_groups=groups))
    with qtbot.waitSignal(page.recovery_noted):
        button(page, "I have written it down").click()
    page.render(state("recovery_check", asked_groups=(2, 0)))
    assert not set(groups) & {label.text() for label in page.findChildren(QLabel)}


def test_checking_the_code_asks_for_its_groups_by_number(page: UnlockPage, qtbot: QtBot) -> None:
    page.render(state("recovery_check", asked_groups=(2, 5)))
    fields = shown_fields(page)
    assert [field.accessibleName() for field in fields] == ["Group 3", "Group 6"]
    QTest.keyClicks(fields[0], "4tfa")
    QTest.keyClicks(fields[1], "8cnv")
    with qtbot.waitSignal(page.recovery_checked) as told:
        QTest.keyClick(fields[1], Qt.Key.Key_Return)
    assert told.args == [["4tfa", "8cnv"]]


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
