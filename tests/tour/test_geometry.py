"""The controls of the geometry checks: each is red on a layout that is wrong in its way, and silent on a right one."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QLineEdit, QPushButton, QScrollArea, QTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from closeddoor.tour.geometry import problems_of, unreached, without_visible_focus
from closeddoor.ui.widgets.buttons import Button
from closeddoor.ui.widgets.words import ElidedLabel, words
from tests.ui.shown import exposed, settle


def right(ground: QWidget) -> None:
    column = QVBoxLayout(ground)
    column.addWidget(words("A sentence that wraps. " * 20))
    field = QLineEdit()
    field.setAccessibleName("Name")
    for widget in (Button("Go on"), field, ElidedLabel("A long title " * 80)):
        column.addWidget(widget)
    column.addStretch(1)


def put(ground: QWidget, widget: QWidget, *place: int) -> None:
    widget.setParent(ground)
    widget.setGeometry(QRect(*place))


def low_label(ground: QWidget) -> None:
    put(ground, words("A sentence that wraps. " * 20), 0, 0, 200, 20)


def narrow_button(ground: QWidget) -> None:
    put(ground, Button("Install it unsigned"), 0, 0, 60, 40)


def narrow_heading(ground: QWidget) -> None:
    label = words("Recent conversations", "heading")
    label.setWordWrap(False)
    put(ground, label, 0, 0, 60, 40)


def long_placeholder(ground: QWidget) -> None:
    field = QLineEdit()
    field.setAccessibleName("Name")
    field.setPlaceholderText("Search everything that was ever said")
    put(ground, field, 0, 0, 90, 40)


def one_over_the_other(ground: QWidget) -> None:
    put(ground, Button("One"), 0, 0, 120, 40)
    put(ground, Button("Other"), 60, 10, 120, 40)


def over_the_edge(ground: QWidget) -> None:
    put(ground, Button("Go on"), 0, 580, 120, 40)


def too_wide_to_scroll(ground: QWidget) -> None:
    area, inside = QScrollArea(), QWidget()
    area.setHorizontalScrollBarPolicy(area.horizontalScrollBarPolicy().ScrollBarAlwaysOff)
    area.setFocusPolicy(area.focusPolicy().NoFocus)
    inside.resize(900, 50)
    area.setWidget(inside)
    put(ground, area, 0, 0, 300, 300)


def text_below_its_edge(ground: QWidget) -> None:
    text = QTextEdit()
    text.setAccessibleName("Document")
    text.setReadOnly(True)
    text.setVerticalScrollBarPolicy(text.verticalScrollBarPolicy().ScrollBarAlwaysOff)
    text.setPlainText("A paragraph.\n" * 40)
    put(ground, text, 0, 0, 300, 100)


def no_name(ground: QWidget) -> None:
    put(ground, QPushButton(), 0, 0, 40, 40)


def small_target(ground: QWidget) -> None:
    button = Button("Close", "quiet", icon_only=True)
    put(ground, button, 0, 0, 18, 18)


def shown(qtbot: QtBot, lay_out: Callable[[QWidget], None]) -> QWidget:
    ground = QWidget()
    ground.setFixedSize(800, 600)
    lay_out(ground)
    exposed(qtbot, ground)
    settle()
    return ground


def test_a_right_layout_has_no_problem(qtbot: QtBot) -> None:
    ground = shown(qtbot, right)
    assert problems_of(ground) == []
    assert without_visible_focus(ground) == []
    assert unreached(ground) == []


@pytest.mark.parametrize(
    ("lay_out", "says"),
    [
        (low_label, "px high, takes"),
        (narrow_button, "px wide, takes"),
        (narrow_heading, "px wide, takes"),
        (long_placeholder, "“Search everything that was ever said” takes"),
        (one_over_the_other, "overlap by 60 x 30 px"),
        (over_the_edge, "reaches over its edge by 20 px"),
        (too_wide_to_scroll, "reaches over its edge"),
        (text_below_its_edge, "px of text below its edge"),
        (no_name, "takes the focus and has no name"),
        (small_target, "a target of 18 x "),
    ],
)
def test_what_is_wrong_is_said(qtbot: QtBot, lay_out: Callable[[QWidget], None], says: str) -> None:
    (problem,) = problems_of(shown(qtbot, lay_out))
    assert says in problem


def test_a_control_without_visible_focus_is_said(qtbot: QtBot) -> None:
    def flat(ground: QWidget) -> None:
        blank = QWidget()
        blank.setFocusPolicy(blank.focusPolicy().StrongFocus)
        blank.setAccessibleName("Blank")
        put(ground, blank, 0, 0, 60, 60)

    (problem,) = without_visible_focus(shown(qtbot, flat))
    assert "“Blank”: looks the same with the focus" in problem


def test_what_tab_passes_by_is_said(qtbot: QtBot) -> None:
    """A proxy hides what stands before it, as a page of the application once did."""

    def hidden_by_proxy(ground: QWidget) -> None:
        page, before, proxy, after = QWidget(), Button("Before"), Button("Proxy"), Button("After")
        inside, outside = QVBoxLayout(page), QVBoxLayout(ground)
        for button in (before, proxy):
            inside.addWidget(button)
        page.setFocusProxy(proxy)
        for widget in (page, after):
            outside.addWidget(widget)

    (problem,) = unreached(shown(qtbot, hidden_by_proxy))
    assert "“Before”: is never reached with Tab" in problem
