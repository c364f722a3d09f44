from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from closeddoor.presenters.briefing.answers import NO_ANSWER, NOT_COMPLETE, NOT_SAID_HOW_SURE, NOTHING_CHOSEN
from closeddoor.presenters.states.briefing import InterviewLine, OpeningState
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.tour.route import read_visit
from closeddoor.ui.pages.practice import BriefingPage
from closeddoor.ui.pages.practice.choice import ChoiceStep
from closeddoor.ui.pages.practice.commit import AnswerRow
from closeddoor.ui.pages.practice.growing_field import GrowingField
from closeddoor.ui.pages.practice.memo import MemoField
from closeddoor.ui.pages.practice.read import ReadStep
from closeddoor.ui.pages.practice.short_line import SPARE_PX
from closeddoor.ui.pages.practice.step_strip import StepStrip
from closeddoor.ui.pages.practice.task_page import TaskPage
from closeddoor.ui.theme import Appearance, AppearanceSwitch
from closeddoor.ui.theme.spacing import XS
from closeddoor.ui.widgets.confidence import ConfidenceScale, confidence_words, probabilities
from closeddoor.ui.widgets.document import DocumentView
from closeddoor.ui.widgets.notices import UNSIGNED_PACK
from closeddoor.ui.widgets.option_row import OptionRow, TickRow
from closeddoor.ui.widgets.words import ElidedLabel
from tests.ui.practice.briefings import BODIES, DECISION, INTERVIEW, MEMO, OTHERS, SELF_SCORE, VECTOR, view
from tests.ui.practice.showing import focused, found, show
from tests.ui.shown import settle


def button(page: QWidget, name: str) -> QPushButton:
    return next(each for each in page.findChildren(QPushButton) if each.accessibleName() == name and each.isVisible())


@pytest.mark.parametrize("step", BODIES | OTHERS)
@pytest.mark.parametrize(("size", "scale"), [((834, 668), 2.0), ((2370, 1408), 1.0)])
def test_every_step_renders_at_every_size(
    page: BriefingPage, look: AppearanceSwitch, step: str, size: tuple[int, int], scale: float
) -> None:
    look.show(Appearance("dark", scale, reduced_motion=True))
    page.resize(*size)
    problem = Problem("The disk is full.", "All but the last words are kept.", "Free some space.")
    for state in (view(step), replace(view(step), busy=Busy("Scoring"), problem=problem, can_edit=False)):
        show(page, state)
        QApplication.processEvents()
    assert page.width() == size[0]
    forward = button(page, "Continue")
    assert forward.height() >= forward.sizeHint().height()
    assert not forward.isEnabled()


@pytest.mark.parametrize("step", BODIES | OTHERS)
def test_markup_of_a_pack_is_shown_as_text(page: BriefingPage, step: str) -> None:
    show(page, view(step))
    labels = page.findChildren(QLabel)
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels if label.text())
    tips = [each.toolTip() for each in page.findChildren(QWidget) if each.toolTip()]
    assert "<b>" not in "".join(tips)
    if step not in ("claims", "reply", "commit"):
        rows = [*page.findChildren(OptionRow), *page.findChildren(TickRow)]
        shown = [each.accessibleName() for each in rows] + [label.text() for label in labels]
        assert any(VECTOR in text for text in shown)


def test_nothing_of_the_briefing_before_shows_while_another_is_opened(page: BriefingPage) -> None:
    opening = replace(view("reply"), steps=(), body=OpeningState(), busy=Busy("Opening the briefing."), saved_line="")
    opening = replace(opening, can_go_back=False, open_line="")
    for before in ((), (view("reply", MEMO),)):
        for state in (*before, opening):
            show(page, state)
        said = {label.text() for label in page.findChildren(QLabel) if label.isVisible() and label.text()}
        assert said == {opening.module, "Opening the briefing."}
        assert [each.text() for each in page.findChildren(QPushButton) if each.isVisible()] == []
    show(page, view("reply", MEMO))
    assert page._forward.isVisible()


