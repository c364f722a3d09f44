from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.home import BriefingRow, ConversationRow, HomeViewState
from closeddoor.ui.pages.home import HomePage
from closeddoor.ui.widgets.buttons import Button
from closeddoor.ui.widgets.row_button import RowButton

NEW = BriefingRow("vp", "one", "Vendor proposals", "The forecast", "A supplier offers.", 2, 25, "October 2026", "new")
OPEN = BriefingRow("vp", "two", "Business cases", "The assistant", "Time saved.", 1, 20, "", "open", "5 marks so far")
DONE = replace(
    NEW, scenario_id="three", title="The letter", state="done", finished_id=4, next_time="who owns the data."
)
TALK = ConversationRow(7, "Questions for Thursday", "Today")


@pytest.fixture
def page(qtbot: QtBot) -> HomePage:
    page = HomePage()
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    return page


def primary_of(page: HomePage) -> Button:
    return next(each for each in page.findChildren(Button) if each.property("kind") == "primary")


def row_of(page: HomePage, title: str) -> RowButton:
    return next(each for each in page.findChildren(RowButton) if title in each.accessibleName())


def test_the_one_thing_to_do_next_begins_by_keyboard(page: HomePage, qtbot: QtBot) -> None:
    page.render(HomeViewState(NEW, (NEW, OPEN), (TALK,), "SmolLM2"))
    assert primary_of(page).text() == "Begin the briefing"
    with qtbot.waitSignal(page.briefing_requested) as told:
        QTest.keyClick(primary_of(page), Qt.Key.Key_Space)
    assert told.args == ["vp", "one"]


def test_an_open_briefing_says_where_it_stands(page: HomePage) -> None:
    page.render(HomeViewState(OPEN, (OPEN,), (), ""))
    assert primary_of(page).text() == "Go on where you were"
    assert "5 marks so far" in [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_rows_of_shelf_and_history_lead_where_they_say(page: HomePage, qtbot: QtBot) -> None:
    page.render(HomeViewState(NEW, (NEW, OPEN), (TALK,), ""))
    with qtbot.waitSignal(page.briefing_requested) as told:
        QTest.keyClick(row_of(page, "The assistant"), Qt.Key.Key_Space)
    assert told.args == ["vp", "two"]
    with qtbot.waitSignal(page.conversation_requested) as told:
        QTest.keyClick(row_of(page, "Questions for Thursday"), Qt.Key.Key_Space)
    assert told.args == [7]


def test_an_empty_shelf_offers_the_sandbox(page: HomePage, qtbot: QtBot) -> None:
    page.render(HomeViewState(None, (), (), ""))
    assert not primary_of(page).isVisible()
    sandbox = next(each for each in page.findChildren(Button) if each.text() == "Open the sandbox")
    with qtbot.waitSignal(page.sandbox_requested):
        QTest.keyClick(sandbox, Qt.Key.Key_Space)


def test_the_same_rows_again_keep_their_widgets_and_focus(page: HomePage) -> None:
    page.render(HomeViewState(NEW, (NEW, OPEN), (TALK,), "one"))
    before = row_of(page, "The assistant")
    page.render(HomeViewState(NEW, (NEW, OPEN), (TALK,), "another line"))
    assert row_of(page, "The assistant") is before


def test_a_long_title_is_shown_whole(page: HomePage) -> None:
    long = ConversationRow(1, "A title that is much longer than the narrow column beside the shelf could ever hold", "")
    page.render(HomeViewState(NEW, (NEW,), (long,), ""))
    row = row_of(page, "A title that")
    label = row.findChild(QLabel)
    assert label is not None
    page.grab()
    assert label.height() >= label.heightForWidth(label.width())


def button_of(page: HomePage, name: str) -> Button:
    return next(each for each in page.findChildren(Button) if each.text() == name and each.isVisible())


@pytest.mark.parametrize("offered", [DONE, NEW], ids=["offered first", "on the shelf"])
def test_a_finished_briefing_is_looked_back_at_or_begun_again(
    page: HomePage, qtbot: QtBot, offered: BriefingRow
) -> None:
    page.render(HomeViewState(offered, (NEW, DONE), (), ""))
    QApplication.processEvents()
    lines = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert lines.count("Next time I will ask … who owns the data.") == 1
    with qtbot.waitSignal(page.debrief_requested) as told:
        QTest.keyClick(button_of(page, "Read the debrief again"), Qt.Key.Key_Space)
    assert told.args == [4]
    with qtbot.waitSignal(page.briefing_requested) as told:
        QTest.keyClick(button_of(page, "Begin again"), Qt.Key.Key_Space)
    assert told.args == ["vp", "three"]


def test_one_begun_again_offers_the_debrief_of_the_last_time(page: HomePage) -> None:
    page.render(HomeViewState(NEW, (NEW, replace(DONE, state="open")), (), ""))
    QApplication.processEvents()
    names = [each.text() for each in page.findChildren(Button) if each.isVisible()]
    assert ("Read the debrief again" in names, "Begin again" in names) == (True, False)


@pytest.mark.parametrize("is_next", [True, False])
def test_an_unsigned_pack_is_named_wherever_it_stands(page: HomePage, *, is_next: bool) -> None:
    unsigned = replace(OPEN, is_unsigned=True)
    page.render(HomeViewState(unsigned if is_next else NEW, (NEW, unsigned), (), ""))
    QApplication.processEvents()
    lines = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert sum("unsigned pack" in line for line in lines) == 1 + is_next


def test_the_library_is_one_press_away(page: HomePage, qtbot: QtBot) -> None:
    page.render(HomeViewState(NEW, (NEW,), (), ""))
    with qtbot.waitSignal(page.library_requested):
        QTest.keyClick(button_of(page, "Open the library"), Qt.Key.Key_Space)


def test_an_empty_shelf_is_not_claimed_before_it_was_looked_at(page: HomePage) -> None:
    assert shown_words(page) == ["Looking at the shelf."]
    page.render(HomeViewState(None, (), (), ""))
    assert "Looking at the shelf." not in shown_words(page)
    assert "Briefings you install stand here." in shown_words(page)


def shown_words(page: HomePage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible() and label.text()]
