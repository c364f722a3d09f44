"""Focus is drawn once, by the sheet alone, and takes no room from the words."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from closeddoor.ui.theme import Appearance, AppearanceSwitch
from closeddoor.ui.widgets.buttons import Button, link, quiet, secondary
from closeddoor.ui.widgets.row_button import RowButton
from tests.ui.shown import settle

WORDS = "Copy a slip for the author"


def focused(qtbot: QtBot, button: QPushButton) -> QWidget:
    """Return a window in which `button` has the focus."""
    window = QWidget()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)
    window.show()
    window.activateWindow()
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    return window


@pytest.mark.parametrize(
    "made", [lambda: link(WORDS), lambda: quiet(WORDS), lambda: secondary(WORDS), lambda: RowButton(WORDS, "below")]
)
def test_qt_draws_no_frame_of_its_own_in_what_tab_reached(qtbot: QtBot, made: Callable[[], QPushButton]) -> None:
    button = made()
    window = focused(qtbot, button)
    pictures: list[QImage] = []
    for by_keyboard in (False, True):
        window.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange, by_keyboard)
        settle()
        pictures.append(button.grab().toImage())
    assert pictures[0] == pictures[1]


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_link_keeps_room_for_its_words_when_it_has_the_focus(
    qtbot: QtBot, look: AppearanceSwitch, scale: float
) -> None:
    look.show(Appearance("light", scale))
    button = link(WORDS)
    window = focused(qtbot, button)
    option = QStyleOptionButton()
    button.initStyleOption(option)
    assert window.isVisible()
    room = button.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, button)
    assert option.state & QStyle.StateFlag.State_HasFocus
    assert room.width() >= button.fontMetrics().horizontalAdvance(WORDS)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_current_place_of_a_narrow_rail_is_marked_by_more_than_a_shade(
    qtbot: QtBot, look: AppearanceSwitch, theme: str
) -> None:
    look.show(Appearance("dark" if theme == "dark" else "light", 2.0))
    place = Button("Home", "rail", "home", icon_only=True)
    place.setCheckable(True)
    qtbot.addWidget(place)
    place.show()
    accent = place.palette().accent().color()

    def edge() -> list[bool]:
        image = place.grab().toImage()
        return [image.pixelColor(1, y) == accent for y in range(image.height() // 4, 3 * image.height() // 4)]

    assert not any(edge())
    place.setChecked(True)
    assert all(edge())
