from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from closeddoor.presenters.meeting import guide_view
from closeddoor.presenters.states.home import BriefingOffer, BriefingRow
from closeddoor.presenters.states.meeting import MeetingKindRow, MeetingViewState, NoteRow
from closeddoor.presenters.states.shared import Problem
from closeddoor.services.meetings import guide_to
from closeddoor.ui.pages.meeting import MeetingPage
from closeddoor.ui.theme import Appearance, AppearanceSwitch
from closeddoor.ui.widgets.words import Words

ROW = BriefingRow("vp", "one", "Vendor proposals", "The forecast", "A supplier offers.", 2, 25, "", "new")
FULL = MeetingViewState(
    guide=guide_view(guide_to("regulator")),
    notes="Ask about the letter.",
    can_write=True,
    notes_line="Kept, encrypted",
    name="November board",
    day="23 November 2026",
    begun_at_ms=9,
    others=(
        NoteRow(8, "October board", "Written 20 October 2026 · Who signs off the figure on page four"),
        NoteRow(7, "2 September 2026", "Ask who else runs it."),
    ),
    more_others="Show earlier notes (3 more)",
    briefing=BriefingOffer(ROW, "9 minutes to the first place to stop", "Why."),
)
CHOICE = MeetingViewState(kinds=(MeetingKindRow("board", "Board", "On the agenda."), MeetingKindRow("press", "Press")))


@pytest.fixture
def page(qtbot: QtBot) -> MeetingPage:
    page = MeetingPage()
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    return page


def button_of(page: MeetingPage, name: str) -> QPushButton:
    QApplication.processEvents()  # what was just added is not visible before
    buttons = (each for each in page.findChildren(QPushButton) if each.isVisible())
    return next(each for each in buttons if name in (each.text(), each.accessibleName()))


def notes_of(page: MeetingPage) -> QPlainTextEdit:
    return next(each for each in page.findChildren(QPlainTextEdit) if each.accessibleName() == "Your notes")


def shown_words(page: MeetingPage) -> list[str]:
    QApplication.processEvents()
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible() and label.text()]


def test_the_kinds_lead_where_they_say_by_keyboard(page: MeetingPage, qtbot: QtBot) -> None:
    page.render(CHOICE)
    assert "What is the meeting?" in shown_words(page)
    with qtbot.waitSignal(page.kind_requested) as told:
        QTest.keyClick(button_of(page, "Press"), Qt.Key.Key_Space)
    assert told.args == ["press"]


def test_the_focus_goes_on_into_the_guide_that_was_chosen(page: MeetingPage, qtbot: QtBot) -> None:
    page.render(CHOICE)
    qtbot.waitActive(page)
    button_of(page, "Press").setFocus()
    page.render(FULL)
    assert QApplication.focusWidget() is button_of(page, "Copy the questions")


def test_answers_unfold_under_their_question_by_keyboard(page: MeetingPage) -> None:
    page.render(FULL)
    assert FULL.guide is not None
    first = FULL.guide.questions[0]
    assert first.good not in shown_words(page)
    button = button_of(page, "Good and evasive answers")
    assert button.accessibleDescription() == first.question
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert {"A good answer", first.good, "An evasive one", first.evasive} <= set(shown_words(page))
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert first.good not in shown_words(page)


def test_all_answers_unfold_and_fold_at_once(page: MeetingPage) -> None:
    page.render(FULL)
    assert FULL.guide is not None
    goods = {question.good for question in FULL.guide.questions}
    button_of(page, "Good and evasive answers").click()
    QTest.keyClick(button_of(page, "Unfold all answers"), Qt.Key.Key_Space)
    assert goods <= set(shown_words(page))
    QTest.keyClick(button_of(page, "Fold all answers"), Qt.Key.Key_Space)
    assert not goods & set(shown_words(page))


def test_what_is_typed_is_told_and_what_was_kept_is_shown(page: MeetingPage, qtbot: QtBot) -> None:
    page.render(FULL)
    assert notes_of(page).toPlainText() == "Ask about the letter."
    with qtbot.waitSignal(page.notes_changed) as told:
        QTest.keyClicks(notes_of(page), "X")
    assert told.args == ["XAsk about the letter."]
    assert "Kept, encrypted" in shown_words(page)


def test_nothing_below_the_notes_moves_while_they_are_typed(page: MeetingPage) -> None:
    terms: set[int] = set()
    for line in ("Kept, encrypted", "", "Kept, encrypted"):
        page.render(replace(FULL, notes_line=line))
        for _ in range(5):  # new heights travel up one layout per round
            QApplication.processEvents()
        (title,) = (label for label in page.findChildren(QLabel) if label.text() == "Terms likely to come up")
        terms.add(title.mapTo(page, title.rect().topLeft()).y())
        assert ("Kept, encrypted" in shown_words(page)) == bool(line)
    assert len(terms) == 1


