from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
    QWidgetItem,
)
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from closeddoor.ui.widgets.tab_order import fields_of, order_by_layout


def test_tab_goes_through_layouts_scrolled_pages_and_stacks_as_they_are_laid_out(qtbot: QtBot) -> None:
    fifth, fourth, third, second, first = (QPushButton(str(number)) for number in (5, 4, 3, 2, 1))
    page, inside, stack = QWidget(), QWidget(), QStackedWidget()
    qtbot.addWidget(page)
    column, row = QVBoxLayout(page), QHBoxLayout(inside)
    column.addWidget(first)
    row.addWidget(second)
    row.addWidget(third)
    scrolled = QScrollArea()
    scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scrolled.setWidget(inside)
    column.addWidget(scrolled)
    stack.addWidget(fourth)
    column.addWidget(stack)
    column.addWidget(fifth)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    order_by_layout(page)
    first.setFocus()
    seen = []
    for _ in range(5):
        focus = QApplication.focusWidget()
        assert isinstance(focus, QPushButton)
        seen.append(focus.text())
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert seen == ["1", "2", "3", "4", "5"]


def test_a_layout_within_a_layout_comes_at_its_place(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    last, second, first = QPushButton("3"), QPushButton("2"), QPushButton("1")
    column, row = QVBoxLayout(page), QHBoxLayout()
    column.addWidget(first)
    column.addLayout(row)
    column.addWidget(last)
    row.addWidget(second)
    assert list(fields_of(page)) == [first, second, last]


def test_no_item_of_a_layout_is_left_behind_for_what_is_made_at_its_address_later(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    for number in range(3):
        column.addWidget(QPushButton(str(number)))
    held = wrapped_items()
    order_by_layout(page)
    assert wrapped_items() == held


def wrapped_items() -> list[QWidgetItem]:
    return [each for each in Shiboken.getAllValidWrappers() if isinstance(each, QWidgetItem)]
