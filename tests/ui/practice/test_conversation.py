"""An interview on the page: long replies are read from their beginning, and the questions left are always in view."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.briefing import InterviewLine
from closeddoor.ui.pages.practice import BriefingPage
from closeddoor.ui.pages.practice.growing_field import GrowingField
from closeddoor.ui.pages.practice.interview import LineWidget
from closeddoor.ui.theme import Appearance, AppearanceSwitch
from tests.ui.practice.briefings import INTERVIEW, view
from tests.ui.practice.showing import focused, show
from tests.ui.shown import settle

ASKED = InterviewLine("participant", "Does it renew?")
SHORT = InterviewLine("counterpart", "It does.")
LONG = InterviewLine("counterpart", "It renews, unless notice is given in writing by either of the parties. " * 40)


def left(page: BriefingPage) -> QLabel:
    return next(label for label in page.findChildren(QLabel) if "questions left" in label.text())


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_long_reply_is_shown_from_its_question_on(page: BriefingPage, look: AppearanceSwitch, scale: float) -> None:
    look.show(Appearance("light", scale, reduced_motion=True))
    page.resize(850, 640)
    for lines in ((ASKED, SHORT) * 3, (*(ASKED, SHORT) * 3, ASKED, LONG)):
        show(page, view("call", replace(INTERVIEW, lines=(*INTERVIEW.lines, *lines), turns_left=3)))
        settle()
    question, reply = page.findChildren(LineWidget)[-2:]
    assert question.visibleRegion().boundingRect().height() == question.height()
    assert reply.visibleRegion().boundingRect().top() == 0
    assert left(page).visibleRegion().boundingRect().size() == left(page).size()


def test_a_short_reply_is_shown_at_the_end(page: BriefingPage) -> None:
    page.resize(850, 640)
    show(page, view("call", replace(INTERVIEW, lines=(*INTERVIEW.lines, *((ASKED, SHORT) * 12)))))
    settle()
    last = page.findChildren(LineWidget)[-1]
    assert last.visibleRegion().boundingRect().height() == last.height()
    assert last.mapTo(page, QPoint(0, 0)).y() > page.height() / 2


def test_who_answers_and_what_they_say_stand_together_in_a_wide_window_too(page: BriefingPage) -> None:
    page.resize(1254, 800)
    show(page, view("call", INTERVIEW))
    settle()
    name, role = (
        next(each for each in page.findChildren(QLabel) if each.text() == said)
        for said in (INTERVIEW.persona_name, INTERVIEW.persona_title)
    )
    said = page.findChildren(LineWidget)[0]
    for part in (name, role, said):
        assert part.height() == part.heightForWidth(part.width())


def test_when_all_questions_are_asked_the_keyboard_is_not_lost(page: BriefingPage) -> None:
    show(page, view("call", replace(INTERVIEW, lines=(*INTERVIEW.lines, ASKED, SHORT), turns_left=1)))
    settle()
    assert focused().isVisible()
    show(page, view("call", replace(INTERVIEW, lines=(*INTERVIEW.lines, *((ASKED, SHORT) * 2)), turns_left=0)))
    settle()
    assert focused().accessibleName() == "Continue"


def test_the_wait_for_a_reply_is_said_and_can_be_ended_without_losing_the_field(
    page: BriefingPage, qtbot: QtBot
) -> None:
    show(page, view("call", replace(INTERVIEW, lines=(*INTERVIEW.lines, ASKED), answering=True, draft="And then?")))
    settle()
    field = page.findChild(GrowingField)
    assert field is not None
    assert (field.isReadOnly(), field.draft()) == (False, "And then?")
    assert any(label.isVisible() and "is answering" in label.text() for label in page.findChildren(QLabel))
    with qtbot.waitSignal(page.reply_wanted):
        button(page).click()
    with qtbot.waitSignal(page.reply_wanted):
        QTest.keyClick(field, Qt.Key.Key_Escape)
    lines = (*INTERVIEW.lines, ASKED, SHORT)
    show(page, view("call", replace(INTERVIEW, lines=lines, draft="And then?")))
    settle()
    assert not button(page).isVisible()
    assert field.draft() == "And then?"


def button(page: BriefingPage) -> QPushButton:
    return next(each for each in page.findChildren(QPushButton) if each.text() == "Show the reply now")