def test_a_whole_step_by_keyboard(qtbot: QtBot, page: BriefingPage) -> None:
    show(page, view("decide"))
    ground = found(page, TaskPage).ground()
    qtbot.waitUntil(ground.hasFocus)
    with qtbot.waitSignal(page.option_chosen, check_params_cb=lambda option: option == "c"):
        QTest.keyClick(ground, Qt.Key.Key_3)
    show(page, view("decide", replace(DECISION, chosen=("c",))))
    assert [row.isChecked() for row in page.findChildren(OptionRow)] == [False, False, True, False]
    scale = found(page, ConfidenceScale)
    for _ in range(20):
        if scale.hasFocus():
            break
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    with qtbot.waitSignal(page.confidence_chosen, check_params_cb=lambda sure: sure == pytest.approx(0.7)):
        QTest.keyClick(scale, Qt.Key.Key_7)
    QTest.keyClick(scale, Qt.Key.Key_Tab)
    with qtbot.waitSignal(page.forward_requested):
        QTest.keyClick(page, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)


def test_nothing_is_chosen_beforehand(page: BriefingPage) -> None:
    show(page, view("decide"))
    rows = page.findChildren(OptionRow)
    assert not any(row.isChecked() or row.hasFocus() for row in rows)
    pictures = [row.grab(QRect(0, 0, row.width(), 8)).toImage() for row in rows]
    assert [each == pictures[-1] for each in pictures] == [True] * len(rows)
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert rows[0].hasFocus()
    assert found(page, ConfidenceScale).accessibleDescription() == "Not set yet"


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("said", [NOT_SAID_HOW_SURE, NOTHING_CHOSEN, NOT_COMPLETE, NO_ANSWER])
def test_what_is_still_open_is_said_whole_beside_the_way_on(
    page: BriefingPage, look: AppearanceSwitch, scale: float, said: str
) -> None:
    look.show(Appearance("light", scale, reduced_motion=True))
    page.resize(934, 640)
    show(page, replace(view("decide"), saved_line="Kept, encrypted", open_line=said))
    settle()
    open_line = next(each for each in page.findChildren(ElidedLabel) if each.text() == said)
    assert open_line._shown() == open_line.text()
    assert button(page, "Continue").x() - open_line.geometry().right() < 40


def test_choosing_brings_the_scale_into_view(page: BriefingPage) -> None:
    page.resize(834, 560)
    options = tuple(
        replace(each, title="An option of some length, with its reasons. " * 4) for each in DECISION.options
    )
    show(page, view("decide", replace(DECISION, options=options)))
    settle()
    scale = found(page, ConfidenceScale)
    assert scale.visibleRegion().isEmpty()
    page.findChildren(OptionRow)[0].click()
    settle()
    assert scale.visibleRegion().boundingRect() == scale.rect()
    open_line = next(each for each in page.findChildren(ElidedLabel) if each.text() == "Not yet said how sure")
    assert open_line.isVisible()
    show(page, replace(view("decide", replace(DECISION, chosen=("a",), confidence=0.7)), open_line=""))
    assert not open_line.isVisible()


def test_confidence_runs_from_guessing_to_certain_in_words() -> None:
    assert probabilities(4)[0] == pytest.approx(0.25)
    assert list(probabilities(3)[:2]) == pytest.approx([1 / 3, 0.35])
    assert probabilities(4)[-1] == pytest.approx(1.0)
    assert "blindly" in confidence_words(0.25, 4)
    assert confidence_words(0.7, 4) == "70%: seven of ten such judgements right, three wrong."
    assert confidence_words(0.75, 4) == "75%: three of four such judgements right, one wrong."
    assert confidence_words(0.95, 4) == "95%: nineteen of twenty such judgements right, one wrong."
    assert "rule out" in confidence_words(1, 4)


def test_enter_asks_and_the_question_stays_until_the_reply(qtbot: QtBot, page: BriefingPage) -> None:
    show(page, view("call"))
    field = found(page, GrowingField)
    QTest.keyClicks(field, "Does it renew")
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert field.draft().endswith("\n")
    with qtbot.waitSignal(page.question_asked, check_params_cb=lambda question: question == "Does it renew"):
        QTest.keyClick(field, Qt.Key.Key_Return)
    show(page, view("call", replace(INTERVIEW, draft="Does it renew", waiting=True)))
    assert field.draft().startswith("Does it renew")
    with qtbot.assertNotEmitted(page.question_asked):
        QTest.keyClick(field, Qt.Key.Key_Return)
    answered = (
        *INTERVIEW.lines,
        InterviewLine("participant", "Does it renew"),
        InterviewLine("counterpart", "It does.", "Said before. No question is used up."),
    )
    show(page, view("call", replace(INTERVIEW, lines=answered, turns_left=7)))
    assert "Said before. No question is used up." in [label.text() for label in page.findChildren(QLabel)]
    assert not field.draft()
    left = next(label.text() for label in page.findChildren(QLabel) if "7 of 8 questions left" in label.text())
    assert "Enter sends, Shift+Enter begins a new line" in left


