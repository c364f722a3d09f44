import pytest
from pytestqt.qtbot import QtBot

from closeddoor.ui.pages.practice import BriefingPage
from closeddoor.ui.theme import AppearanceSwitch
from tests.ui.shown import exposed


@pytest.fixture
def page(qtbot: QtBot, look: AppearanceSwitch) -> BriefingPage:
    assert look is not None
    return exposed(qtbot, BriefingPage())
