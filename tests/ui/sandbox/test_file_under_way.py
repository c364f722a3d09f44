"""A file that takes long: the page says how far it is, lets it be given up, and goes on working."""

from dataclasses import replace

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.shared import Busy
from closeddoor.ui.pages.sandbox import SandboxPage
from closeddoor.ui.widgets.buttons import Button
from tests.ui.sandbox.talks import FULL, area_of, button

SETTING = replace(FULL, busy=Busy("Saving the file.", 0.4, can_cancel=True))


def test_one_can_write_while_a_file_is_set_and_give_it_up(page: SandboxPage, qtbot: QtBot) -> None:
    page.render(SETTING)
    QTest.keyClicks(area_of(page), "And then?")
    with qtbot.waitSignal(page.send_requested):
        button(page, "Send").click()
    with qtbot.waitSignal(page.file_given_up):
        button(page, "Cancel").click()


def test_a_reply_is_stopped_below_and_nowhere_else(page: SandboxPage) -> None:
    page.render(replace(SETTING, can_stop=True, can_send=False))
    assert not any(each.accessibleName() == "Cancel" and each.isVisible() for each in page.findChildren(Button))
    assert button(page, "Stop").isVisible()
