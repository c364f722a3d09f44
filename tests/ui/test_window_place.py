"""The window comes back where it was, and never where nobody sees it."""

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from closeddoor.ui.window_place import TITLE_BAR_PX, Place, PlaceKeeper, arrangement, first_size, in_sight

LAPTOP, BESIDE = QRect(0, 0, 1440, 900), QRect(1440, -200, 2560, 1440)
LEAST = QSize(640, 480)


def test_screens_have_a_name_whatever_order_they_come_in() -> None:
    assert arrangement([LAPTOP, BESIDE]) == arrangement([BESIDE, LAPTOP])
    assert len({arrangement(each) for each in ([LAPTOP], [LAPTOP, BESIDE], [BESIDE])}) == 3


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (Place(100, 100, 1200, 700), QRect(100, 100, 1200, 700)),
        (Place(2000, 0, 1600, 900), QRect(2000, 0, 1600, 900)),
        (Place(9000, 9000, 1200, 700), QRect(240, 200, 1200, 700)),
        (Place(-900, -500, 1200, 700), QRect(0, TITLE_BAR_PX, 1200, 700)),
        (Place(0, 0, 9000, 9000), QRect(1440, -200 + TITLE_BAR_PX, 2560, 1440 - TITLE_BAR_PX)),
        (Place(50, 50, 10, 10), QRect(50, 50, 640, 480)),
    ],
)
def test_a_place_is_brought_into_sight_and_one_in_sight_is_left(place: Place, expected: QRect) -> None:
    assert in_sight(place, [LAPTOP, BESIDE], LEAST) == expected


def test_a_screen_that_is_gone_leaves_the_window_on_the_one_that_is_there() -> None:
    found = in_sight(Place(2000, 0, 1600, 900), [LAPTOP], LEAST)
    assert LAPTOP.contains(found)


@pytest.mark.parametrize("screen", [QRect(0, 0, 1024, 700), LAPTOP, BESIDE, QRect(0, 0, 5120, 2880)])
def test_a_first_window_fits_its_screen_and_is_not_silly_on_a_large_one(screen: QRect) -> None:
    size = first_size(screen)
    assert size.width() < screen.width()
    assert size.height() < screen.height()
    assert size.width() <= 1280


def test_what_was_kept_is_read_back_and_anything_else_is_nothing() -> None:
    place = Place(-5, 30, 1200, 700, is_maximised=True)
    assert Place.from_text(place.to_text()) == place
    for untrusted in (None, "", "1 2 3", "a b c d e", "0 0 0 0 0", 7, ["1"]):
        assert Place.from_text(untrusted) is None


def test_a_move_is_told_once_the_window_rests_and_puts_the_next_one_there(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    keeper = PlaceKeeper(window, window, rest_ms=30)
    told: list[tuple[str, str]] = []
    keeper.changed.connect(lambda *heard: told.append(heard))
    for width in (640, 650, 660):
        window.setGeometry(60, 70, width, 500)
    qtbot.waitUntil(lambda: bool(told))
    assert told == [(arrangement([each.geometry() for each in QGuiApplication.screens()]), "60 70 660 500 0")]
    other = QMainWindow()
    qtbot.addWidget(other)
    PlaceKeeper(other, other).restore(dict(told))
    assert other.geometry() == QRect(60, 70, 660, 500)
    PlaceKeeper(other, other).restore({"another desk": "0 0 640 480 0"})
    assert other.geometry() == QRect(60, 70, 660, 500)


def test_closing_tells_what_had_not_come_to_rest(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    keeper = PlaceKeeper(window, window, rest_ms=60_000)
    window.resize(700, 500)
    with qtbot.waitSignal(keeper.changed):
        window.close()
