"""A row one can press, as it is made: what is no window never shows as one."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from closeddoor.ui.widgets.row_button import RowButton


class Windows(QObject):
    """Collects what shows as a window, if only for a moment: it takes the keyboard from the one in use."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.names.append(type(watched).__name__)
        return False


def test_a_row_shows_nothing_before_it_has_a_place(qapp: QApplication, qtbot: QtBot) -> None:
    windows = Windows()
    qapp.installEventFilter(windows)
    row = RowButton("The forecast", "Two of three tasks done", "New")
    qtbot.addWidget(row)
    assert windows.names == []
    row.set_below("All done")
    assert windows.names == []
    row.show()
    assert windows.names == ["RowButton"], "the control: what shows is seen"
    qapp.removeEventFilter(windows)
