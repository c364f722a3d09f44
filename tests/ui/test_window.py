from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.home import (
    BriefingOffer,
    BriefingRow,
    ConversationRow,
    HomeViewState,
    MeetingOffer,
)
from closeddoor.presenters.states.sandbox import MessageRow, SandboxViewState
from closeddoor.presenters.states.settings import Choice, SettingGroup, SettingRow, SettingsViewState
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.presenters.states.unlock import UnlockViewState
from closeddoor.presenters.states.window import PageName, WindowViewState
from closeddoor.tour.geometry import problems_of
from closeddoor.ui.pages.home import HomePage
from closeddoor.ui.pages.sandbox import SandboxPage
from closeddoor.ui.pages.settings import SettingsPage
from closeddoor.ui.pages.unlock import UnlockPage
from closeddoor.ui.shortcuts import SHORTCUTS, ShortcutList
from closeddoor.ui.theme import AppearanceSwitch, text_scale
from closeddoor.ui.widgets.buttons import Button
from closeddoor.ui.widgets.privacy_line import PrivacyLine
from closeddoor.ui.widgets.rail import Rail
from closeddoor.ui.widgets.words import Words
from closeddoor.ui.window import TITLE, MainWindow
from tests.ui.shown import settle

CONTROL = Qt.KeyboardModifier.ControlModifier
PAGES: list[PageName] = ["unlock", "home", "sandbox", "settings"]


def state(page: PageName, *, scale: float = 1.0, can_navigate: bool = True) -> WindowViewState:
    return WindowViewState(page, can_navigate, "Nothing leaves this laptop", "What protects this.", "light", scale)


@pytest.fixture
def window(qtbot: QtBot, look: AppearanceSwitch) -> MainWindow:
    unlock, home, sandbox, settings = UnlockPage(), HomePage(), SandboxPage(), SettingsPage()
    problem, busy = (
        Problem("The model ended.", "The text is kept.", "Send again."),
        Busy("Loading", 0.5, can_cancel=True),
    )
    unlock.render(UnlockViewState("passphrase", ("A room.", "Nothing leaves."), ("Limits.",), has_account_slot=True))
    row = BriefingRow(
        "vp", "one", "Vendor proposals", "The forecast that pays for itself", "A supplier.", 2, 25, "", "new"
    )
    talk = ConversationRow(1, "Draft answer to the regulator on automated decisions", "Today")
    meetings = (MeetingOffer("board", "Board"), MeetingOffer("investment-committee", "Investment committee"))
    offer = BriefingOffer(row, "9 minutes to the first place to stop · 25 in all", "Nothing shorter is new to you.")
    shelf = (row, row)
    home.render(
        HomeViewState(
            meetings, offer, shelf=shelf, conversations=(talk,), model_line="SmolLM2 is loaded.", problem=problem
        )
    )
    turns = (MessageRow(1, "user", "What?", "complete"), MessageRow(2, "assistant", "This.", "stopped", "Stopped."))
    sandbox.render(
        SandboxViewState(
            (talk,), 1, talk.title, turns, True, False, True, "SmolLM2", "A demonstration.",
            context_full=True, busy=busy, problem=problem,
        )
    )  # fmt: skip
    scales = tuple(Choice(value, f"{value:.0%}") for value in (0.9, 1.0, 1.25, 1.5, 2.0))
    settings.render(SettingsViewState((SettingGroup("Look", (SettingRow("s", "Size", "", 1.0, scales),)),), ()))
    window = MainWindow({"unlock": unlock, "home": home, "sandbox": sandbox, "settings": settings}, look)
    qtbot.addWidget(window)
    window.resize(1024, 700)
    window.show()
    window.activateWindow()
    return window


def test_the_title_is_constant(window: MainWindow) -> None:
    for page in PAGES:
        window.render(state(page))
        assert window.windowTitle() == TITLE


@pytest.mark.parametrize(
    ("key", "modifiers", "signal", "args"),
    [
        (Qt.Key.Key_N, CONTROL, "new_conversation_requested", []),
        (Qt.Key.Key_F, CONTROL, "search_requested", []),
        (Qt.Key.Key_Comma, CONTROL, "page_requested", ["settings"]),
        (Qt.Key.Key_P, CONTROL | Qt.KeyboardModifier.ShiftModifier, "page_requested", ["privacy"]),
        (Qt.Key.Key_M, CONTROL | Qt.KeyboardModifier.ShiftModifier, "page_requested", ["models"]),
        (Qt.Key.Key_Home, Qt.KeyboardModifier.AltModifier, "page_requested", ["home"]),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier, "back_requested", []),
    ],
)
def test_shortcuts_work_when_open_and_not_while_locked(
    window: MainWindow, qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier, signal: str, args: list[str]
) -> None:
    told: list[tuple[object, ...]] = []
    getattr(window, signal).connect(lambda *heard: told.append(heard))
    window.render(state("unlock", can_navigate=False))
    qtbot.waitActive(window)
    QTest.keyClick(window, key, modifiers)
    assert told == []
    window.render(state("home"))
    QTest.keyClick(window, key, modifiers)
    assert told == [tuple(args)]


def test_f1_lists_every_shortcut(window: MainWindow, qtbot: QtBot) -> None:
    window.render(state("home"))
    QTest.keyClick(window, Qt.Key.Key_F1)
    dialog = window.findChild(ShortcutList)
    assert isinstance(dialog, QDialog)
    assert dialog.isVisible()
    said = [label.text() for label in dialog.findChildren(Words)]
    assert {spec.does for spec in SHORTCUTS} <= set(said)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not dialog.isVisible())


