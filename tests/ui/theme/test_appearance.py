import re
from importlib.resources import files

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.window import PageName
from closeddoor.ui.shortcuts import ShortcutList
from closeddoor.ui.theme import (
    DARK,
    LIGHT,
    Appearance,
    AppearanceSwitch,
    colours_of,
    document_font,
    icon,
    motion_allowed,
    text_scale,
)
from closeddoor.ui.theme.appearance import colours_for
from closeddoor.ui.theme.icons import pixmap
from closeddoor.ui.theme.sheet import style_sheet
from closeddoor.ui.theme.typography import column_px
from closeddoor.ui.widgets.buttons import primary
from closeddoor.ui.widgets.words import words
from closeddoor.ui.window import MainWindow


def test_theme_and_scale_switch_live_on_widgets_that_already_show(qtbot: QtBot, look: AppearanceSwitch) -> None:
    label = words("Nothing leaves this laptop")
    qtbot.addWidget(label)
    label.show()
    before_px = label.sizeHint().height()
    look.show(Appearance("dark", 2.0))
    assert colours_of(label.palette()) is DARK
    assert text_scale() == 2.0
    assert label.sizeHint().height() == pytest.approx(2 * before_px, abs=2)
    look.show(Appearance("light", 1.0))
    assert colours_of(label.palette()) is LIGHT


def test_system_follows_the_desktop_and_a_choice_does_not() -> None:
    assert colours_for("system", Qt.ColorScheme.Dark) is DARK
    assert colours_for("system", Qt.ColorScheme.Light) is LIGHT
    assert colours_for("system", Qt.ColorScheme.Unknown) is LIGHT
    assert colours_for("light", Qt.ColorScheme.Dark) is LIGHT


def test_a_change_of_the_desktop_reaches_the_window(look: AppearanceSwitch, qapp: QApplication) -> None:
    look.show(Appearance("system", 1.0))
    qapp.styleHints().setColorScheme(Qt.ColorScheme.Dark)
    followed = colours_of(qapp.palette())
    qapp.styleHints().unsetColorScheme()
    assert followed is (DARK if qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark else followed)
    look.show(Appearance("dark", 1.0))
    assert colours_of(qapp.palette()) is DARK


def test_scale_stays_within_what_pages_are_built_for(look: AppearanceSwitch) -> None:
    look.show(Appearance("light", 9.0))
    assert text_scale() == 2.0
    look.show(Appearance("light", 0.1))
    assert text_scale() == pytest.approx(0.9, abs=0.04)


def test_reduced_motion_holds_still(look: AppearanceSwitch) -> None:
    look.show(Appearance("light", 1.0, reduced_motion=False))
    assert motion_allowed()
    look.show(Appearance("light", 1.0, reduced_motion=True))
    assert not motion_allowed()


def test_style_sheet_has_no_unfilled_place_and_names_no_colour_itself() -> None:
    sheet = style_sheet(LIGHT, 1.5)
    assert "$" not in sheet
    assert "px(" not in sheet
    ours = set(re.findall(r"#[0-9a-f]{6}", sheet))
    assert ours <= set(re.findall(r"#[0-9a-f]{6}", repr(LIGHT)))


def test_every_icon_draws_something() -> None:
    folder = files("closeddoor.ui").joinpath("icons")
    names = [entry.name.removesuffix(".svg") for entry in folder.iterdir() if entry.name.endswith(".svg")]
    assert names
    for name in names:
        image = pixmap(name, "#ff0000", 24).toImage()
        drawn = [image.pixelColor(x, y).alpha() for x in range(image.width()) for y in range(image.height())]
        assert max(drawn) > 128, name
        assert not icon(name, "#ff0000", 24).isNull()


def test_a_line_of_a_document_holds_66_to_72_characters() -> None:
    # Running text breaks at words, so its lines end up to one word before the column's width.
    assert column_px(document_font(), 66) < column_px(document_font()) <= column_px(document_font(), 72)


def test_focus_of_the_primary_button_can_be_seen(qtbot: QtBot) -> None:
    button = primary("Begin the briefing")
    qtbot.addWidget(button)
    button.show()
    button.clearFocus()
    resting = button.grab().toImage()
    button.setFocus()
    button.activateWindow()
    qtbot.waitUntil(button.hasFocus)
    assert button.grab().toImage() != resting


class Asked(QWidget):
    """Counts how often the look was put on it."""

    def __init__(self) -> None:
        super().__init__()
        self.times = 0

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        self.times += event.type() == QEvent.Type.StyleChange


def test_a_page_that_nobody_sees_is_dressed_when_it_is_shown(
    qtbot: QtBot, look: AppearanceSwitch, qapp: QApplication
) -> None:
    pages: dict[PageName, QWidget] = {"home": Asked(), "library": Asked()}
    switch = AppearanceSwitch(qapp, in_parts=True)
    switch.show(Appearance("light", 1.0))
    window = MainWindow(pages, switch)
    qtbot.addWidget(window)
    window.show()
    window.show_page("library")
    home, library = pages["home"], pages["library"]
    assert isinstance(home, Asked)
    assert isinstance(library, Asked)
    before = home.times, library.times
    switch.show(Appearance("dark", 2.0))
    assert home.times == before[0]
    assert library.times > before[1]
    assert DARK.ink in library.styleSheet()
    window.show_page("home")
    assert home.styleSheet() == library.styleSheet()
    look.show(Appearance("light", 1.0))  # the sheet of all widgets is back, as every other test has it
    assert qapp.styleSheet()


def test_a_dialog_over_the_window_wears_the_look_and_follows_it(
    qtbot: QtBot, look: AppearanceSwitch, qapp: QApplication
) -> None:
    switch = AppearanceSwitch(qapp, in_parts=True)
    switch.show(Appearance("light", 1.0))
    window = MainWindow({"home": QWidget()}, switch)
    qtbot.addWidget(window)
    window.show()
    window.show_shortcuts()
    dialog = window.findChild(ShortcutList)
    assert dialog is not None
    assert LIGHT.ink in dialog.styleSheet()
    switch.show(Appearance("dark", 1.0))
    assert DARK.ink in dialog.styleSheet()
    look.show(Appearance("light", 1.0))
