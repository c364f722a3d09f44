import pytest
from pytestqt.qtbot import QtBot

from closeddoor.ui.pages.sandbox import SandboxPage


@pytest.fixture
def page(qtbot: QtBot) -> SandboxPage:
    page = SandboxPage()
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    page.activateWindow()
    return page
