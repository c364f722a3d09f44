from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.record import RecordView, RecordViewState, UndoOffer
from closeddoor.presenters.states.shared import Problem
from closeddoor.tour.geometry import problems_of
from closeddoor.ui.pages.record import RecordPage
from closeddoor.ui.pages.record.attempt_list import AttemptList
from closeddoor.ui.theme import Appearance, AppearanceSwitch
from closeddoor.ui.widgets.charts.calibration import CalibrationChart
from closeddoor.ui.widgets.charts.share_bar import ShareBar
from tests.ui.paper import whole
from tests.ui.record.record_states import (
    CARDS,
    EMPTY,
    FULL,
    PAGE,
    QUESTION,
    ROWS,
    TURNED,
    WORKING,
    WRONG,
)
from tests.ui.shown import exposed, settle

VIEWS = get_args(RecordView)
LONG_PROBLEM = Problem(
    "The disk refused the file at the place you chose.",
    "Nothing was lost, and your history is safe.",
    "Choose another place, or free some space and save it again.",
)


@pytest.fixture
def page(qtbot: QtBot) -> RecordPage:
    page = exposed(qtbot, RecordPage())
    page.render(FULL)
    settle()
    return page


def shown(page: RecordPage, state: RecordViewState) -> RecordPage:
    page.render(state)
    settle()
    return page


def at(view: RecordView, state: RecordViewState = FULL) -> RecordViewState:
    return replace(state, view=view)


def said(page: QWidget) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible() and label.text()]


def button(page: QWidget, words: str) -> QAbstractButton:
    buttons = (each for each in page.findChildren(QAbstractButton) if each.isVisible())
    return next(each for each in buttons if words in (each.text(), each.accessibleName()))


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def attempt_list(page: QWidget) -> AttemptList:
    return page.findChildren(AttemptList)[0]


def test_before_the_first_state_nothing_is_claimed(qtbot: QtBot) -> None:
    page = exposed(qtbot, RecordPage())
    assert said(page) == ["My record"]
    assert "Your attempts are read." in said(shown(page, WORKING))
    assert not any("Nothing yet" in text for text in said(page))
    assert any("Nothing yet" in text for text in said(shown(page, EMPTY)))
    assert "The disk is full." in said(shown(page, WRONG))


@pytest.mark.parametrize("view", VIEWS)
def test_the_keyboard_finds_something_on_every_view_also_before_there_is_anything(
    qtbot: QtBot, view: RecordView
) -> None:
    page = exposed(qtbot, RecordPage())
    for state in (WORKING, EMPTY, FULL):
        shown(page, at(view, state))
        page.setFocus()
        assert focused() is not page
        assert focused().isVisible()


def test_an_empty_record_offers_one_action(page: RecordPage, qtbot: QtBot) -> None:
    for view in ("shows", "attempts", "cards"):
        shown(page, at(view, EMPTY))
        with qtbot.waitSignal(page.home_requested):
            button(page, "Choose a briefing").click()


def test_the_evidence_is_unfolded_and_opens_its_debrief(page: RecordPage, qtbot: QtBot) -> None:
    button(page, "The points behind it").click()
    settle()
    assert {"It renews", "Fee"} <= set(said(page))
    with qtbot.waitSignal(page.debrief_requested) as asked:
        button(page, "Invoice Copilot. Read the debrief").click()
    assert asked.args == [7]


def test_charts_say_in_words_what_they_draw(page: RecordPage) -> None:
    chart, bar = page.findChildren(CalibrationChart)[0], page.findChildren(ShareBar)[0]
    assert "At 90% sure: right in 19 of 30" in chart.accessibleName()
    assert bar.accessibleName() == "20% of the points, likely between 10% and 40%"
    button(page, "The chart in words").click()
    settle()
    assert any("At 60% sure: right in 6 of 12." in text for text in said(page))


