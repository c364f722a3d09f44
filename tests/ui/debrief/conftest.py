from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.debrief import DebriefViewState
from closeddoor.ui.pages.debrief import DebriefPage
from closeddoor.ui.pages.debrief.body import DebriefBody
from closeddoor.ui.theme import AppearanceSwitch

SETTLING_ROUNDS = 12
"""A height that changes deep in the page travels up one layout per round of events."""

Show = Callable[[DebriefViewState], DebriefPage]


@pytest.fixture
def page(qtbot: QtBot, look: AppearanceSwitch) -> DebriefPage:
    assert look is not None
    shown = DebriefPage()
    qtbot.addWidget(shown)
    shown.resize(1250, 860)
    with qtbot.waitExposed(shown):
        shown.show()
    shown.activateWindow()
    return shown


@pytest.fixture
def show(page: DebriefPage) -> Show:
    """Render a state and wait until all sections are built and laid out."""

    def render(state: DebriefViewState) -> DebriefPage:
        page.render(state)
        body = page.findChild(DebriefBody)
        if body is not None:
            body.build_rest()
        for _ in range(SETTLING_ROUNDS):
            QApplication.processEvents()
        return page

    return render
