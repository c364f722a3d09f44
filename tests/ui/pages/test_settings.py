import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.settings import Choice, FactRow, SettingGroup, SettingRow, SettingsViewState
from closeddoor.ui.pages.settings import SettingsPage
from closeddoor.ui.widgets.choice import Tick

THEME = SettingRow(
    "theme", "Theme", "Light or dark.", "system", (Choice("system", "As the system"), Choice("dark", "Dark"))
)
STILL = SettingRow("reduced_motion", "Hold still", "Nothing moves.", False)


def settings(*rows: SettingRow) -> SettingsViewState:
    return SettingsViewState((SettingGroup("Appearance", rows),), (FactRow("Profile folder", "~/closed-door"),))


@pytest.fixture
def page(qtbot: QtBot) -> SettingsPage:
    page = SettingsPage()
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    page.render(settings(THEME, STILL))
    return page


def test_rows_draw_themselves_with_their_values(page: SettingsPage) -> None:
    checked = [button.text() for button in page.findChildren(QPushButton) if button.isChecked()]
    assert checked == ["As the system"]
    said = {label.text() for label in page.findChildren(QLabel) if label.isVisible()}
    assert {"Appearance", "Theme", "Light or dark.", "Profile folder", "~/closed-door"} <= said


def test_choosing_tells_key_and_value(page: SettingsPage, qtbot: QtBot) -> None:
    dark = next(button for button in page.findChildren(QPushButton) if button.text() == "Dark")
    with qtbot.waitSignal(page.setting_changed) as told:
        QTest.keyClick(dark, Qt.Key.Key_Space)
    assert told.args == ["theme", "dark"]
    tick = page.findChild(Tick)
    assert tick is not None
    with qtbot.waitSignal(page.setting_changed) as told:
        QTest.keyClick(tick, Qt.Key.Key_Space)
    assert told.args == ["reduced_motion", True]


def test_assigning_a_value_tells_nothing_and_keeps_the_widgets(page: SettingsPage) -> None:
    told: list[tuple[str, object]] = []
    page.setting_changed.connect(lambda key, value: told.append((key, value)))
    before = page.findChild(Tick)
    page.render(settings(THEME, SettingRow("reduced_motion", "Hold still", "Nothing moves.", True)))
    assert told == []
    assert page.findChild(Tick) is before
    assert before is not None
    assert before.isChecked()
