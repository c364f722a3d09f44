"""What leads to a conversation: the list, its search, its folders, the outline of branches."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.home import ConversationRow
from closeddoor.presenters.states.sandbox import (
    BranchRow,
    ListState,
    SearchHit,
)
from closeddoor.ui.pages.sandbox import SandboxPage
from closeddoor.ui.widgets.menu import MenuButton
from closeddoor.ui.widgets.two_line_list import TwoLineList
from tests.ui.sandbox.talks import FULL, button


def test_history_opens_by_keyboard(page: SandboxPage, qtbot: QtBot) -> None:
    page.render(FULL)
    entries = page.findChild(TwoLineList)
    assert entries is not None
    entries.setFocus()
    QTest.keyClick(entries, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.conversation_requested) as told:
        QTest.keyClick(entries, Qt.Key.Key_Return)
    assert told.args == [2]


def test_search_tells_what_is_typed_and_hits_lead_to_their_place(page: SandboxPage, qtbot: QtBot) -> None:
    page.render(FULL)
    page.focus_search()
    field = next(each for each in page.findChildren(QLineEdit) if each.isVisible())
    with qtbot.waitSignal(page.search_changed) as told:
        QTest.keyClicks(field, "d")
    assert told.args == ["d"]
    hit = SearchHit(1, 2, "Thursday", "Ask for the ", "denominator", ".")
    page.render(replace(FULL, search_text="d", hits=(hit,)))
    entries = page.findChild(TwoLineList)
    assert entries is not None
    assert len(entries.entries()) == 1
    with qtbot.waitSignal(page.hit_requested) as told:
        place = entries.visualRect(entries.model().index(0, 0)).center()
        QTest.mouseClick(entries.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == [1, 2]


def test_a_search_can_be_narrowed_to_who_said_it(page: SandboxPage, qtbot: QtBot) -> None:
    page.render(replace(FULL, search_text="d", lists=ListState(days=30)))
    who = next(each for each in page.findChildren(MenuButton) if each.accessibleName() == "Who said it: Said by anyone")
    with qtbot.waitSignal(page.search_narrowed) as told:
        next(each for each in who.menu_now().actions() if each.text() == "Said by you").trigger()
    assert told.args == ["user", 30]


def test_a_folder_is_named_in_place(page: SandboxPage, qtbot: QtBot) -> None:
    page.render(FULL)
    folders = next(each for each in page.findChildren(MenuButton) if each.accessibleName() == "All conversations")
    next(each for each in folders.menu_now().actions() if each.text() == "New folder …").trigger()
    field = next(each for each in page.findChildren(QLineEdit) if each.accessibleName() == "Name of the folder")
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "Board")
    with qtbot.waitSignal(page.folder_created) as told:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert told.args == ["Board"]


def test_the_end_of_a_long_list_asks_for_more_and_keeps_its_place(page: SandboxPage, qtbot: QtBot) -> None:
    rows = tuple(ConversationRow(n, f"Talk {n}", "Today") for n in range(60))
    page.render(replace(FULL, conversations=rows, current_id=0))
    entries = page.findChild(TwoLineList)
    assert entries is not None
    qtbot.waitUntil(lambda: entries.verticalScrollBar().maximum() > 0)
    with qtbot.waitSignal(page.more_requested):
        entries.verticalScrollBar().setValue(entries.verticalScrollBar().maximum())
    place = entries.verticalScrollBar().value()
    more = (*rows, *(ConversationRow(n, f"Talk {n}", "Today") for n in range(60, 120)))
    page.render(replace(FULL, conversations=more, current_id=0))
    assert (entries.verticalScrollBar().value(), len(entries.entries())) == (place, 120)


def test_the_outline_jumps_to_a_branch_and_closes(page: SandboxPage, qtbot: QtBot) -> None:
    rows = (BranchRow(1, 0, "What", "You", is_shown=True), BranchRow(5, 0, "Why", "You", is_shown=False))
    page.render(replace(FULL, branches=rows))
    button(page, "Branches").click()
    outline = next(each for each in page.findChildren(TwoLineList) if each.accessibleName() == "Branches")
    qtbot.waitUntil(outline.hasFocus)
    QTest.keyClick(outline, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.branch_deleted) as told:
        QTest.keyClick(outline, Qt.Key.Key_Delete)
    with qtbot.waitSignal(page.branch_requested) as told:
        QTest.keyClick(outline, Qt.Key.Key_Return)
    assert told.args == [5]
    assert not outline.isVisible()
