"""The interval of an estimate on its line: dragged, moved by keys, told, and still while a handle is held."""

from dataclasses import replace
from itertools import combinations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.briefing import EstimateState, FigureField, LineView
from closeddoor.ui.pages.practice import BriefingPage
from closeddoor.ui.pages.practice.estimate import NO_LINE
from closeddoor.ui.pages.practice.interval import Handle, IntervalLine
from closeddoor.ui.theme import Appearance, AppearanceSwitch
from tests.ui.practice.briefings import ESTIMATE, view
from tests.ui.practice.showing import found, show
from tests.ui.practice.test_figures import texts
from tests.ui.shown import settle

LINE = LineView(0, 100, 1, "0", "100")
SHIFT = Qt.KeyboardModifier.ShiftModifier


def estimate(low: float | None, best: float | None, high: float | None) -> EstimateState:
    figures = (("low", "Low", low), ("best", "Best", best), ("high", "High", high))
    fields = tuple(FigureField(key, title, "" if at is None else f"{at:g}", "", at) for key, title, at in figures)
    return replace(ESTIMATE, fields=fields, line=LINE, unit="months")


def handles(page: BriefingPage) -> tuple[Handle, Handle, Handle]:
    low, best, high = found(page, IntervalLine).handles()
    return low, best, high


def asked(page: BriefingPage) -> list[tuple[str, float]]:
    said: list[tuple[str, float]] = []
    page.figure_dragged.connect(lambda *args: said.append(args))
    return said


def test_without_a_line_it_is_said_how_one_comes(page: BriefingPage) -> None:
    show(page, view("months"))
    assert not found(page, IntervalLine).isVisible()
    assert NO_LINE in texts(page)
    show(page, view("months", estimate(None, 20, None)))
    assert found(page, IntervalLine).isVisible()
    assert NO_LINE not in texts(page)


def test_keys_move_a_handle_by_a_step_and_with_shift_by_ten(page: BriefingPage) -> None:
    show(page, view("months", estimate(10, 20, 40)))
    said = asked(page)
    low, best, high = handles(page)
    for handle, key, modifier in (
        (low, Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier),
        (best, Qt.Key.Key_Up, SHIFT),
        (high, Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier),
    ):
        handle.setFocus()
        QTest.keyClick(handle, key, modifier)
    assert said == [("low", 9), ("best", 30), ("high", 30)]
    assert [handle.accessibleName() for handle in handles(page)] == [
        "Low, 10 months",
        "Best, 20 months",
        "High, 40 months",
    ]


def test_the_pointer_drags_and_the_line_stays_still_meanwhile(page: BriefingPage) -> None:
    show(page, view("months", estimate(10, 20, 40)))
    settle()
    said = asked(page)
    line, (_, _, high) = found(page, IntervalLine), handles(page)
    start = high.rect().center()
    QTest.mousePress(high, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    target = QPoint(line.width() - 28, start.y())
    QTest.mouseMove(high, high.mapFromParent(target))
    assert said[-1][0] == "high"
    assert abs(said[-1][1] - 100) < 1
    wider = replace(estimate(10, 20, 100), line=LineView(0, 200, 1, "0", "200"))
    show(page, view("months", wider))
    at_end = high.x()
    QTest.mouseRelease(high, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    assert high.x() < at_end


def test_handles_never_lie_upon_each_other(page: BriefingPage) -> None:
    show(page, view("months", estimate(20, 20, 20)))
    settle()
    pairs = combinations([handle.geometry() for handle in handles(page)], 2)
    assert not any(one.intersects(other) for one, other in pairs)


def test_what_is_not_set_waits_and_is_told_so(qtbot: QtBot, page: BriefingPage) -> None:
    show(page, view("months", estimate(None, 20, None)))
    low, _, high = handles(page)
    assert (low.accessibleName(), high.accessibleName()) == ("Low, not set", "High, not set")
    with qtbot.waitSignal(page.figure_dragged) as moved:
        QTest.keyClick(high, Qt.Key.Key_Left)
    assert moved.args == ["high", 99]
    show(page, view("months", estimate(10, None, 40)))
    with qtbot.waitSignal(page.figure_dragged) as moved:
        QTest.keyClick(handles(page)[1], Qt.Key.Key_Right)
    assert moved.args == ["best", 26]


def test_a_committed_interval_is_not_moved(page: BriefingPage) -> None:
    show(page, replace(view("months", estimate(10, 20, 40)), can_edit=False))
    assert not any(handle.isEnabled() for handle in handles(page))


def test_handles_are_large_enough_and_within_the_line(page: BriefingPage, look: AppearanceSwitch) -> None:
    look.show(Appearance("light", 2.0, reduced_motion=True))
    page.resize(834, 640)
    show(page, view("months", estimate(0, 50, 100)))
    settle()
    line = found(page, IntervalLine)
    for handle in handles(page):
        assert min(handle.width(), handle.height()) >= 24
        assert line.rect().contains(handle.geometry())
