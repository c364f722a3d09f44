from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.debrief import DebriefViewState
from closeddoor.ui.pages.debrief import DebriefPage
from closeddoor.ui.pages.debrief.body import DebriefBody
from closeddoor.ui.theme import AppearanceSwitch
from tests.ui.shown import exposed, settle

Show = Callable[[DebriefViewState], DebriefPage]


@pytest.fixture
def page(qtbot: QtBot, look: AppearanceSwitch) -> DebriefPage:
    assert look is not None
    return exposed(qtbot, DebriefPage())


@pytest.fixture
def show(page: DebriefPage) -> Show:
    """Render a state and wait until all sections are built and laid out."""

    def render(state: DebriefViewState) -> DebriefPage:
        page.render(state)
        body = page.findChild(DebriefBody)
        if body is not None:
            body.build_rest()
        settle()
        return page

    return render