def test_attempts_are_opened_with_the_keyboard_and_headings_are_passed_over(page: RecordPage, qtbot: QtBot) -> None:
    shown(page, at("attempts"))
    page.setFocus()
    listed = attempt_list(page)
    assert listed.hasFocus()
    with qtbot.waitSignal(page.debrief_requested) as asked:
        QTest.keyClick(listed, Qt.Key.Key_Return)
    assert asked.args == [9]
    QTest.keyClick(listed, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.briefing_requested) as begun:
        QTest.keyClick(listed, Qt.Key.Key_Return)
    assert begun.args == ["p", "s"]
    QTest.keyClick(listed, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.delete_requested) as deleted:
        QTest.keyClick(listed, Qt.Key.Key_Delete)
    assert deleted.args == [(7,)]
    QTest.keyClick(listed, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.more_requested):
        QTest.keyClick(listed, Qt.Key.Key_Return)
    QTest.keyClick(listed, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.own_requested) as own:
        QTest.keyClick(listed, Qt.Key.Key_Return)
    assert own.args == [3]
    with qtbot.waitSignal(page.delete_own_requested) as gone:
        QTest.keyClick(listed, Qt.Key.Key_Delete)
    assert gone.args == [3]


def test_while_attempts_are_chosen_a_click_ticks_and_escape_leaves_off(page: RecordPage, qtbot: QtBot) -> None:
    shown(page, at("attempts"))
    with qtbot.waitSignal(page.selecting_changed) as begun:
        button(page, "Select …").click()
    assert begun.args == [True]
    chosen = replace(FULL.attempts, is_selecting=True, selected=frozenset({9, 7}))
    shown(page, replace(at("attempts"), attempts=chosen))
    listed = attempt_list(page)
    listed.setCurrentIndex(listed.model().index(1, 0))
    with qtbot.waitSignal(page.attempt_ticked) as ticked:
        QTest.keyClick(listed, Qt.Key.Key_Space)
    assert ticked.args == [9, False]
    with qtbot.waitSignal(page.delete_requested) as deleted:
        button(page, "Delete 2 attempts").click()
    assert deleted.args == [(7, 9)]
    with qtbot.waitSignal(page.selecting_changed) as left:
        QTest.keyClick(listed, Qt.Key.Key_Escape)
    assert left.args == [False]


def test_a_line_that_goes_leaves_the_keyboard_where_it_was(page: RecordPage) -> None:
    shown(page, at("attempts"))
    listed = attempt_list(page)
    listed.setCurrentIndex(listed.model().index(4, 0))
    assert "Letter 7" in listed.currentIndex().data()
    shown(page, replace(at("attempts"), attempts=replace(FULL.attempts, rows=ROWS[1:])))
    assert "Letter 7" in listed.currentIndex().data()


def test_the_question_offers_first_to_keep_everything(page: RecordPage, qtbot: QtBot) -> None:
    shown(page, replace(at("attempts"), question=QUESTION))
    assert button(page, "Keep").hasFocus()
    with qtbot.waitSignal(page.decline_requested):
        QTest.keyClick(button(page, "Keep"), Qt.Key.Key_Escape)
    with qtbot.waitSignal(page.confirm_requested):
        button(page, "Delete all").click()
    shown(page, at("attempts"))
    assert attempt_list(page).hasFocus()


def test_a_card_is_turned_and_rated_by_keys(page: RecordPage, qtbot: QtBot) -> None:
    shown(page, at("cards"))
    page.setFocus()
    with qtbot.waitSignal(page.turn_requested):
        QTest.keyClick(focused(), Qt.Key.Key_Space)
    with qtbot.assertNotEmitted(page.recall_chosen):
        QTest.keyClick(focused(), Qt.Key.Key_3)
    shown(page, replace(at("cards"), cards=replace(CARDS, card=TURNED)))
    assert "Who leaves first?" in focused().accessibleName()
    with qtbot.assertNotEmitted(page.recall_chosen):
        QTest.keyClick(focused(), Qt.Key.Key_Return)
    for key, recall in ((Qt.Key.Key_1, "not_at_all"), (Qt.Key.Key_4, "at_once")):
        with qtbot.waitSignal(page.recall_chosen) as chosen:
            QTest.keyClick(focused(), key)
        assert chosen.args == [recall]
    with qtbot.waitSignal(page.recall_chosen) as chosen:
        button(page, "With effort").click()
    assert chosen.args == ["with_effort"]


