from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from closeddoor.ui.pages.debrief.interval_line import IntervalLine
from closeddoor.ui.theme import Appearance, AppearanceSwitch
from closeddoor.ui.widgets.charts.calibration import CalibrationChart
from closeddoor.ui.widgets.charts.chart import Chart
from closeddoor.ui.widgets.charts.share_bar import ShareBar
from closeddoor.ui.widgets.charts.tornado import SwingBar


def share() -> Chart:
    return ShareBar(0.5, 0.4, 0.6, "Half")


def curve() -> Chart:
    return CalibrationChart((), "No points", is_curve=False)


@pytest.mark.parametrize("made", [share, curve, SwingBar, IntervalLine])
def test_a_chart_grows_with_the_text(made: Callable[[], Chart], look: AppearanceSwitch, qtbot: QtBot) -> None:
    window, chart = QWidget(), made()
    QVBoxLayout(window).addWidget(chart)
    qtbot.addWidget(window)
    window.show()
    QApplication.processEvents()
    before = chart.height()
    look.show(Appearance("light", 2.0, reduced_motion=True))
    QApplication.processEvents()
    assert chart.height() == chart.height_px() > before
    assert chart.minimumSizeHint().width() < chart.sizeHint().width()
