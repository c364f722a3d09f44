"""How the tour finds its way in pages that are not whole yet."""

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from closeddoor.tour.visitor import Visitor


class Growing(QWidget):
    """A page that is made part by part, as the debrief is."""

    def __init__(self) -> None:
        super().__init__()
        area, self._parts = QScrollArea(widgetResizable=True), QWidget()
        self._column = QVBoxLayout(self._parts)
        area.setWidget(self._parts)
        outer = QVBoxLayout(self)
        outer.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        outer.addWidget(area)
        self.bar = area.verticalScrollBar()
        self._timer = QTimer(self, interval=20)
        self._timer.timeout.connect(self._grow)
        self._timer.start()

    def _grow(self) -> None:
        part = QWidget()
        part.setMinimumHeight(500)
        self._column.addWidget(part)
        if self._column.count() == 12:
            self._timer.stop()


def test_a_share_of_a_page_that_grows_is_one_of_its_whole_length(qtbot: QtBot, tmp_path: Path) -> None:
    page = Growing()
    qtbot.addWidget(page)
    page.resize(400, 300)
    page.show()
    Visitor(page, tmp_path).scroll(page, 0.5)
    assert page.bar.maximum() > 5_000
    assert page.bar.value() == round(page.bar.maximum() * 0.5)