def test_every_question_can_be_deleted(page: RecordPage, qtbot: QtBot) -> None:
    shown(page, at("cards"))
    button(page, "All your questions").click()
    settle()
    with qtbot.waitSignal(page.forget_requested) as forgotten:
        button(page, "Delete").click()
    assert forgotten.args == [5]


def test_an_offer_to_undo_is_answered_with_its_number(page: RecordPage, qtbot: QtBot) -> None:
    shown(page, replace(at("attempts"), undo=UndoOffer(4, "The attempt was deleted.")))
    with qtbot.waitSignal(page.undo_accepted) as taken:
        button(page, "Undo").click()
    assert taken.args == [4]
    shown(page, replace(at("attempts"), undo=None))
    shown(page, replace(at("attempts"), undo=UndoOffer(5, "The attempt was deleted.")))
    with qtbot.waitSignal(page.undo_passed) as passed:
        page.hide()
    assert passed.args == [5]


def test_the_statement_is_typed_seen_and_saved_as_a_pdf(page: RecordPage, qtbot: QtBot, tmp_path: Path) -> None:
    shown(page, at("statement"))
    assert {"Statement of practice", "2 hours", "Hours are a number."} <= set(said(page))
    hours = next(each for each in page.findChildren(QLineEdit) if each.accessibleName() == "Hours, ai risk")
    with qtbot.waitSignal(page.hours_changed) as typed:
        QTest.keyClicks(hours, "5")
    assert typed.args == ["risk", "25"]
    button(page, "Save as PDF …").click()
    dialog = page.findChildren(QFileDialog)[0]
    with qtbot.waitSignal(page.save_requested) as saved:
        dialog.fileSelected.emit(str(tmp_path / "mine.pdf"))
    dialog.reject()
    path, prepare = saved.args
    assert path == tmp_path / "mine.pdf"
    assert whole(prepare()).startswith(b"%PDF-")


def test_nothing_can_be_saved_while_there_is_no_page(page: RecordPage) -> None:
    shown(page, replace(at("statement"), statement=replace(FULL.statement, page=None, hint="Tick a module.")))
    assert "Tick a module." in said(page)
    assert not button(page, "Save as PDF …").isEnabled()
    assert not button(page, "Copy").isEnabled()
    assert PAGE.title not in said(page)


def test_nothing_is_cut_off_or_overlaps_in_any_view(page: RecordPage, appearance_switch: AppearanceSwitch) -> None:
    appearance_switch.show(Appearance("light", 2.0, reduced_motion=True))
    found: list[str] = []
    for state in (EMPTY, WORKING, WRONG, replace(FULL, said="It was saved.")):
        for view in VIEWS:
            page.resize(1024, 700)
            shown(page, at(view, state))
            found += [f"{view}: {problem}" for problem in problems_of(page)]
    assert found == []


def test_a_page_too_low_for_its_head_lets_it_scroll(page: RecordPage, appearance_switch: AppearanceSwitch) -> None:
    appearance_switch.show(Appearance("light", 2.0, reduced_motion=True))
    page.resize(700, 560)
    shown(page, at("statement"))
    page.render(at("statement", replace(WRONG, problem=LONG_PROBLEM)))
    settle()
    assert problems_of(page) == []
    assert page.height() == 560
    top = page._problem.mapTo(page, QPoint()).y()
    assert 0 <= top < page._head.height() // 2
    page.resize(1250, 860)
    settle()
    assert page._head.height() == page._names.heightForWidth(page.width())
    assert page._head.bar_px == 0
