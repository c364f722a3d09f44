"""The palette by keyboard alone: type, arrows, Enter, Esc."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.palette import PaletteEntry, PaletteViewState
from closeddoor.tour.geometry import problems_of
from closeddoor.ui.palette import NAME, Palette
from closeddoor.ui.theme import Appearance, AppearanceSwitch
from tests.ui.shown import exposed, settle

ENTRIES = (
    PaletteEntry("page", "home", "Home", "Go to", "Alt+Home"),
    PaletteEntry("briefing", "org.example/letter", "A letter from a supplier", "Briefing · Vendor proposal · level 2"),
    PaletteEntry("action", "text.larger", "Larger text", "Appearance", "Ctrl++"),
)
OPEN = PaletteViewState(True, "", ENTRIES, "3 found")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    return exposed(qtbot, QWidget())


@pytest.fixture
def palette(window: QWidget, qtbot: QtBot) -> Palette:
    palette = Palette(window)
    palette.render(OPEN)
    qtbot.waitActive(palette)
    return palette


def field(palette: Palette) -> QLineEdit:
    found = palette.findChild(QLineEdit)
    assert found is not None
    return found


def press(palette: Palette, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(field(palette), key)


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [
        ((), ("page", "home")),
        ((Qt.Key.Key_Down,), ("briefing", "org.example/letter")),
        ((Qt.Key.Key_Up,), ("action", "text.larger")),
        ((Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down), ("page", "home")),
        ((Qt.Key.Key_PageDown,), ("action", "text.larger")),
    ],
)
def test_arrows_go_through_the_list_and_enter_chooses(
    palette: Palette, qtbot: QtBot, keys: tuple[Qt.Key, ...], chosen: tuple[str, str]
) -> None:
    assert field(palette).hasFocus()
    press(palette, *keys)
    with qtbot.waitSignal(palette.entry_chosen) as told:
        press(palette, Qt.Key.Key_Return)
    assert tuple(told.args or ()) == chosen


def test_what_is_typed_is_told_and_the_best_is_chosen_then(palette: Palette, qtbot: QtBot) -> None:
    press(palette, Qt.Key.Key_Down)
    with qtbot.waitSignal(palette.text_changed) as typed:
        QTest.keyClicks(field(palette), "l")
    assert typed.args == ["l"]
    palette.render(PaletteViewState(True, "l", ENTRIES[1:], "2 found"))
    with qtbot.waitSignal(palette.entry_chosen) as told:
        press(palette, Qt.Key.Key_Return)
    assert told.args == ["briefing", "org.example/letter"]


def test_nothing_found_is_said_and_enter_does_nothing(palette: Palette) -> None:
    told: list[object] = []
    palette.entry_chosen.connect(lambda *heard: told.append(heard))
    palette.render(PaletteViewState(True, "zebra", (), "Nothing has this name."))
    press(palette, Qt.Key.Key_Return, Qt.Key.Key_Down)
    assert told == []
    assert palette.isVisible()


def test_escape_leaves_and_the_focus_is_where_it_was(qtbot: QtBot, window: QWidget) -> None:
    before = QLineEdit(window)
    before.show()
    before.setFocus()
    palette = Palette(window)
    palette.render(OPEN)
    qtbot.waitActive(palette)
    with qtbot.waitSignal(palette.dismissed):
        press(palette, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    qtbot.waitUntil(before.hasFocus)


def test_a_screen_reader_finds_a_combo_box_and_in_it_what_enter_would_choose(palette: Palette) -> None:
    press(palette, Qt.Key.Key_Down)
    told = QAccessible.queryAccessibleInterface(field(palette))
    combo = told.parent()
    assert (told.role(), combo.role()) == (QAccessible.Role.EditableText, QAccessible.Role.ComboBox)
    assert combo.text(QAccessible.Text.Name) == told.text(QAccessible.Text.Name) == NAME
    assert told.text(QAccessible.Text.Description).startswith("A letter from a supplier. Briefing")
    choices = next(each for each in map(combo.child, range(combo.childCount())) if each.role() == QAccessible.Role.List)
    current = choices.focusChild()
    assert current.text(QAccessible.Text.Name).startswith("A letter from a supplier")
    assert (current.state().focused, current.state().selected) == (1, 1)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_cut_off(palette: Palette, look: AppearanceSwitch, scale: float) -> None:
    look.show(Appearance("dark", scale, reduced_motion=True))
    settle()
    assert problems_of(palette) == []
