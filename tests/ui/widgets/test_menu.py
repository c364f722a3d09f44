"""Buttons that open a menu: for things to do, and for one of several."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from closeddoor.ui.widgets.menu import Item, MenuButton
from closeddoor.ui.widgets.picker import Picker

LEVELS = (("", "Any level"), ("board", "Board & owners"), ("team", "Team"))


@pytest.fixture
def picker(qtbot: QtBot) -> Picker:
    picker = Picker("Level")
    qtbot.addWidget(picker)
    picker.assign(LEVELS, "board")
    picker.show()
    return picker


def test_a_picker_says_what_is_chosen_and_tells_what_was_picked(picker: Picker, qtbot: QtBot) -> None:
    assert (picker.text(), picker.accessibleName()) == ("Level: Board & owners", "Level: Board & owners")
    menu = picker.menu_now()
    active = menu.activeAction()
    assert active is not None
    assert (active.text(), [each.isChecked() for each in menu.actions()]) == ("Board && owners", [False, True, False])
    assert (menu.accessibleName(), menu.layoutDirection()) == ("Level", Qt.LayoutDirection.LeftToRight)
    with qtbot.waitSignal(picker.chosen) as told:
        menu.actions()[2].trigger()
    assert told.args == ["team"]
    picker.assign(LEVELS, "")
    assert (picker.text(), picker.accessibleName()) == ("Any level", "Level: Any level")


# The offscreen platform has no screen on which a menu could be brought to the front.
@pytest.mark.qt_log_ignore("does not support (raise|grabbing|propagate)", extend=True)
@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_both_kinds_of_button_open_their_menu_by_keyboard(picker: Picker, qtbot: QtBot, key: Qt.Key) -> None:
    button = MenuButton("More", lambda: [Item("Rename", lambda: None)])
    qtbot.addWidget(button)
    button.show()
    for each, first in ((button, "Rename"), (picker, "Any level")):
        QTest.keyClick(each, key)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        assert menu.actions()[0].text() == first
        menu.close()
