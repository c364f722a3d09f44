"""The end of the debrief by its controls: cards, another try, the slip, one's own notes."""

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.briefing import NoteView
from closeddoor.presenters.states.debrief_parts import SlipView
from closeddoor.tour.geometry import problems_of
from closeddoor.ui.pages.debrief import DebriefPage
from closeddoor.ui.pages.debrief.cards import KEEP, KEPT, CardRow, NextTime
from closeddoor.ui.pages.debrief.closing import PRACTISED
from closeddoor.ui.pages.debrief.highlight import HighlightSection
from closeddoor.ui.pages.debrief.index import SectionIndex
from closeddoor.ui.pages.debrief.memo import MemoSection
from closeddoor.ui.pages.debrief.overview import OutcomeRows
from closeddoor.ui.pages.debrief.place_note import OwnNote
from closeddoor.ui.pages.debrief.section import Section
from closeddoor.ui.pages.debrief.slip import OFFER, SlipDialog
from closeddoor.ui.theme import Appearance, AppearanceSwitch
from closeddoor.ui.widgets.fields import TextArea
from closeddoor.ui.widgets.flow_page import FlowPage
from closeddoor.ui.widgets.row_button import RowButton
from tests.ui.debrief.conftest import Show
from tests.ui.debrief.debriefs import CHOICE, DOCUMENT, ESTIMATE, HIGHLIGHT, MEMO, OPEN, VECTOR, WORKBOOK
from tests.ui.shown import settle

SLIP = SlipView("reply", "expert", "", f"To the author\n\nPack: letters 1\n\n{VECTOR}\n")


def buttons(page: QWidget, words: str) -> list[QPushButton]:
    return [each for each in page.findChildren(QPushButton) if each.text() == words and each.isVisible()]


def texts(page: QWidget) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_each_of_the_authors_questions_is_kept_or_taken_back_by_its_row(qtbot: QtBot, show: Show) -> None:
    page = show(OPEN)
    first, second = page.findChildren(CardRow)
    with qtbot.waitSignal(page.card_kept) as kept:
        buttons(first, KEEP)[0].click()
    assert kept.args == [0, True]
    with qtbot.waitSignal(page.card_kept) as kept:
        buttons(second, KEPT)[0].click()
    assert kept.args == [1, False]
    cards = (replace(OPEN.cards[0], card_id=3), OPEN.cards[1])
    show(replace(OPEN, cards=cards))
    assert page.findChildren(CardRow) == [first, second]
    assert buttons(first, KEPT)


def test_what_was_practised_is_told_at_the_end(show: Show) -> None:
    page = show(OPEN)
    assert f"{PRACTISED}\n{OPEN.practised[0]}" in texts(page)
    show(replace(OPEN, practised=()))
    assert not any(PRACTISED in text for text in texts(page))


def test_the_twin_and_once_more_are_asked_for_with_their_minutes(qtbot: QtBot, show: Show) -> None:
    page = show(OPEN)
    rows = [row for row in page.findChildren(RowButton) if "minutes" in row.accessibleName()]
    assert [row.accessibleName().split(":")[0] for row in rows] == ["The twin", "Begin again"]
    assert rows[0].accessibleName().endswith("14 minutes")
    with qtbot.waitSignal(page.briefing_requested) as asked:
        rows[0].click()
    assert asked.args == ["letters", "other-letter"]


def test_a_row_at_the_top_leads_to_its_task_at_any_width(show: Show, page: DebriefPage) -> None:
    page.resize(834, 668)
    show(OPEN)
    rows = page.findChildren(OutcomeRows)[0].findChildren(RowButton)
    assert [row.accessibleName() for row in rows][2:] == ["Decide. ○ Missed", "Write. ◐ 1 of 3"]
    bar = page.findChildren(FlowPage)[-1].verticalScrollBar()
    rows[3].setFocus()
    QTest.keyClick(rows[3], Qt.Key.Key_Space)
    settle()
    assert bar.value() > 500


def test_the_keyboard_goes_from_part_to_part_and_on_within_one(show: Show, page: DebriefPage) -> None:
    show(OPEN)
    page.activateWindow()
    index = page.findChildren(SectionIndex)[0]
    seen = []
    parts = len(OPEN.tasks) + 5  # beside the overview: the reasons, notes, terms, next time and another try
    for _ in range(parts):
        QTest.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        settle()
        seen.append(type(QApplication.focusWidget()).__name__)
    assert index.current == parts
    assert seen[0] == "DocumentView"
    assert seen[-1] == "RowButton"
    QTest.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert QApplication.focusWidget() is page.findChildren(NextTime)[0].field


def test_tab_goes_down_the_page_notes_in_the_margin_included(show: Show) -> None:
    page = show(OPEN)
    flow = page.findChildren(FlowPage)[-1]
    tops: list[int] = []
    field = flow.nextInFocusChain()
    while field is not None and field is not flow:
        if flow.ground().isAncestorOf(field) and field.isVisible() and field.focusPolicy() & Qt.FocusPolicy.TabFocus:
            tops.append(field.mapTo(flow.ground(), field.rect().topLeft()).y())
        field = field.nextInFocusChain()
    assert len(tops) > 20
    assert all(after >= before - 10 for before, after in pairwise(tops))


