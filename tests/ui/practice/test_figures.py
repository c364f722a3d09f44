"""The pages of choice, estimate and workbook: mouse, keyboard alone, names, and what is never rewritten."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.briefing import BriefingViewState, EffectView, OutputView, SwingView, TornadoView
from closeddoor.ui.pages.practice import BriefingPage
from closeddoor.ui.pages.practice.assumption import BY_ITSELF, MOVES_NOTHING, AssumptionRow
from closeddoor.ui.pages.practice.results import ResultTable
from closeddoor.ui.pages.practice.task_page import TaskPage
from closeddoor.ui.pages.practice.workbook import LEAVES
from closeddoor.ui.theme import Appearance, AppearanceSwitch, colours_of
from closeddoor.ui.widgets.charts.tornado import INSET_PX, SwingBar, TornadoChart, question_of
from closeddoor.ui.widgets.choice import Tick
from closeddoor.ui.widgets.confidence import ConfidenceScale
from closeddoor.ui.widgets.figure_field import FigureInput
from closeddoor.ui.widgets.option_row import OptionRow, TickRow
from closeddoor.ui.widgets.words import Words
from tests.ui.practice.briefings import CHOICE, ESTIMATE, VECTOR, WORKBOOK, view
from tests.ui.practice.showing import focused, found, show
from tests.ui.shown import settle


def texts(page: QWidget) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def typed(page: BriefingPage, state: BriefingViewState) -> list[dict[str, str]]:
    show(page, state)
    said: list[dict[str, str]] = []
    page.figures_changed.connect(said.append)
    return said


def test_options_of_many_are_ticked_and_taken_back_by_digits(qtbot: QtBot, page: BriefingPage) -> None:
    show(page, view("pick"))
    rows = page.findChildren(TickRow)
    qtbot.waitUntil(found(page, TaskPage).ground().hasFocus)
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert rows[0].hasFocus()
    for key, option in ((Qt.Key.Key_2, "b"), (Qt.Key.Key_4, "d"), (Qt.Key.Key_2, "b")):
        with qtbot.waitSignal(page.option_chosen) as chosen:
            QTest.keyClick(rows[0], key)
        assert chosen.args == [option]
    show(page, view("pick", replace(CHOICE, chosen=("b", "d"))))
    assert [row.isChecked() for row in rows] == [False, True, False, True]
    assert not page.findChildren(OptionRow)
    assert not found(page, ConfidenceScale).isVisible()


def test_three_figures_are_typed_by_keyboard_and_never_rewritten(qtbot: QtBot, page: BriefingPage) -> None:
    said = typed(page, view("months", replace(ESTIMATE, fields=tuple(replace(f, text="") for f in ESTIMATE.fields))))
    fields = page.findChildren(FigureInput)
    qtbot.waitUntil(fields[0].hasFocus)
    for text in ("18.", "26", "40"):
        QTest.keyClicks(focused(), text)
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert said[-1] == {"low": "18.", "best": "26", "high": "40"}
    fields[0].setCursorPosition(1)
    shown = tuple(replace(f, text=said[-1][f.field_id]) for f in ESTIMATE.fields)
    show(page, view("months", replace(ESTIMATE, fields=shown)))
    assert (fields[0].text(), fields[0].cursorPosition()) == ("18.", 1)
    assert all(
        field.accessibleName().startswith(name) for field, name in zip(fields, ("Low", "Best", "High"), strict=True)
    )


def test_what_is_wrong_stands_under_its_field_and_is_told(page: BriefingPage) -> None:
    show(page, view("months"))
    best = page.findChildren(FigureInput)[1]
    assert ESTIMATE.fields[1].problem in texts(page)
    assert best.accessibleDescription() == ESTIMATE.fields[1].problem
    assert ESTIMATE.said in texts(page)


def test_a_changed_assumption_is_said_and_can_be_put_back(qtbot: QtBot, page: BriefingPage) -> None:
    said = typed(page, view("case"))
    users, cost, rent = page.findChildren(AssumptionRow)
    assert "% · Changed from 95" in texts(users)
    assert "USD · Proposed 12 000" in texts(cost)
    field, tick = users.field(), rent.field()
    assert isinstance(field, QLineEdit)
    assert isinstance(tick, Tick)
    qtbot.waitUntil(field.hasFocus)
    backs = [each for each in page.findChildren(QPushButton) if each.text() == "Put back" and each.isVisible()]
    assert [back.accessibleName() for back in backs] == [f"Put back to proposed: {WORKBOOK.inputs[0].title}"]
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert focused() is backs[0]
    QTest.keyClick(backs[0], Qt.Key.Key_Space)
    assert said[-1] == {"users": "95", "cost": "12000", "rent": "1"}
    assert field.hasFocus()
    tick.setFocus()
    QTest.keyClick(tick, Qt.Key.Key_Space)
    assert said[-1]["rent"] == "0"
    assert tick.accessibleName() == "Count it: Rent"


def test_all_can_be_left_as_proposed_while_nothing_is_changed(qtbot: QtBot, page: BriefingPage) -> None:
    untouched = replace(WORKBOOK, left_as_proposed=False)
    show(page, view("case", untouched))
    leaves = next(each for each in page.findChildren(Tick) if each.text() == LEAVES)
    assert not leaves.isChecked()
    with qtbot.waitSignal(page.left_as_proposed, check_params_cb=lambda says: says):
        leaves.click()
    show(page, view("case", replace(untouched, left_as_proposed=True)))
    assert leaves.isChecked()
    assert leaves.visibleRegion().boundingRect() == leaves.rect()
    show(page, view("case", WORKBOOK))
    assert not leaves.isVisible()


def test_tab_leads_from_the_last_assumption_to_leaving_all_as_proposed(qtbot: QtBot, page: BriefingPage) -> None:
    show(page, view("case", replace(WORKBOOK, left_as_proposed=False)))
    first = page.findChildren(AssumptionRow)[0].field()
    qtbot.waitUntil(first.hasFocus)
    page.findChildren(AssumptionRow)[-1].field().setFocus()
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert focused().accessibleName() == LEAVES
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert focused().accessibleName() == "Previous step"


def test_results_follow_and_stay_in_view_where_there_is_room(page: BriefingPage, look: AppearanceSwitch) -> None:
    show(page, view("case"))
    settle()
    table = found(page, ResultTable)
    assert {"60", "none"} <= set(texts(table))
    assert table.visibleRegion().boundingRect().height() == table.height()
    outputs = (replace(WORKBOOK.outputs[0], yours="75"), WORKBOOK.outputs[1])
    show(page, view("case", replace(WORKBOOK, outputs=outputs)))
    assert "75" in texts(table)
    look.show(Appearance("dark", 2.0, reduced_motion=True))
    page.resize(834, 668)
    settle()
    assert table.visibleRegion().isEmpty()
    assert page.findChildren(AssumptionRow)[0].visibleRegion().boundingRect().height() > 0


LONG = tuple(
    OutputView("Value of the offer for all eleven hospitals over three years, with sixty per cent saved", "R", "1", "2")
    for _ in range(3)
)


@pytest.mark.parametrize("height", [700, 860, 1100])
def test_the_titles_of_results_are_whole_and_leave_room_for_an_assumption(page: BriefingPage, height: int) -> None:
    page.resize(1250, height)
    show(page, view("case", replace(WORKBOOK, outputs=LONG)))
    settle()
    titles = [label for label in found(page, ResultTable).findChildren(QLabel) if label.text().startswith("Value of")]
    assert len(titles) == len(LONG)
    assert [label.height() >= label.heightForWidth(label.width()) for label in titles] == [True] * len(LONG)
    assert min(label.heightForWidth(label.width()) for label in titles) > titles[0].fontMetrics().height() * 1.5
    first = page.findChildren(AssumptionRow)[0]
    assert first.visibleRegion().boundingRect().height() == first.height()


@pytest.mark.parametrize("step", ["pick", "months", "case"])
def test_a_committed_answer_can_be_read_and_no_longer_changed(page: BriefingPage, step: str) -> None:
    show(page, replace(view(step), can_edit=False))
    assert all(field.isReadOnly() for field in page.findChildren(FigureInput))
    for kind in (TickRow, OptionRow, Tick):
        assert not any(each.isEnabled() for each in page.findChildren(kind))


@pytest.mark.parametrize("step", ["pick", "months", "case"])
def test_nothing_is_cut_at_twice_the_text(page: BriefingPage, look: AppearanceSwitch, step: str) -> None:
    look.show(Appearance("light", 2.0, reduced_motion=True))
    page.resize(834, 668)
    show(page, view(step))
    settle()
    for each in (*page.findChildren(FigureInput), *page.findChildren(QLabel), *page.findChildren(TickRow)):
        parent = each.parentWidget()
        if each.isVisible() and parent is not None:
            assert each.geometry().right() <= parent.width(), each.accessibleName() or each
            assert each.width() >= each.minimumSizeHint().width(), each.accessibleName() or each


TORNADO = TornadoView(
    f"Net present value {VECTOR}",
    "USD",
    "Most of all: Share of users, from 1 to 9 USD.",
    0.4,
    (
        SwingView("users", f"Share of users {VECTOR}", "At 76 %: 1 · At 100 %: 9", 0.0, 1.0),
        SwingView("cost", "Cost of the licence in the first year", "At 9600 USD: none · At 14 400 USD: 6", None, 0.7),
    ),
    ("Without effect on it: Rent.",),
)


def test_what_moves_a_result_is_asked_answered_and_told_without_seeing(page: BriefingPage) -> None:
    show(page, view("case", replace(WORKBOOK, tornados=(TORNADO,))))
    settle()
    chart = found(page, TornadoChart)
    said = [question_of(TORNADO), TORNADO.said, *TORNADO.notes, *(swing.caption for swing in TORNADO.swings)]
    assert set(said) <= set(texts(chart))
    assert all(part in chart.accessibleName() for part in said)
    assert question_of(TORNADO).endswith("most?")
    fewer = replace(TORNADO, swings=TORNADO.swings[:1], notes=())
    show(page, view("case", replace(WORKBOOK, tornados=(fewer,))))
    assert len([bar for bar in chart.findChildren(SwingBar) if bar.isVisible()]) == 1
    assert TORNADO.swings[1].title not in chart.accessibleName()


def test_low_and_high_differ_by_shape_not_by_colour_alone(page: BriefingPage) -> None:
    bar = SwingBar()
    bar.assign(SwingView("users", "Users", "", 0.0, 1.0), 0.5)
    bar.resize(200, 20)
    picture = bar.grab().toImage()
    low, high = (picture.pixelColor(x, 10) for x in (INSET_PX, 200 - INSET_PX))
    assert page is not None
    assert low.name() == colours_of(bar.palette()).paper
    assert high.name() == colours_of(bar.palette()).accent


def test_a_change_says_what_it_does_by_itself(page: BriefingPage) -> None:
    effects = (EffectView("Net present value", "−1790 USD"), EffectView("Return", "none instead of −0.25"))
    changed = replace(WORKBOOK.inputs[0], effects=effects)
    show(page, view("case", replace(WORKBOOK, inputs=(changed, *WORKBOOK.inputs[1:]))))
    users, cost, _ = page.findChildren(AssumptionRow)
    assert {BY_ITSELF, "−1790 USD", "none instead of −0.25"} <= set(texts(users))
    assert BY_ITSELF not in texts(cost)
    show(page, view("case", replace(WORKBOOK, inputs=(replace(changed, effects=effects[:1]), *WORKBOOK.inputs[1:]))))
    assert "none instead of −0.25" not in texts(users)
    show(page, view("case", replace(WORKBOOK, inputs=(replace(changed, effects=()), *WORKBOOK.inputs[1:]))))
    assert MOVES_NOTHING in texts(users)


def test_charts_stay_as_they_are_while_one_types(page: BriefingPage) -> None:
    show(page, view("case", replace(WORKBOOK, tornados=(TORNADO,))))
    settle()
    chart = found(page, TornadoChart)
    show(page, view("case", replace(WORKBOOK, tornados=None)))
    assert (chart.isVisible(), set(texts(chart)) >= {question_of(TORNADO), TORNADO.said}) == (True, True)
    show(page, view("case", replace(WORKBOOK, tornados=())))
    assert not chart.isVisible()


def test_a_key_in_one_row_has_no_chart_and_few_rows_break_their_lines_again(
    page: BriefingPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Forty rows and their charts took 155 ms a key when each was asked for its height after every one."""
    rows = tuple(replace(WORKBOOK.inputs[1], input_id=f"n{n}", is_changed=True) for n in range(40))
    changed = (replace(rows[0], text="7", effects=(EffectView("Return", "+1 a year"),)), *rows[1:])
    show(page, view("case", replace(WORKBOOK, inputs=rows, tornados=(TORNADO,))))
    settle()
    asked: list[Words] = []
    height = Words.heightForWidth

    def noted(label: Words, width: int) -> int:
        asked.append(label)
        return height(label, width)

    monkeypatch.setattr(Words, "heightForWidth", noted)
    show(page, view("case", replace(WORKBOOK, inputs=changed, tornados=None)))
    settle()
    chart, fields = found(page, TornadoChart), page.findChildren(AssumptionRow)
    assert any(fields[0].isAncestorOf(label) for label in asked)
    assert not any(chart.isAncestorOf(label) for label in asked)
    assert not any(row.isAncestorOf(label) for row in fields[1:] for label in asked)


