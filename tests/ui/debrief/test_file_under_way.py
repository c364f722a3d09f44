"""A debrief that is being set as a file: the page says how far it is, lets it be given up, and goes on working."""

from dataclasses import replace

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.shared import Busy
from closeddoor.ui.pages.debrief import DebriefPage
from tests.ui.debrief.conftest import Show
from tests.ui.debrief.debriefs import OPEN

SETTING = replace(OPEN, busy=Busy("Saving the file.", 0.4, can_cancel=True))


def button(page: DebriefPage, text: str) -> QPushButton:
    return next(each for each in page.findChildren(QPushButton) if each.text() == text and each.isVisible())


def test_one_goes_on_while_the_file_is_set_or_gives_it_up(qtbot: QtBot, show: Show) -> None:
    page = show(SETTING)
    with qtbot.waitSignal(page.file_given_up):
        button(page, "Cancel").click()
    assert button(page, "Save as PDF …").isEnabled()
    with qtbot.waitSignal(page.done_requested):
        button(page, "Done").click()
