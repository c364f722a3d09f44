"""The stage, as a room sees it: everything fits, long texts are turned, and one key goes through all of it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.session import StageViewState
from closeddoor.presenters.states.window import WindowViewState
from closeddoor.tour.gallery import THEMES
from closeddoor.tour.geometry import problems_of
from closeddoor.ui.pages.session import StagePage
from closeddoor.ui.pages.session.stage_text import StageText
from closeddoor.ui.theme import AppearanceSwitch
from closeddoor.ui.widgets.words import ElidedLabel, Words
from closeddoor.ui.window import MainWindow
from tests.ui.pages.session.group import stages
from tests.ui.shown import settle

SIZES = ((1920, 1080), (1024, 768), (1024, 700))


@pytest.fixture
def window(qtbot: QtBot, look: AppearanceSwitch) -> MainWindow:
    window = MainWindow({"stage": StagePage()}, look)
    qtbot.addWidget(window)
    return window


def put(window: MainWindow, state: StageViewState, size: tuple[int, int], theme: str, scale: float = 1.0) -> StagePage:
    window.render(WindowViewState("stage", True, "Nothing leaves this laptop", "", theme, scale, True))  # type: ignore[arg-type]  # a theme
    window.resize(*size)
    window.show()
    page = window.findChild(StagePage)
    assert page is not None
    page.render(state)
    settle()
    return page


def read(page: StagePage) -> StageText:
    return page.findChildren(StageText)[0]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("theme", THEMES)
def test_nothing_is_cut_off_or_over_something_else(window: MainWindow, size: tuple[int, int], theme: str) -> None:
    for scale in (1.0, 2.0):
        for kind, state in stages().items():
            put(window, state, size, theme, scale)
            assert problems_of(window) == [], (kind, scale)


def test_its_head_is_read_to_the_end_at_any_size_of_text(window: MainWindow) -> None:
    """Nobody in the room can rest a pointer on what is cut off."""
    long = replace(
        stages()["place question"],
        step_line="In pairs: one sentence in the papers you would not repeat under your own name",
        clock_line="15 min, 12 over",
    )
    page = put(window, long, (1024, 700), "light", 2.0)
    assert page.findChildren(ElidedLabel) == []
    said = [label.text() for label in page.findChildren(Words) if label.isVisible()]
    assert long.step_line in said
    assert long.clock_line in said
    assert problems_of(window) == []


def test_there_is_room_for_everything_in_a_longer_language(window: MainWindow) -> None:
    """As in the made-up language of the tour: the place keeps a line, what is said of it the rest."""
    state = stages()["place reason"]
    assert state.slide.reason is not None
    long = "a section with a name that runs on and on " * 3
    reason = replace(state.slide.reason, why=state.slide.reason.why * 3)
    slide = replace(state.slide, part=long, reason=reason)
    put(window, replace(state, slide=slide, step_line=long, parts=(long,)), (1024, 700), "light", 2.0)
    assert problems_of(window) == []


def test_a_step_that_is_called_as_its_section_is_said_once(window: MainWindow) -> None:
    state = stages()["place question"]
    page = put(window, replace(state, step_line=state.slide.part), (1024, 768), "light")
    said = [label.text() for label in page.findChildren(Words) if label.isVisible()]
    assert sum(state.slide.part in each for each in said) == 1


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_place_that_is_argued_about_is_in_sight(window: MainWindow, size: tuple[int, int]) -> None:
    for kind in ("place question", "place reason"):
        state = stages()[kind]
        page = put(window, state, size, "light")
        text = read(page)
        assert state.slide.mark is not None
        rect = text.cursorRect(text._cursor(state.slide.mark[0], state.slide.mark[0]))
        assert text.viewport().rect().contains(rect), kind


def test_a_long_text_is_turned_before_the_slide(window: MainWindow, qtbot: QtBot) -> None:
    long = next(state for state in stages().values() if len(state.slide.text.displayed) > 4000 and not state.slide.mark)
    page = put(window, long, (1024, 768), "light")
    asked: list[int] = []
    page.slide_requested.connect(asked.append)
    window.activateWindow()
    qtbot.waitActive(window)
    turned = 0
    while not asked and turned < 60:
        before = read(page).verticalScrollBar().value()
        QTest.keyClick(page, Qt.Key.Key_PageDown)
        turned += read(page).verticalScrollBar().value() > before
    assert turned > 2
    assert asked == [1]
    assert read(page).verticalScrollBar().value() == read(page).verticalScrollBar().maximum()


def test_at_a_place_of_a_long_document_one_key_leads_to_the_reason(window: MainWindow, qtbot: QtBot) -> None:
    page = put(window, stages()["place question"], (1024, 768), "light")
    assert read(page).verticalScrollBar().maximum() > 1000
    window.activateWindow()
    qtbot.waitActive(window)
    with qtbot.waitSignal(page.slide_requested) as asked:
        QTest.keyClick(page, Qt.Key.Key_PageDown)
    assert asked.args == [1]


def test_its_text_has_a_size_of_its_own(window: MainWindow) -> None:
    state = stages()["The situation question"]
    before = read(put(window, state, (1920, 1080), "light")).document().defaultFont().pixelSize()
    at_two = read(put(window, state, (1920, 1080), "light", 2.0)).document().defaultFont().pixelSize()
    assert (before, at_two) == (31, 31)
