"""What can be done with a whole conversation: delete, end, move, rename, save."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.sandbox import (
    FolderRow,
    ListState,
)
from closeddoor.presenters.states.shared import UNPROTECTED
from closeddoor.ui.pages.sandbox import SandboxPage
from closeddoor.ui.widgets.buttons import Button
from closeddoor.ui.widgets.two_line_list import TwoLineList
from tests.ui.sandbox.talks import EMPTY, FULL, OFF, button, choose


def test_an_empty_sandbox_asks_nothing_about_deleting(page: SandboxPage) -> None:
    page.render(EMPTY)
    shown = [each.accessibleName() for each in page.findChildren(Button) if each.isVisible()]
    assert not {"End it", "Undo", "More", "Branches", "Who answers"} & set(shown)


def test_deleting_is_done_at_once_and_can_be_undone(page: SandboxPage, qtbot: QtBot) -> None:
    page.render(FULL)
    with qtbot.waitSignal(page.delete_requested) as told:
        choose(page, "Delete")
    assert told.args == [1]
    page.render(replace(EMPTY, undo="“Thursday” is deleted."))
    with qtbot.waitSignal(page.undo_requested):
        button(page, "Undo").click()


def test_the_offer_to_undo_ends_when_the_page_is_left(page: SandboxPage, qtbot: QtBot) -> None:
    page.render(replace(EMPTY, undo="“Thursday” is deleted."))
    with qtbot.waitSignal(page.undo_settled):
        page.hide()


def test_ending_what_is_off_the_record_asks_because_it_cannot_be_undone(page: SandboxPage, qtbot: QtBot) -> None:
    page.render(replace(FULL, set_up=OFF))
    said = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert {"Off the record", "Off the record: nothing you write here is kept."} <= set(said)
    ended: list[int] = []
    page.delete_requested.connect(ended.append)
    button(page, "End and forget").click()
    assert ended == []
    with qtbot.waitSignal(page.delete_requested):
        button(page, "End it").click()
    assert ended == [1]


def test_a_conversation_moves_to_a_folder_and_is_pinned_by_menu(page: SandboxPage, qtbot: QtBot) -> None:
    page.render(replace(FULL, lists=ListState((FolderRow(7, "Board & audit", 2),))))
    with qtbot.waitSignal(page.move_requested) as told:
        choose(page, "Move to folder", "Board && audit")
    assert told.args == [1, 7]
    with qtbot.waitSignal(page.pin_requested) as told:
        choose(page, "Pin to the top")
    assert told.args == [1, True]


def test_a_file_is_written_only_after_saying_that_it_is_not_protected(page: SandboxPage, qtbot: QtBot) -> None:
    page.render(FULL)
    with qtbot.waitSignal(page.export_requested) as told:
        choose(page, "Save as PDF …")
    assert told.args == ["pdf"]
    page.render(replace(FULL, export="pdf", export_name="Thursday"))
    QApplication.processEvents()
    assert UNPROTECTED in [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    button(page, "Choose where to save").click()
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.selectedFiles()[0].endswith("Thursday.pdf")
    dialog.reject()


def test_renaming_in_place(page: SandboxPage, qtbot: QtBot) -> None:
    page.render(FULL)
    choose(page, "Rename")
    field = next(each for each in page.findChildren(QLineEdit) if each.accessibleName() == "Title of this conversation")
    field.setText("Board questions")
    with qtbot.waitSignal(page.rename_requested) as told:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert told.args == [1, "Board questions", True]


@pytest.mark.parametrize(("key", "title"), [(Qt.Key.Key_Return, "Board"), (Qt.Key.Key_Escape, FULL.title)])
def test_a_title_is_told_as_it_is_typed_and_comes_back_when_it_is_given_up(
    page: SandboxPage, key: Qt.Key, title: str
) -> None:
    page.render(FULL)
    told: list[tuple[int, str, bool]] = []
    page.rename_requested.connect(lambda *asked: told.append(asked))
    choose(page, "Rename")
    field = next(each for each in page.findChildren(QLineEdit) if each.accessibleName() == "Title of this conversation")
    QTest.keyClicks(field, "Board")
    assert told[-1] == (1, "Board", False)
    QTest.keyClick(field, Qt.Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
    assert told[-1] == (1, FULL.title, False), "a blank title is none"
    QTest.keyClicks(field, "Board")
    page.render(replace(FULL, title="Board"))  # as it is kept meanwhile
    QTest.keyClick(field, key)
    assert told[-1] == (1, title, True)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_renaming_gives_the_focus_back_to_the_list(page: SandboxPage, qtbot: QtBot, key: Qt.Key) -> None:
    page.render(FULL)
    choose(page, "Rename")
    field = next(each for each in page.findChildren(QLineEdit) if each.accessibleName() == "Title of this conversation")
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClick(field, key)
    entries = page.findChild(TwoLineList)
    assert entries is not None
    assert entries.hasFocus()
    assert entries.currentIndex().row() == 0


def test_renaming_where_the_list_does_not_show_gives_the_focus_back_to_the_title(page: SandboxPage) -> None:
    page.resize(600, 700)
    page.render(FULL)
    choose(page, "Rename")
    field = next(each for each in page.findChildren(QLineEdit) if each.accessibleName() == "Title of this conversation")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert button(page, "More").hasFocus()
