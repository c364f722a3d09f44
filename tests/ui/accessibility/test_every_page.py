"""Every page in every state: nothing cut off or over something else; each control named, large enough, seen in focus.

The tour runs the same `problems_of` over pages as they come about in use, in every appearance and size.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple, get_args

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.window import PageName, WindowViewState
from closeddoor.tour.geometry import problems_of, without_visible_focus
from closeddoor.ui.pages.privacy.sections import SECTIONS
from closeddoor.ui.pages.specs import PAGES
from closeddoor.ui.theme import AppearanceSwitch
from closeddoor.ui.window import MainWindow
from tests.ui.accessibility.page_states import PAGE_STATES, ROOM, SectionState
from tests.ui.shown import settle

SMALL, USUAL = (1024, 700), (1440, 900)


class Frame(NamedTuple):
    """One appearance in one size."""

    theme: str
    scale: float
    size: tuple[int, int]


FRAMES = (
    Frame("light", 1.0, SMALL),
    Frame("light", 1.0, USUAL),
    Frame("dark", 2.0, SMALL),
)
"""Where things stand does not depend on light or dark; colours are computed in `theme/test_contrast.py`."""


class Stage:
    """A window with one page in it."""

    def __init__(self, name: PageName, look: AppearanceSwitch) -> None:
        self.name = name
        self.page: Any = next(spec.make() for spec in PAGES if spec.name == name)
        self.window = MainWindow({name: self.page}, look)

    def put(self, frame: Frame, state: object) -> None:
        can_navigate = self.name != "unlock"
        self.window.render(
            WindowViewState(self.name, can_navigate, "Nothing leaves this laptop", "", frame.theme, frame.scale, True)  # type: ignore[arg-type]  # a theme
        )
        self.window.resize(*frame.size)
        self.window.show()
        self._render(state)
        # What a page took away is gone in use before anybody sees it.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        settle()

    def _render(self, state: object) -> None:
        if not isinstance(state, SectionState):
            self.page.render(state)
            return
        self.page.render(replace(ROOM, section=state.section))
        kind = next(spec.make for spec in SECTIONS if spec.name == state.section)
        self.page.the(kind).render(state.view)


@pytest.fixture(params=PAGE_STATES)
def stage(request: pytest.FixtureRequest, qtbot: QtBot, look: AppearanceSwitch) -> Iterator[Stage]:
    stage = Stage(request.param, look)
    qtbot.addWidget(stage.window)
    yield stage
    stage.window.hide()


def test_every_page_has_its_states() -> None:
    assert set(PAGE_STATES) <= set(get_args(PageName))
    for states in PAGE_STATES.values():
        assert any(name.startswith("full") for name in states)
        assert any(name.startswith("wrong") for name in states)


def test_nothing_is_cut_off_over_something_else_or_nameless(stage: Stage) -> None:
    found = []
    for frame in FRAMES:
        for name, state in PAGE_STATES[stage.name].items():
            stage.put(frame, state)
            assert (stage.window.width(), stage.window.height()) == frame.size
            where = f"{frame.scale:.0%} at {frame.size[0]}, {name}"
            found += [f"{where}: {problem}" for problem in problems_of(stage.window)]
    assert not found, "\n".join(found)


def test_every_control_is_reached_with_tab_and_shows_that_it_has_the_focus(stage: Stage, qtbot: QtBot) -> None:
    found: dict[str, str] = {}
    for name, state in PAGE_STATES[stage.name].items():
        stage.put(FRAMES[0], state)
        stage.window.activateWindow()
        qtbot.waitActive(stage.window)
        found |= dict.fromkeys(without_visible_focus(stage.window), name)
    assert not found, "\n".join(f"{name}: {problem}" for problem, name in found.items())


def test_what_is_wrong_is_said_to_a_screen_reader_too(stage: Stage) -> None:
    wrong = next(state for name, state in PAGE_STATES[stage.name].items() if name.startswith("wrong"))
    stage.put(FRAMES[0], wrong)
    banners = [each for each in stage.page.findChildren(QWidget) if each.property("banner") and each.isVisible()]
    said = " ".join(each.accessibleName() for each in banners)
    assert wrong.problem.happened in said
    assert wrong.problem.next_step in said
