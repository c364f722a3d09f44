"""States of the sandbox as its tests show them, and the way to its controls by name."""

from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QMenu

from closeddoor.presenters.states.attachments import SourceRow
from closeddoor.presenters.states.home import ConversationRow
from closeddoor.presenters.states.sandbox import (
    MessageRow,
    SandboxViewState,
    SetUpState,
)
from closeddoor.ui.pages.sandbox import SandboxPage
from closeddoor.ui.widgets.buttons import Button
from closeddoor.ui.widgets.fields import TextArea
from closeddoor.ui.widgets.menu import MenuButton

EMPTY = SandboxViewState((), None, "", (), True, False, False, "SmolLM2", "A demonstration.")
ASKED = MessageRow(1, "user", "What should I ask?", "complete")
WRITING = MessageRow(2, "assistant", "", "writing")
DONE = MessageRow(2, "assistant", "Ask for the **denominator**.", "complete")
CITING = MessageRow(
    2,
    "assistant",
    "Nine per cent a year [1], and [2][3] agree; [7] is nowhere.\n\n- Who pays [3]?",
    "complete",
    passages=tuple(SourceRow(number, f"offer.pdf, page {number}") for number in (1, 2, 3)),
)
OFF = SetUpState(is_off_the_record=True, can_choose_record=False)
TALKS = (ConversationRow(1, "Thursday", "Today"), ConversationRow(2, "Regulator", "Monday"))
FULL = replace(EMPTY, conversations=TALKS, current_id=1, title="Thursday", messages=(ASKED, DONE), can_regenerate=True)


def area_of(page: SandboxPage) -> TextArea:
    return next(each for each in page.findChildren(TextArea) if each.accessibleName() == "Message to the model")


def button(page: SandboxPage, name: str) -> Button:
    QApplication.processEvents()
    return next(each for each in page.findChildren(Button) if each.accessibleName() == name and each.isVisible())


def choose(page: SandboxPage, *words: str) -> None:
    """Open the menu of the head and choose an item, or one of the list that it opens."""
    QApplication.processEvents()
    more = next(each for each in page.findChildren(MenuButton) if each.accessibleName() == "More")
    menu: QObject | None = more.menu_now()
    for word in words:
        assert isinstance(menu, QMenu)
        action = next(each for each in menu.actions() if each.text() == word)
        menu = action.menu()
    action.trigger()
