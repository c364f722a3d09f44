import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from closeddoor.presenters.keep import WITH_KEYCHAIN, WITH_PASSPHRASE
from closeddoor.presenters.promise import LIMITS, promise_of
from closeddoor.presenters.states.keep import KeepMode, KeepViewState
from closeddoor.presenters.states.shared import Busy
from closeddoor.tour.geometry import problems_of
from closeddoor.ui.pages.keep import KeepPage
from closeddoor.ui.theme import Appearance, AppearanceSwitch
from closeddoor.ui.widgets.buttons import Button
from closeddoor.ui.widgets.fields import SecretField
from closeddoor.ui.widgets.option_row import OptionRow
from tests.ui.shown import exposed, settle

MODES: list[KeepMode] = ["ask", "ask_closing", "choose", "recovery_show", "recovery_check", "kept"]
GROUPS = ("7K2M", "QX9D", "4TFA", "8CNV", "W3PR", "HJ5Z", "1B6E")


def state(mode: KeepMode, **more: object) -> KeepViewState:
    given: dict[str, object] = {"promise": promise_of(confines=True), "proof": ("The kernel.",), "limits": LIMITS}
    if mode == "recovery_show":
        given["recovery_groups"] = GROUPS
    return KeepViewState(mode, **{"protections": WITH_KEYCHAIN, "asked_groups": (2, 5), **given, **more})  # type: ignore[arg-type]  # a test's shorthand


@pytest.fixture
def page(qtbot: QtBot) -> KeepPage:
    return exposed(qtbot, KeepPage())


def fields(page: KeepPage) -> list[SecretField]:
    return [field for field in page.findChildren(SecretField) if field.isVisible()]


def button(page: KeepPage, words: str) -> Button:
    return next(each for each in page.findChildren(Button) if each.text() == words and each.isVisible())


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("size", "scale"), [((824, 640), 1.0), ((824, 640), 2.0), ((1240, 840), 1.3)])
def test_nothing_is_cut_off_and_one_button_is_primary(
    page: KeepPage, look: AppearanceSwitch, mode: KeepMode, theme: str, size: tuple[int, int], scale: float
) -> None:
    look.show(Appearance(theme, scale, reduced_motion=True))  # type: ignore[arg-type]  # a parameter
    page.resize(*size)
    page.render(state(mode))
    settle()
    assert problems_of(page) == []
    primaries = [each for each in page.findChildren(Button) if each.isVisible() and each.property("kind") == "primary"]
    assert len(primaries) == 1


def test_keeping_by_keyboard_hands_over_and_forgets(page: KeepPage, qtbot: QtBot) -> None:
    page.render(state("choose"))
    first, second = fields(page)
    qtbot.waitUntil(first.hasFocus)
    QTest.keyClicks(first, "four words")
    QTest.keyClick(first, Qt.Key.Key_Tab)
    QTest.keyClicks(second, "four words")
    with qtbot.waitSignal(page.create_requested) as told:
        QTest.keyClick(second, Qt.Key.Key_Return)
    assert told.args == ["four words", "four words"]
    assert [field.text() for field in (first, second)] == ["", ""]


def test_a_protection_is_chosen_with_the_arrow_keys_and_says_its_risk(page: KeepPage, qtbot: QtBot) -> None:
    page.render(state("choose"))
    options = page.findChildren(OptionRow)
    assert [option.isChecked() for option in options] == [True, False, False]
    assert "Weaker" in options[2].accessibleDescription()
    options[0].setFocus()
    with qtbot.waitSignal(page.protection_chosen) as told:
        QTest.keyClick(options[0], Qt.Key.Key_Down)
    assert told.args == ["passphrase_device"]


def test_an_account_alone_asks_for_no_passphrase(page: KeepPage, qtbot: QtBot) -> None:
    page.render(state("choose", chosen="account"))
    assert fields(page) == []
    with qtbot.waitSignal(page.create_requested) as told:
        button(page, "Keep my history").click()
    assert told.args == ["", ""]


def test_more_ways_come_without_taking_what_is_being_typed(page: KeepPage) -> None:
    page.render(state("choose", protections=(WITH_PASSPHRASE,)))
    first, _ = fields(page)
    QTest.keyClicks(first, "four wo")
    page.render(state("choose"))
    settle()
    assert (first.text(), len([each for each in page.findChildren(OptionRow) if each.isVisible()])) == ("four wo", 3)


def test_not_now_is_a_click_away(page: KeepPage, qtbot: QtBot) -> None:
    for mode in ("ask", "choose"):
        page.render(state(mode))
        with qtbot.waitSignal(page.decline_requested):
            button(page, "Not now, just practise").click()


def test_closing_offers_to_let_it_go_or_to_go_on(page: KeepPage, qtbot: QtBot) -> None:
    page.render(state("ask_closing"))
    with qtbot.waitSignal(page.let_go_requested):
        button(page, "Let it go and close").click()
    with qtbot.waitSignal(page.decline_requested):
        button(page, "Go on practising").click()
    with qtbot.waitSignal(page.keep_requested):
        button(page, "Keep it …").click()


def test_the_recovery_code_is_shown_once_and_not_kept(page: KeepPage, qtbot: QtBot) -> None:
    page.render(state("recovery_show"))
    with qtbot.waitSignal(page.recovery_noted):
        button(page, "I have written it down").click()
    page.render(state("recovery_check"))
    assert not set(GROUPS) & {label.text() for label in page.findChildren(QLabel)}


def test_checking_the_code_asks_for_its_groups_by_number(page: KeepPage, qtbot: QtBot) -> None:
    page.render(state("recovery_check", asked_groups=(2, 5)))
    third, sixth = fields(page)
    assert [third.accessibleName(), sixth.accessibleName()] == ["Group 3", "Group 6"]
    QTest.keyClicks(third, "4tfa")
    QTest.keyClicks(sixth, "8cnv")
    with qtbot.waitSignal(page.recovery_checked) as told:
        QTest.keyClick(sixth, Qt.Key.Key_Return)
    assert told.args == [["4tfa", "8cnv"]]


def test_while_it_is_kept_nothing_can_be_sent(page: KeepPage) -> None:
    page.render(state("choose", busy=Busy("Encrypting.")))
    assert not button(page, "Keep my history").isEnabled()