def test_tab_goes_through_a_workbook_from_top_to_bottom_after_keys_too(page: BriefingPage) -> None:
    show(page, view("case", WORKBOOK))
    show(page, view("case", replace(WORKBOOK, tornados=None)))
    rows = page.findChildren(AssumptionRow)
    wanted = [rows[0].field(), *rows[0].findChildren(QPushButton), rows[1].field(), rows[2].field()]
    rows[0].field().setFocus()
    for widget in wanted:
        assert focused() is widget
        QTest.keyClick(focused(), Qt.Key.Key_Tab)


@pytest.mark.parametrize("comes", ["click", "tab", "opening"])
def test_what_is_typed_into_a_field_that_held_a_nought_replaces_it(
    qtbot: QtBot, page: BriefingPage, comes: str
) -> None:
    said = typed(page, view("months", replace(ESTIMATE, fields=tuple(replace(f, text="0") for f in ESTIMATE.fields))))
    first, field, _ = page.findChildren(FigureInput)
    qtbot.waitUntil(first.hasFocus)
    if comes == "click":
        QTest.mouseClick(field, Qt.MouseButton.LeftButton, pos=field.rect().center())
    elif comes == "tab":
        QTest.keyClick(first, Qt.Key.Key_Tab)
    QTest.keyClicks(focused(), "150,600")
    assert said[-1]["low" if comes == "opening" else "best"] == "150,600"
    QTest.mouseClick(focused(), Qt.MouseButton.LeftButton, pos=QPoint(12, field.height() // 2))
    assert [each.selectedText() for each in (first, field)] == ["", ""]  # the second click places the caret


def test_a_field_that_the_keyboard_comes_back_to_from_a_menu_keeps_its_caret(page: BriefingPage) -> None:
    show(page, view("months"))
    field = page.findChildren(FigureInput)[1]
    field.setFocus(Qt.FocusReason.TabFocusReason)
    field.setCursorPosition(1)
    for reason in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
        field.focusInEvent(QFocusEvent(QEvent.Type.FocusIn, reason))
        assert (field.hasSelectedText(), field.cursorPosition()) == (False, 1)
