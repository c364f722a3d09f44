"""What was deleted can be had back for a while: one of the two calls comes, and only one."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from closeddoor.ui.widgets.buttons import Button
from closeddoor.ui.widgets.column import ColumnPage
from closeddoor.ui.widgets.undo_band import UndoBand
from tests.ui.shown import exposed, settle

CONTROL = Qt.KeyboardModifier.ControlModifier


class Desk(QWidget):
    """A page with a field and a band at its foot, which notes what is called."""

    def __init__(self, offered_s: float = 60.0) -> None:
        super().__init__()
        self.called: list[str] = []
        self.field = QLineEdit()
        self.band = UndoBand(offered_s=offered_s)
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addStretch(1)
        column.addWidget(self.band)

    def delete(self, name: str = "it") -> None:
        self.band.offer("Deleted.", lambda: self.called.append(f"undo {name}"), lambda: self.called.append(name))


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    desk = exposed(qtbot, Desk())
    desk.setFocus()
    return desk


def test_it_is_taken_back_by_a_click_and_not_settled_as_well(desk: Desk) -> None:
    desk.delete()
    button = desk.band.findChild(Button)
    assert button is not None
    button.click()
    assert (desk.called, desk.band.isVisible()) == (["undo it"], False)
    desk.hide()
    desk.band.settle()
    assert desk.called == ["undo it"]


def test_control_z_takes_it_back_once_but_not_out_of_a_text_field(desk: Desk, qtbot: QtBot) -> None:
    desk.delete()
    desk.field.setFocus()
    qtbot.waitUntil(desk.field.hasFocus)
    QTest.keyClick(desk.field, Qt.Key.Key_Z, CONTROL)
    assert desk.called == []
    desk.field.clearFocus()
    QTest.keyClick(desk, Qt.Key.Key_Z, CONTROL)
    QTest.keyClick(desk, Qt.Key.Key_Z, CONTROL)
    assert desk.called == ["undo it"]


def test_the_next_offer_settles_the_one_before(desk: Desk) -> None:
    desk.delete("first")
    desk.delete("second")
    assert (desk.called, desk.band.isVisible()) == (["first"], True)


def test_an_offer_settles_that_of_another_band_so_that_the_keys_have_one_meaning(desk: Desk) -> None:
    other = UndoBand()
    layout = desk.layout()
    assert layout is not None
    layout.addWidget(other)
    desk.delete("first")
    other.offer("Removed.", lambda: desk.called.append("undo second"), lambda: desk.called.append("second"))
    assert (desk.called, desk.band.isVisible(), other.isVisible()) == (["first"], False, True)
    QTest.keyClick(desk, Qt.Key.Key_Z, CONTROL)
    assert desk.called == ["first", "undo second"]


def test_leaving_the_page_settles_it_and_only_minimising_does_not(desk: Desk) -> None:
    desk.delete()
    desk.showMinimized()
    settle()
    assert desk.called == []
    desk.showNormal()
    desk.close()
    assert desk.called == ["it"]


def test_time_settles_it_unless_somebody_is_about_to_undo(qtbot: QtBot) -> None:
    desk = exposed(qtbot, Desk(offered_s=0.02))
    desk.delete()
    button = desk.band.findChild(Button)
    assert button is not None
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    with qtbot.waitSignal(desk.band._timer.timeout):
        pass
    assert desk.called == []
    desk.field.setFocus()
    qtbot.waitUntil(lambda: desk.called == ["it"])
    assert not desk.band.isVisible()


def test_a_page_that_does_not_show_settles_at_once(qtbot: QtBot) -> None:
    desk = Desk()
    qtbot.addWidget(desk)
    desk.delete()
    assert desk.called == ["it"]


def test_at_the_foot_of_a_scrolling_page_it_covers_nothing(qtbot: QtBot) -> None:
    page, band = ColumnPage(), UndoBand()
    page.put_at_foot(band)
    exposed(qtbot, page)
    whole = page.viewport().height()
    band.offer("Deleted.", lambda: None, lambda: None)
    settle()
    place = QRect(band.mapTo(page, band.rect().topLeft()), band.size())
    assert page.rect().contains(place)
    assert not place.intersects(page.viewport().geometry())
    band.settle()
    settle()
    assert page.viewport().height() == whole
