"""What a layout held is out of sight before anything else is drawn, and gone soon after."""

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from closeddoor.ui.widgets.emptying import empty


def test_a_layout_is_emptied_at_once_and_its_widgets_are_deleted(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    old = QLabel("old")
    column.addWidget(old)
    column.addStretch(1)
    page.show()
    gone: list[bool] = []
    old.destroyed.connect(lambda: gone.append(True))
    empty(column)
    assert (column.count(), old.isVisible(), gone) == (0, False, [])
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert gone == [True]
