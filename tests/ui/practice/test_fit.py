"""Every step of a briefing in a small window, at both ends of the text size: nothing is cut, nothing overlaps."""

from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from closeddoor.presenters.states.briefing import BriefingViewState, EffectView, InterviewLine, StepBody
from closeddoor.presenters.states.shared import Problem
from closeddoor.ui.pages.practice import BriefingPage
from closeddoor.ui.pages.practice.document_bar import DocumentBar
from closeddoor.ui.pages.practice.interval import IntervalLine
from closeddoor.ui.theme import Appearance, AppearanceSwitch
from closeddoor.ui.widgets.notices import ProblemBanner
from tests.ui.practice.briefings import BODIES, DOCUMENT, INTERVIEW, OTHERS, WORKBOOK, view
from tests.ui.practice.showing import show
from tests.ui.practice.test_documents import APPENDIX, note
from tests.ui.practice.test_figures import TORNADO
from tests.ui.practice.test_interval import estimate
from tests.ui.shown import settle

LONG_TITLE = "Small limits without delay: paper of the commercial directorate for the meeting in November"
EFFECTS = (EffectView(LONG_TITLE, "−12 345 678 USD"),)
FULL: dict[str, StepBody] = {
    "months": estimate(10, 20, 40),
    "case": replace(
        WORKBOOK,
        inputs=(
            replace(WORKBOOK.inputs[0], effects=(EffectView(LONG_TITLE, "−12 345 678 USD"),)),
            *WORKBOOK.inputs[1:],
        ),
        tornados=(replace(TORNADO, title=LONG_TITLE),),
    ),
    "call": replace(INTERVIEW, lines=(*INTERVIEW.lines, InterviewLine("participant", LONG_TITLE))),
}


def full(step: str) -> BriefingViewState:
    """Return a step with all that can stand on it: two documents, one of a long title, notes, and something to undo."""
    reading = (replace(DOCUMENT, notes=(note("Renewal", "Until when, and who may end it?"),)), APPENDIX)
    return replace(
        view(step, FULL.get(step)),
        reading=(reading[0], replace(reading[1], title=LONG_TITLE)),
        can_undo=True,
        can_redo=True,
        saved_line="Kept, encrypted",
    )


def visible(page: QWidget, *kinds: type[QWidget]) -> list[QWidget]:
    return [each for kind in kinds for each in page.findChildren(kind) if each.isVisible()]


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("step", [*BODIES, *OTHERS])
def test_nothing_is_cut_and_nothing_overlaps(
    page: BriefingPage, look: AppearanceSwitch, step: str, scale: float
) -> None:
    look.show(Appearance("light", scale, reduced_motion=True))
    page.setMinimumSize(320, 240)
    page.resize(834, 640)
    show(page, full(step))
    page.focus_search()
    settle()
    for each in visible(page, QLabel, QAbstractButton, QLineEdit, IntervalLine):
        said = each.accessibleName() or getattr(each, "text", str)() or each
        parent = each.parentWidget()
        assert parent is not None
        assert each.geometry().left() >= 0, said
        assert each.geometry().right() <= parent.width(), said
        assert each.height() >= each.heightForWidth(each.width()), said
        assert each.width() >= each.minimumSizeHint().width() or isinstance(each, QLabel), said
    for bar in visible(page, DocumentBar):
        parts = [each for each in visible(bar, QAbstractButton, QLineEdit) if each.parentWidget() is bar]
        assert not [pair for pair in combinations(parts, 2) if pair[0].geometry().intersects(pair[1].geometry())]


@pytest.mark.parametrize("step", [*BODIES, *OTHERS])
def test_everything_that_takes_the_keyboard_has_a_name_and_is_large_enough(page: BriefingPage, step: str) -> None:
    show(page, full(step))
    page.focus_search()
    settle()
    for each in visible(
        page, QAbstractButton, QLineEdit, *(type(handle) for handle in page.findChildren(IntervalLine))
    ):
        assert each.accessibleName(), each
        assert min(each.width(), each.height()) >= 24, each.accessibleName()


def test_long_words_of_another_language_leave_the_way_on_and_the_problem_whole(
    page: BriefingPage, look: AppearanceSwitch
) -> None:
    look.show(Appearance("light", 2.0, reduced_motion=True))
    page.resize(932, 625)
    onward = "Commit all of my answers now, each one"
    problem = Problem("The file could not be written, for the disk is full. " * 2, "All that was is kept. " * 5)
    show(page, replace(full("case"), forward_title=onward, problem=problem))
    settle()
    forward, back = (
        next(each for each in visible(page, QAbstractButton) if each.accessibleName() == name)
        for name in (onward, "Previous step")
    )
    assert isinstance(forward, QAbstractButton)
    assert isinstance(back, QAbstractButton)
    assert forward.width() >= forward.sizeHint().width()
    assert back.text() == ""
    for line in page.findChildren(ProblemBanner)[0].findChildren(QLabel):
        assert line.height() >= line.heightForWidth(line.width())
    page.resize(1400, 900)
    settle()
    assert back.text() == "Previous step"
