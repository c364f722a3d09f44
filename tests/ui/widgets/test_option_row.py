import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from closeddoor.ui.widgets.option_row import OptionRow, TickRow

ROWS = {OptionRow: QAccessible.Role.RadioButton, TickRow: QAccessible.Role.CheckBox}
LONG = "Ask for a test on our own invoices before anything is signed. " * 4

kinds = pytest.mark.parametrize("kind", ROWS)


def shown(qtbot: QtBot, kind: type[OptionRow | TickRow]) -> QAbstractButton:
    row = kind(LONG)
    qtbot.addWidget(row)
    row.resize(300, row.heightForWidth(300))
    row.show()
    return row


@kinds
def test_a_screen_reader_is_told_whether_one_or_many_can_be_chosen(
    qtbot: QtBot, kind: type[OptionRow | TickRow]
) -> None:
    row = shown(qtbot, kind)
    told = QAccessible.queryAccessibleInterface(row)
    assert (told.role(), told.text(QAccessible.Text.Name)) == (ROWS[kind], LONG)


@kinds
def test_the_whole_row_is_the_target_and_the_sign_shows_it(qtbot: QtBot, kind: type[OptionRow | TickRow]) -> None:
    row = shown(qtbot, kind)
    sign_before = row.grab().toImage().copy(0, 0, 40, 40)
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(row.width() - 3, row.height() - 3))
    assert row.isChecked()
    assert row.grab().toImage().copy(0, 0, 40, 40) != sign_before


@kinds
def test_it_is_as_high_as_its_lines(qtbot: QtBot, kind: type[OptionRow | TickRow]) -> None:
    row = shown(qtbot, kind)
    assert row.hasHeightForWidth()
    assert row.heightForWidth(150) > row.heightForWidth(300) > 2 * row.minimumSizeHint().height()


def test_one_tick_leaves_the_others(qtbot: QtBot) -> None:
    rows = [shown(qtbot, TickRow) for _ in range(2)]
    for row in rows:
        row.click()
    assert all(row.isChecked() for row in rows)