def test_only_an_outcome_that_changed_is_drawn_anew_and_it_keeps_the_focus(show: Show) -> None:
    page = show(OPEN)
    rows = page.findChildren(OutcomeRows)[0]
    before = rows.findChildren(RowButton)
    before[3].setFocus()
    show(replace(OPEN, outcomes=(*OPEN.outcomes[:3], replace(OPEN.outcomes[3], count="2 of 3"))))
    after = [row for row in rows.findChildren(RowButton) if row.isVisible()]
    assert after[:3] == before[:3]
    assert (after[3].accessibleName(), after[3].hasFocus()) == ("Write. ◐ 2 of 3", True)


def slips_asked_for(qtbot: QtBot, page: DebriefPage, section: QWidget) -> list[list[str]]:
    asked = []
    for button in buttons(section, OFFER):
        with qtbot.waitSignal(page.slip_changed) as told:
            button.click()
        asked.append(list(told.args))
    return asked


def test_what_was_decided_or_stood_by_may_be_told_to_the_author(qtbot: QtBot, show: Show) -> None:
    page = show(OPEN)
    assert buttons(page.findChildren(MemoSection)[0], OFFER) == []
    decided = replace(MEMO.criteria[3], verdict="found", decided_by_you=True, can_contest=False)
    own = replace(HIGHLIGHT.places[-1], stands_by=True)
    memo = replace(MEMO, criteria=(*MEMO.criteria[:3], decided))
    show(replace(OPEN, tasks=(replace(HIGHLIGHT, places=(*HIGHLIGHT.places[:-1], own)), *OPEN.tasks[1:3], memo)))
    assert slips_asked_for(qtbot, page, page.findChildren(MemoSection)[0]) == [["reply", "expert", ""]]
    asked = slips_asked_for(qtbot, page, page.findChildren(HighlightSection)[0])
    assert [item for _, item, _ in asked] == [each.item_id for each in (*HIGHLIGHT.places[1:3], own)]


def test_where_the_key_is_exact_the_author_may_be_told_that_it_is_wrong(qtbot: QtBot, show: Show) -> None:
    outside = replace(ESTIMATE, is_inside=False)
    page = show(replace(OPEN, tasks=(CHOICE, outside, WORKBOOK), outcomes=()))
    told = [slips_asked_for(qtbot, page, section) for section in page.findChildren(Section)]
    disagreed = [each for each in CHOICE.options if each.is_yours != each.is_best]
    wrong = [each.item_id for each in WORKBOOK.inputs if each.is_right is False]
    assert [len(each) for each in told] == [len(disagreed), 1, len(wrong)]
    assert told[1] == [["months", "", ""]]
    assert [item for _, item, _ in told[2]] == wrong


def test_a_slip_is_shown_whole_before_it_is_copied(qtbot: QtBot, show: Show) -> None:
    page = show(replace(OPEN, slip=SLIP))
    (dialog,) = page.findChildren(SlipDialog)
    comment, text = dialog.findChildren(TextArea)
    assert (text.draft(), text.isReadOnly()) == (SLIP.text.strip(), True)
    assert problems_of(dialog) == []
    with qtbot.waitSignal(page.slip_changed) as changed:
        QTest.keyClicks(comment, "w")
    assert changed.args == ["reply", "expert", "w"]
    with qtbot.waitSignal(page.slip_copied):
        buttons(dialog, "Copy")[0].click()
    show(replace(OPEN, slip=replace(SLIP, comment="w", is_copied=True)))
    assert any("emptied after half a minute" in text for text in texts(dialog))
    with qtbot.waitSignal(page.slip_closed):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    show(OPEN)
    assert not dialog.isVisible()


@pytest.mark.parametrize("width", [1250, 834])
def test_own_notes_stand_among_the_others_in_the_order_of_the_document(
    show: Show, page: DebriefPage, width: int
) -> None:
    page.resize(width, 700)
    at = DOCUMENT.text.displayed.index("SOC 2")
    note = NoteView(at, at + 5, "SOC 2", f"Ask for the report. {VECTOR}")
    task = replace(HIGHLIGHT, document=replace(DOCUMENT, notes=(note,)))
    show(replace(OPEN, tasks=(task, *OPEN.tasks[1:])))
    section = page.findChildren(HighlightSection)[0]
    (own,) = section.findChildren(OwnNote)
    assert note.text in texts(own)
    assert ("“SOC 2”" in texts(own)) is (width < 900)
    notes = sorted((each for each in section._margin._notes), key=lambda each: each[0])
    tops = [widget.y() for _, widget in notes]
    assert tops == sorted(tops)
    assert len(tops) == 5
    assert [(each.start, each.end) for each in section.view._layers["notes"]] == [(at, at + 5)]


@pytest.mark.parametrize(("size", "scale"), [((834, 668), 1.0), ((834, 668), 2.0), ((1250, 868), 2.0)])
def test_nothing_of_it_is_cut_off_covered_or_without_a_name(
    show: Show, page: DebriefPage, look: AppearanceSwitch, size: tuple[int, int], scale: float
) -> None:
    look.show(Appearance("light", scale, reduced_motion=True))
    page.resize(*size)
    show(OPEN)
    settle()
    assert problems_of(page) == []