def test_rendering_while_typing_keeps_caret_and_newer_words(qtbot: QtBot, page: BriefingPage) -> None:
    show(page, view("reply"))
    field = found(page, MemoField)
    with qtbot.waitSignal(page.memo_changed):
        QTest.keyClicks(field, "Two words")
    QTest.keyClick(field, Qt.Key.Key_Home)
    show(page, replace(view("reply", replace(MEMO, text="Two words")), saved_line="Saved"))
    QTest.keyClicks(field, "Now ")
    show(page, view("reply", replace(MEMO, text="Two words")))
    assert field.draft() == "Now Two words"
    assert field.textCursor().position() == 4
    assert any("3 words" in label.text() for label in page.findChildren(QLabel))


@pytest.mark.parametrize(("size", "scale"), [((1250, 860), 1.0), ((834, 500), 1.0), ((934, 620), 2.0)])
@pytest.mark.parametrize("letter", [read_visit()["memo"], "A line of a letter that somebody wrote elsewhere.\n" * 80])
def test_the_caret_is_seen_after_a_long_letter_is_pasted(
    page: BriefingPage, look: AppearanceSwitch, size: tuple[int, int], scale: float, letter: str
) -> None:
    look.show(Appearance("light", scale, reduced_motion=True))
    page.resize(*size)
    show(page, view("reply"))
    field = found(page, MemoField)
    field.setFocus()
    pasted = QMimeData()
    pasted.setText(letter)
    field.insertFromMimeData(pasted)
    settle()
    caret = field.cursorRect().translated(field.viewport().pos())
    assert field.visibleRegion().boundingRect().contains(caret)


def test_a_step_that_is_done_can_be_gone_back_to(qtbot: QtBot, page: BriefingPage) -> None:
    show(page, view("call"))
    done = next(each for each in page.findChildren(QPushButton) if "Claims" in each.accessibleName())
    with qtbot.waitSignal(page.step_requested, check_params_cb=lambda step: step == "claims"):
        done.click()
    ahead = next(each for each in page.findChildren(QPushButton) if "Reply" in each.accessibleName())
    assert not ahead.isEnabled()


def test_a_tick_stands_where_there_is_an_answer(page: BriefingPage) -> None:
    show(page, view("reply"))
    said = [each.accessibleName() for each in page.findChildren(QPushButton) if "of 7" in each.accessibleName()]
    assert [text.rsplit(", ", 1)[1] for text in said] == ["done", "done"] + ["no answer yet"] * 2 + [
        "still to come"
    ] * 2
    strip = [each.text().split()[0] for each in found(page, StepStrip).findChildren(QPushButton) if each.isVisible()]
    assert strip == ["✓", "✓", "3", "4", "6", "7"]


def test_the_minutes_are_never_cut(page: BriefingPage, look: AppearanceSwitch) -> None:
    look.show(Appearance("light", 2.0, reduced_motion=True))
    page.resize(700, 668)
    long = view("reply")
    steps = tuple(replace(step, title="A title that is much too long for one line") for step in long.steps)
    show(page, replace(long, steps=steps))
    strip = found(page, StepStrip)
    minutes = next(each for each in strip.findChildren(QLabel) if "5 min" in each.text())
    assert minutes.width() >= minutes.sizeHint().width()
    assert minutes.geometry().right() <= strip.width()


def test_a_short_title_leaves_no_hole_before_its_minutes(page: BriefingPage, look: AppearanceSwitch) -> None:
    look.show(Appearance("light", 2.0, reduced_motion=True))
    page.resize(700, 668)
    show(page, view("read"))
    strip = found(page, StepStrip)
    title = found(strip, ElidedLabel)
    minutes = next(each for each in strip.findChildren(QLabel) if "5 min" in each.text())
    words_px = QFontMetrics(title.font()).horizontalAdvance(title.text())
    assert title._shown() == title.text() == "Read"
    assert 0 < minutes.x() - title.x() - words_px <= XS + SPARE_PX


