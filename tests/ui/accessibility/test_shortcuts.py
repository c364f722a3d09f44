"""Every key of the application stands in the list that F1 shows, and none means two things on one page."""

import re
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

import closeddoor.ui
from closeddoor.presenters.states.window import WindowViewState
from closeddoor.tour.geometry import problems_of
from closeddoor.ui.pages.specs import PAGES
from closeddoor.ui.shortcuts import SHORTCUTS, ShortcutList, ShortcutSpec, shown_keys
from closeddoor.ui.theme import AppearanceSwitch
from closeddoor.ui.window import MainWindow
from tests.ui.shown import exposed, settle

SINGLE_KEY = re.compile(r"Key\.Key_([A-Z0-9]|F\d{1,2})\b")
"""A letter, a digit or a function key that some widget listens for by itself."""


def listed() -> set[str]:
    return {QKeySequence(keys).toString() for spec in SHORTCUTS for keys in (spec.keys, *spec.also)}


def active(window: MainWindow) -> list[str]:
    """Return the keys that mean something in what shows now."""
    found = (each for each in window.findChildren(QShortcut) if each.isEnabled())
    holders = ((each.key().toString(), each.parent()) for each in found)
    return [key for key, holder in holders if isinstance(holder, QWidget) and holder.isVisible()]


@pytest.fixture
def window(qtbot: QtBot, look: AppearanceSwitch) -> MainWindow:
    return exposed(qtbot, MainWindow({spec.name: spec.make() for spec in PAGES}, look))


def render(window: MainWindow, page: str, scale: float = 1.0) -> None:
    window.render(WindowViewState(page, True, "Nothing leaves", "", "light", scale, True))  # type: ignore[arg-type]  # a name
    settle()


def test_every_key_is_listed_and_means_one_thing_on_each_page(window: MainWindow) -> None:
    for spec in PAGES:
        render(window, spec.name)
        keys = active(window)
        assert len(keys) > 10
        assert set(keys) <= listed(), spec.name
        assert [key for key, count in Counter(keys).items() if count > 1] == [], spec.name


def test_a_key_with_two_meanings_and_one_that_is_not_listed_are_found(window: MainWindow) -> None:
    render(window, "home")
    for keys in ("Ctrl+K", "Ctrl+J"):
        QShortcut(QKeySequence(keys), window)
    assert Counter(active(window))["Ctrl+K"] == 2
    assert "Ctrl+J" not in listed()


def test_a_single_key_that_a_widget_listens_for_is_listed_too() -> None:
    said = " ".join(spec.keys for spec in SHORTCUTS)
    sources = Path(closeddoor.ui.__path__[0]).rglob("*.py")
    found = {key for source in sources for key in SINGLE_KEY.findall(source.read_text(encoding="utf-8"))}
    assert {"T", "F1"} <= found
    assert {key for key in found if key not in said.split() and not key.isdigit()} == set()


def test_the_list_names_each_key_once_as_people_do() -> None:
    assert len({spec.keys for spec in SHORTCUTS}) == len(SHORTCUTS)
    shown = [shown_keys(ShortcutSpec(keys, "")) for keys in ("Ctrl++", "Ctrl+,", "Alt+Home", "Return", "1 to 9")]
    assert shown == ["Ctrl + +", "Ctrl + ,", "Alt + Home", "Enter", "1 to 9"]


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_list_fits_any_window_and_scrolls_by_keyboard(window: MainWindow, scale: float) -> None:
    window.resize(1024, 700)
    render(window, "home", scale)
    window.show_shortcuts()
    shown = window.findChild(ShortcutList)
    assert shown is not None
    settle()
    assert shown.height() <= window.height()
    assert problems_of(shown) == []
    assert {spec.does for spec in SHORTCUTS} <= {label.text() for label in shown.findChildren(QLabel)}
    bar = shown.findChildren(QScrollArea)[0].verticalScrollBar()
    QTest.keyClick(shown, Qt.Key.Key_PageDown)
    assert bar.value() == min(bar.maximum(), bar.pageStep())
    shown.accept()
