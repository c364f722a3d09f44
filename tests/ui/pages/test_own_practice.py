"""The page for practice on an own document: every state, by pointer and keyboard, nothing lost on the way."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QWidget
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.own_practice import MarkRow, OwnPracticeViewState, OwnRow, PointRow
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.text.plain_document import render_lines
from closeddoor.ui.pages.debrief.cards import AS_A_CARD, NEXT_TIME
from closeddoor.ui.pages.own_practice import OwnPracticePage
from closeddoor.ui.widgets.buttons import Button
from closeddoor.ui.widgets.choice import Segment
from closeddoor.ui.widgets.document import DocumentView
from closeddoor.ui.widgets.fields import TextArea
from tests.ui.shown import exposed, settle

DOCUMENT = render_lines("The fee rises by nine per cent a year.\nItem | 2026\nLicence | 131,000\n")
POINTS = (PointRow("names the rise"), PointRow("asks for a ceiling", "met"), PointRow("says who pays"))
MARKS = (MarkRow("The fee", 0, 7, "every year?"),)


def state(stage: str, **changes: object) -> OwnPracticeViewState:
    return OwnPracticeViewState(stage, title="Offer", document=DOCUMENT, points=POINTS, **changes)  # type: ignore[arg-type]


@pytest.fixture
def page(qtbot: QtBot) -> OwnPracticePage:
    made = OwnPracticePage()
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    return made


def button(page: OwnPracticePage, words: str) -> Button:
    (found,) = (each for each in page.findChildren(Button) if each.accessibleName() == words and each.isVisible())
    return found


def field(page: OwnPracticePage, words: str) -> TextArea:
    (found,) = (each for each in page.findChildren(TextArea) if each.accessibleName().startswith(words))
    return found


def test_it_survives_any_state_in_any_order(page: OwnPracticePage) -> None:
    rows = (OwnRow(1, "Offer", "begun"),)
    states = [
        OwnPracticeViewState(rows=rows, undo="“X” is deleted."),
        OwnPracticeViewState(busy=Busy("Reading …", 0.5, can_cancel=True), problem=Problem("No.")),
        state("rubric"),
        state("answer", marks=MARKS),
        state("judge", memo="No."),
        OwnPracticeViewState(),
    ]
    for first in states:
        for second in states:
            page.render(first)
            page.render(second)


def test_a_mark_is_made_of_what_is_selected(page: OwnPracticePage, qtbot: QtBot) -> None:
    page.render(state("answer"))
    mark = button(page, "Mark what is selected")
    assert not mark.isEnabled()
    (document,) = page.findChildren(DocumentView)
    document.select(0, 7)
    with qtbot.waitSignal(page.mark_requested) as asked:
        mark.click()
    assert asked.args == [0, 7]


def test_a_selection_in_a_table_is_found_where_it_stands_in_the_text(page: OwnPracticePage) -> None:
    page.render(state("answer"))
    (document,) = page.findChildren(DocumentView)
    start = DOCUMENT.displayed.index("131,000")
    document.select(start, start + 7)
    assert document.selected() == (start, start + 7)
    assert document.textCursor().selectedText() == "131,000"


def test_what_is_typed_is_told_and_survives_a_rendering(page: OwnPracticePage, qtbot: QtBot) -> None:
    page.render(state("rubric", can_add_point=True))
    first = field(page, "Point 1")
    first.setFocus()
    first.place_caret_at_end()
    with qtbot.waitSignal(page.point_changed) as typed:
        first.insertPlainText("!")
    assert typed.args == [0, "names the rise!"]
    page.render(state("rubric", can_add_point=True))
    assert field(page, "Point 1") is first


def test_a_verdict_is_the_users(page: OwnPracticePage, qtbot: QtBot) -> None:
    page.render(state("judge"))
    segments = [each for each in page.findChildren(Segment) if each.isVisible()]
    assert [each.text() for each in segments if each.isChecked()] == ["My answer holds it"]
    with qtbot.waitSignal(page.point_judged) as judged:
        segments[2].click()
    assert judged.args == [0, "unsure"]


def test_the_way_on_says_what_is_missing(page: OwnPracticePage) -> None:
    page.render(state("rubric", can_go_on=False, go_on_hint="Write 2 more points first."))
    assert not button(page, "Go on to your answer").isEnabled()
    page.render(state("answer", can_go_on=True))
    assert button(page, "Judge your answer").isEnabled()


def test_a_line_for_next_time_says_that_it_is_a_card(page: OwnPracticePage) -> None:
    (said,) = (each for each in page.findChildren(QLabel) if each.text() == AS_A_CARD)
    page.render(state("judge"))
    assert not said.isVisible()
    page.render(state("judge", next_time="who pays"))
    assert said.isVisible()


STEPS = (
    (state("rubric"), "Point 1: a good answer would"),
    (state("answer"), "Your answer"),
    (state("judge", memo="No."), "Does your answer hold it?"),
    (OwnPracticeViewState(pasted="A text."), "Choose a document …"),
)


def name_of(field: QWidget | None) -> str:
    assert field is not None
    return field.accessibleName()


TABS = (
    (
        state("rubric", can_add_point=True, can_go_on=True),
        ["Point 2: a good answer would", "Point 3: a good answer would", "Add a point", "Go on to your answer"],
    ),
    (
        state("answer", marks=MARKS, can_go_on=True),
        ["Mark 1", "Remove mark 1", "Note on mark 1", "Judge your answer"],
    ),
    (
        state("judge", memo="No.", next_time=""),
        [*["My answer holds it"] * len(POINTS), NEXT_TIME],
    ),
)


@pytest.mark.parametrize(("shown", "names"), TABS)
def test_tab_goes_through_a_step_as_it_stands(
    page: OwnPracticePage, qtbot: QtBot, shown: OwnPracticeViewState, names: list[str]
) -> None:
    page.activateWindow()
    qtbot.waitActive(page)
    page.render(OwnPracticeViewState())
    page.setFocus()
    page.render(shown)
    passed = []
    for _ in names:
        QTest.keyClick(page.window().windowHandle(), Qt.Key.Key_Tab)
        passed.append(name_of(QApplication.focusWidget()))
    assert passed == names


def test_each_step_begins_with_the_keyboard_on_the_first_thing_to_do(page: OwnPracticePage, qtbot: QtBot) -> None:
    page.activateWindow()
    qtbot.waitActive(page)
    page.render(OwnPracticeViewState(pasted="A text."))
    button(page, "Practise on this text").setFocus()
    for shown, first in STEPS:
        page.render(shown)
        assert name_of(QApplication.focusWidget()) == first


def test_the_keyboard_is_left_where_it_is_on_another_part_of_the_window(qtbot: QtBot) -> None:
    window = exposed(qtbot, QWidget())
    row = QHBoxLayout(window)
    page, elsewhere = OwnPracticePage(), Button("Home")
    for widget in (elsewhere, page):
        row.addWidget(widget)
    settle()
    elsewhere.setFocus()
    for shown, first in STEPS:
        page.render(shown)
        assert elsewhere.hasFocus()
        assert name_of(page.focusProxy()) == first