def test_the_way_back_says_how_far(qtbot: QtBot, page: BriefingPage) -> None:
    show(page, view("call"))
    with qtbot.waitSignal(page.back_requested):
        button(page, "Previous step").click()


def test_all_steps_are_in_a_menu_where_the_text_is_large(
    qtbot: QtBot, page: BriefingPage, look: AppearanceSwitch
) -> None:
    look.show(Appearance("light", 2.0, reduced_motion=True))
    page.resize(700, 668)
    show(page, view("reply"))
    actions = found(button(page, "Step 5 of 7"), QMenu).actions()
    assert [action.isEnabled() for action in actions] == [True] * 4 + [False] * 3
    with qtbot.waitSignal(page.step_requested, check_params_cb=lambda step: step == "claims"):
        actions[1].trigger()


def test_commit_is_said_by_the_one_forward_button(qtbot: QtBot, page: BriefingPage) -> None:
    show(page, view("commit"))
    with qtbot.waitSignal(page.commit_requested), qtbot.assertNotEmitted(page.forward_requested):
        button(page, "Continue").click()
    with qtbot.waitSignal(page.step_requested, check_params_cb=lambda step: step == "reply"):
        found(page.findChildren(AnswerRow)[1], QPushButton).click()


def test_self_score_says_made_not_made_and_takes_back(qtbot: QtBot, page: BriefingPage) -> None:
    show(page, view("self-score"))
    for expected in (True, None):
        with qtbot.waitSignal(page.point_judged) as judged:
            button(page, "I made this point").click()
        assert judged.args == ["reply", "own-data", expected]
        point = replace(SELF_SCORE.points[0], thinks_made=expected)
        show(page, view("self-score", replace(SELF_SCORE, points=(point,))))
    with qtbot.waitSignal(page.skip_requested):
        button(page, "Skip this").click()


def test_documents_stand_beside_the_work_or_behind_a_button(page: BriefingPage) -> None:
    show(page, view("reply"))
    assert found(page, DocumentView).isVisible()
    assert found(page, MemoField).isVisible()
    page.resize(834, 668)
    QApplication.processEvents()
    assert not found(page, DocumentView).isVisible()
    QTest.keyClick(page, Qt.Key.Key_F6)
    assert found(page, DocumentView).isVisible()
    assert not found(page, MemoField).isVisible()


def test_the_same_step_keeps_its_widget_and_another_step_gets_its_own(page: BriefingPage) -> None:
    show(page, view("decide"))
    step = found(page, ChoiceStep)
    show(page, view("decide", replace(DECISION, chosen=("b",))))
    assert found(page, ChoiceStep) is step
    show(page, view("read"))
    assert found(page, ReadStep).isVisible()
    assert not step.isVisible()


def test_an_unsigned_pack_is_called_so_where_reading_begins(page: BriefingPage) -> None:
    show(page, view("read"))
    line = next(each for each in page.findChildren(QLabel) if each.text() == UNSIGNED_PACK)
    assert not line.isVisible()
    show(page, replace(view("read"), unsigned=True))
    assert line.isVisible()


def test_another_briefing_at_the_same_step_starts_anew(page: BriefingPage) -> None:
    show(page, view("read"))
    show(page, replace(view("read"), title="Another", reading=()))
    assert not [sheet for sheet in page.findChildren(DocumentView) if sheet.isVisible()]


def test_a_long_briefing_lists_its_sittings_with_their_lengths(page: BriefingPage) -> None:
    long = view("read")
    show(page, long)
    assert "Sitting 1" not in label_texts(page)
    steps = tuple(replace(step, sitting=1 + (place > 2)) for place, step in enumerate(long.steps))
    show(page, replace(long, steps=steps))
    said = label_texts(page)
    for number in (1, 2):
        length = sum(step.minutes for step in steps if step.sitting == number)
        assert said[said.index(f"Sitting {number}") + 1] == f"{length} min"
    assert said[said.index("In all, in 2 sittings") + 1] == f"{sum(step.minutes for step in steps)} min"


def label_texts(page: QWidget) -> list[str]:
    return [label.text() for label in found(page, ReadStep).findChildren(QLabel) if label.isVisible()]