def test_other_notes_are_opened_begun_and_deleted_by_keyboard(page: MeetingPage, qtbot: QtBot) -> None:
    page.render(FULL)
    qtbot.waitActive(page)
    name = next(each for each in page.findChildren(QLineEdit) if each.accessibleName() == "Name or date of the meeting")
    assert (name.text(), name.placeholderText()) == ("November board", "23 November 2026")
    asked: list[object] = []
    page.other_requested.connect(asked.append)
    page.another_requested.connect(lambda: asked.append("another"))
    page.deletion_requested.connect(lambda: asked.append("delete"))
    page.more_requested.connect(lambda: asked.append("more"))
    page.name_changed.connect(asked.append)
    for button in ("Notes for another meeting", "Delete these notes", "Show earlier notes (3 more)", "October board"):
        QTest.keyClick(button_of(page, button), Qt.Key.Key_Space)
    QTest.keyClicks(name, "s")
    assert asked == ["another", "delete", "more", 8, "November boards"]
    button_of(page, "October board").setFocus()
    page.render(replace(FULL, begun_at_ms=8, name="October board", notes="Who signs?", others=FULL.others[1:]))
    assert QApplication.focusWidget() is notes_of(page)
    alone = replace(FULL, begun_at_ms=8, others=(), more_others="")
    page.render(alone)
    button_of(page, "Delete these notes").setFocus()
    page.render(replace(alone, can_write=False))
    page.render(replace(FULL, begun_at_ms=10, notes="", name="", others=(), more_others=""))
    assert QApplication.focusWidget() is notes_of(page)
    assert "For other meetings" not in shown_words(page)
    assert not button_of(page, "Delete these notes").isEnabled()


def test_notes_that_are_not_there_yet_cannot_be_written_over(page: MeetingPage) -> None:
    page.render(replace(FULL, notes="", can_write=False, notes_line="Opening your notes."))
    QTest.keyClicks(notes_of(page), "X")
    assert notes_of(page).toPlainText() == ""
    assert "Opening your notes." in shown_words(page)


def test_a_problem_leaves_the_guide_and_the_text_where_they_are(page: MeetingPage) -> None:
    page.render(replace(FULL, problem=Problem("The disk is full.", "What was kept is safe.")))
    assert {"The disk is full.", "Questions worth asking"} <= set(shown_words(page))
    assert notes_of(page).toPlainText() == "Ask about the letter."


def test_copying_is_asked_for_and_said_once(page: MeetingPage, qtbot: QtBot) -> None:
    page.render(FULL)
    with qtbot.waitSignal(page.copy_requested):
        QTest.keyClick(button_of(page, "Copy the questions"), Qt.Key.Key_Space)
    page.render(replace(FULL, copied_line="Copied."))
    assert shown_words(page).count("Copied.") == 1


@pytest.mark.parametrize(
    ("state", "words"), [("new", "Begin the briefing"), ("open", "Continue"), ("done", "Begin again")]
)
def test_the_briefing_says_what_it_is_and_begins(page: MeetingPage, qtbot: QtBot, state: str, words: str) -> None:
    row = replace(ROW, state=state, is_unsigned=True)  # type: ignore[arg-type]  # one of the three
    page.render(replace(FULL, briefing=BriefingOffer(row, "9 minutes", "")))
    assert any("unsigned pack" in line for line in shown_words(page))
    with qtbot.waitSignal(page.briefing_requested) as told:
        QTest.keyClick(button_of(page, words), Qt.Key.Key_Space)
    assert told.args == ["vp", "one"]
    page.render(replace(FULL, briefing=None))
    assert "If there is time" not in shown_words(page)


def test_another_state_of_the_same_guide_keeps_its_widgets_and_what_is_unfolded(page: MeetingPage) -> None:
    page.render(FULL)
    button_of(page, "Good and evasive answers").click()
    page.render(replace(FULL, notes="Ask about the letter. And"))
    assert button_of(page, "Fold the answers").isVisible()


@pytest.mark.parametrize(("size", "scale"), [((1230, 860), 1.0), ((830, 640), 1.0), ((830, 640), 2.0)])
def test_no_words_are_cut_off(page: MeetingPage, look: AppearanceSwitch, size: tuple[int, int], scale: float) -> None:
    look.show(Appearance("dark", scale, reduced_motion=True))
    page.resize(*size)
    page.render(FULL)
    button_of(page, "Good and evasive answers").click()
    for _ in range(4):
        QApplication.processEvents()
    labels = [label for label in page.findChildren(Words) if label.isVisible()]
    assert len(labels) > 20
    assert [label.text() for label in labels if label.height() < label.heightForWidth(label.width())] == []
    assert page.ground().minimumSizeHint().width() <= page.viewport().width()
