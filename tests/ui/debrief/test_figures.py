"""The debriefs of choice, estimate and workbook: every reason, no points while the score is folded."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from closeddoor.presenters.states.debrief import DebriefViewState, EstimateDebrief
from closeddoor.ui.pages.debrief import DebriefPage
from closeddoor.ui.pages.debrief.interval_line import IntervalLine
from closeddoor.ui.pages.debrief.section import Section
from closeddoor.ui.pages.practice.results import ResultTable
from closeddoor.ui.theme import Appearance, AppearanceSwitch
from closeddoor.ui.widgets.verdict_badge import VerdictBadge
from tests.ui.debrief.debriefs import CHOICE, ESTIMATE, OPEN, VECTOR, WORKBOOK

Show = Callable[[DebriefViewState], DebriefPage]

FIGURES = replace(OPEN, tasks=(CHOICE, ESTIMATE, WORKBOOK), headline="Three parts.")


def texts(page: QWidget) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def badges(page: QWidget) -> list[str]:
    return [badge.said() for badge in page.findChildren(VerdictBadge) if badge.isVisible()]


def test_points_are_shown_on_demand_only(show: Show) -> None:
    page = show(FIGURES)
    sections = page.findChildren(Section)
    assert not [text for section in sections for text in texts(section) if "points" in text]
    next(each for each in page.findChildren(QPushButton) if each.text() == "Show the score").click()
    shown = [text for section in sections for text in texts(section) if "points" in text]
    assert {CHOICE.points_line, "Takes 6 points away", ESTIMATE.points_line, WORKBOOK.points_line} <= set(shown)


def test_a_choice_says_of_each_option_whether_it_belongs_and_why(show: Show) -> None:
    page = show(replace(FIGURES, tasks=(CHOICE,)))
    assert badges(page) == ["● Belongs", "– Your choice", "● Belongs", "– Your choice", "△ Better left"]
    assert {"Ours.", VECTOR, "It tells nothing."} <= set(texts(page))


def test_an_estimate_is_said_and_drawn(show: Show) -> None:
    page = show(replace(FIGURES, tasks=(ESTIMATE,)))
    line = page.findChild(IntervalLine)
    assert isinstance(line, IntervalLine)
    assert line.accessibleName() == f"{ESTIMATE.interval_line} The true figure: {ESTIMATE.answer_line}."
    assert badges(page) == ["○ Outside your range"]
    assert {ESTIMATE.interval_line, ESTIMATE.why} <= set(texts(page))


def test_without_an_estimate_the_answer_and_its_reason_stand_alone(show: Show) -> None:
    page = show(replace(FIGURES, tasks=(replace(ESTIMATE, interval=None, interval_line=""),)))
    assert not [line for line in page.findChildren(IntervalLine) if line.isVisible()]
    assert not badges(page)
    assert ESTIMATE.why in texts(page)


@pytest.mark.parametrize(
    "values", [(5.0, 5.0, 5.0, 5.0), (0.0, 1.0, 2.0, 1e300), (-1.7e308, 0.0, 1.7e308, 0.0), (-3.0, -2.0, -1.0, -2.0)]
)
def test_any_estimate_can_be_drawn_within_the_line(
    show: Show, look: AppearanceSwitch, values: tuple[float, float, float, float]
) -> None:
    look.show(Appearance("dark", 2.0, reduced_motion=True))
    low, best, high, answer = values
    odd: EstimateDebrief = replace(ESTIMATE, interval=(low, best, high), answer=answer, is_inside=True)
    page = show(replace(FIGURES, tasks=(odd,)))
    line = page.findChild(IntervalLine)
    assert isinstance(line, IntervalLine)
    assert not line.grab().isNull()
    assert all(0 <= line._x_of(value) <= line.width() for value in values)


def test_a_workbook_sets_each_value_beside_the_evidence(show: Show) -> None:
    page = show(replace(FIGURES, tasks=(WORKBOOK,)))
    assert badges(page) == ["● Right", "○ Not supported", "○ Not supported"]
    assert {f"Users {VECTOR}, %", "52", "95", "40 to 65", "The pilot reached 52 %.", "Left out", VECTOR} <= set(
        texts(page)
    )
    assert {"1850", "60", "none"} <= set(texts(page))


def test_an_unanswered_workbook_shows_the_evidence_without_a_verdict(show: Show) -> None:
    inputs = tuple(replace(each, is_right=None, yours="") for each in WORKBOOK.inputs)
    page = show(replace(FIGURES, tasks=(replace(WORKBOOK, inputs=inputs, is_answered=False),)))
    assert not badges(page)
    assert "40 to 65" in texts(page)
    assert not [table for table in page.findChildren(ResultTable) if table.isVisible()]