def test_it_locks_from_any_page_also_from_one_that_is_not_to_be_left(window: MainWindow, qtbot: QtBot) -> None:
    """At the unlock page too: what was typed there stays in memory for as long as it can be of use."""
    for page in (state("unlock", can_navigate=False), state("home")):
        window.render(page)
        with qtbot.waitSignal(window.lock_requested, timeout=1_000):
            QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def test_the_rail_leads_and_is_hidden_while_locked(window: MainWindow, qtbot: QtBot) -> None:
    rail = window.findChild(Rail)
    assert rail is not None
    window.render(state("unlock", can_navigate=False))
    assert not rail.isVisible()
    window.render(state("home"))
    sandbox = next(each for each in rail.findChildren(Button) if each.accessibleName() == "Sandbox")
    with qtbot.waitSignal(window.page_requested) as told:
        QTest.keyClick(sandbox, Qt.Key.Key_Space)
    assert told.args == ["sandbox"]


def test_what_is_on_the_rail_is_made_when_there_is_somewhere_to_go(window: MainWindow) -> None:
    rail = window.findChild(Rail)
    assert rail is not None
    window.render(state("unlock", can_navigate=False))
    assert rail.findChildren(Button) == []
    window.render(state("home"))
    assert rail.findChildren(Button) != []


def test_the_privacy_line_is_one_click_from_its_detail(window: MainWindow) -> None:
    window.render(state("home"))
    line = next(each for each in window.findChildren(Button) if each.text() == "Nothing leaves this laptop")
    detail = next(
        each for each in window.findChildren(QWidget) if getattr(each, "text", str)() == "What protects this."
    )
    assert not detail.isVisible()
    line.click()
    assert detail.isVisible()


def test_everything_that_can_be_pressed_has_a_name_and_is_large_enough(window: MainWindow) -> None:
    for page in PAGES:
        window.render(state(page))
        QApplication.processEvents()
        for button in window.findChildren(QPushButton):
            if button.isVisible():
                assert button.accessibleName()
                assert min(button.width(), button.height()) >= 24, button.accessibleName()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("scale", [0.9, 1.0, 1.5, 2.0])
def test_no_words_are_cut_off(window: MainWindow, page: PageName, scale: float) -> None:
    window.render(state(page, scale=scale))
    window.resize(1024, 700)
    QApplication.processEvents()
    window.grab()
    assert text_scale() == pytest.approx(scale, abs=0.04)
    assert (window.width(), window.height()) == (1024, 700)
    for button in window.findChildren(Button):
        if button.isVisible() and button.text():
            assert button.width() >= button.sizeHint().width(), button.text()
            assert button.height() >= button.sizeHint().height(), button.text()
    for label in window.findChildren(Words):
        if label.isVisible():
            assert label.height() >= label.heightForWidth(label.width()), label.text()


def test_tab_walks_from_the_rail_through_the_page_to_the_privacy_line(window: MainWindow, qtbot: QtBot) -> None:
    window.render(state("home"))
    qtbot.waitActive(window)
    walked: list[str] = []
    for _ in range(30):
        window.focusNextChild()
        focused = window.focusWidget()
        walked.append(focused.accessibleName() if focused is not None else "")
    for name in ("Home", "Sandbox", "Settings", "Begin the briefing", "Open the sandbox", "Nothing leaves this laptop"):
        assert name in walked
    assert walked.index("Begin the briefing") < walked.index("Open the sandbox")


def test_what_is_in_memory_can_be_kept_and_closing_asks_first(window: MainWindow, qtbot: QtBot) -> None:
    in_memory = replace(state("home"), can_keep=True, asks_before_closing=True)
    window.render(in_memory)
    keep = next(each for each in window.findChildren(Button) if each.text() == "Keep it …" and each.isVisible())
    with qtbot.waitSignal(window.keep_requested):
        keep.click()
    with qtbot.waitSignal(window.close_asked):
        window.close()
    assert window.isVisible()
    window.render(state("home"))
    assert not keep.isVisible()
    window.close()
    assert not window.isVisible()


@pytest.mark.parametrize(("scale", "size"), [(1.0, (1024, 700)), (2.0, (1024, 700)), (1.3, (1440, 900))])
def test_the_privacy_line_and_its_detail_are_never_cut_off(
    window: MainWindow, scale: float, size: tuple[int, int]
) -> None:
    line, short = "Nothing leaves this laptop · kept in memory only, gone when you close", "In memory only"
    detail = "What you write is kept in memory only. " * 6
    window.render(replace(state("settings", scale=scale), privacy_line=line, privacy_short=short, can_keep=True,
                          privacy_detail=detail))  # fmt: skip
    window.resize(*size)
    window.show_privacy_detail()
    settle()
    privacy = window.findChild(PrivacyLine)
    assert privacy is not None
    assert problems_of(privacy) == []
    assert problems_of(window) == []
    assert {each.accessibleName() for each in privacy.findChildren(Button)} == {line, "Keep it …", "Privacy room"}


def test_a_page_that_is_opened_shows_its_top_and_one_gone_back_to_its_place(window: MainWindow) -> None:
    window.render(state("home", scale=2.0))
    settle()
    (bar,) = [page.verticalScrollBar() for page in window.findChildren(HomePage)]
    bar.setValue(120)
    for is_return, place in ((True, 120), (False, 0)):
        window.render(state("settings", scale=2.0))
        window.render(replace(state("home", scale=2.0), is_return=is_return))
        settle()
        assert bar.value() == place


def test_a_cover_takes_open_dialogs_off_the_screen(window: MainWindow, qtbot: QtBot) -> None:
    window.show_shortcuts()
    dialog = window.findChild(ShortcutList)
    assert dialog is not None
    qtbot.waitUntil(dialog.isVisible)
    window.cover()
    assert not dialog.isVisible()
