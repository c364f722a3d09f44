import pytest
from pytestqt.qtbot import QtBot

from closeddoor.ui.pages.practice import BriefingPage
from closeddoor.ui.theme import AppearanceSwitch


@pytest.fixture
def page(qtbot: QtBot, look: AppearanceSwitch) -> BriefingPage:
    assert look is not None
    shown = BriefingPage()
    qtbot.addWidget(shown)
    shown.resize(1250, 860)
    with qtbot.waitExposed(shown):
        shown.show()
    shown.activateWindow()
    return shown
