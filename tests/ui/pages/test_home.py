from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.home import (
    BriefingOffer,
    BriefingRow,
    CardsOffer,
    ConversationRow,
    HomeViewState,
    MeetingOffer,
)
from closeddoor.presenters.states.shared import Problem
from closeddoor.ui.pages.home import HomePage
from closeddoor.ui.pages.home.lists import FinishedBriefings
from closeddoor.ui.widgets.buttons import Button
from closeddoor.ui.widgets.row_button import RowButton

NEW = BriefingRow("vp", "one", "Vendor proposals", "The forecast", "A supplier offers.", 2, 25, "October 2026", "new")
OPEN = BriefingRow("vp", "two", "Business cases", "The assistant", "Time saved.", 1, 20, "", "open", "5 marks so far")
DONE = replace(
    NEW, scenario_id="three", title="The letter", state="done", finished_id=4, next_time="who owns the data."
)
TALK = ConversationRow(7, "Questions for Thursday", "Today")
MEETINGS = (MeetingOffer("board", "Board"), MeetingOffer("press", "Press"))
FULL = HomeViewState(
    meetings=MEETINGS,
    offer=BriefingOffer(NEW, "9 minutes to the first place to stop · 25 in all", "It is the shortest."),
    can_change=True,
    under_way=(OPEN,),
    cards_line="3 questions to go over",
    shelf=(NEW,),
    shelf_note="2 more are new in the library.",
    finished=(DONE,),
    more_finished=1,
    conversations=(TALK,),
    model_line="SmolLM2",
)


@pytest.fixture
def page(qtbot: QtBot) -> HomePage:
    page = HomePage()
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    return page


def offering(row: BriefingRow) -> HomeViewState:
    return HomeViewState(offer=BriefingOffer(row, "9 minutes", "Why."))


def primary_of(page: HomePage) -> Button:
    (button,) = [each for each in page.findChildren(Button) if each.property("kind") == "primary"]
    return button


def row_of(page: HomePage, title: str) -> RowButton:
    return next(each for each in page.findChildren(RowButton) if title in each.accessibleName())


def button_of(page: HomePage, name: str) -> QPushButton:
    buttons = (each for each in page.findChildren(QPushButton) if each.isVisible())
    return next(each for each in buttons if name in (each.text(), each.accessibleName()))


def shown_words(page: HomePage) -> list[str]:
    QApplication.processEvents()
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible() and label.text()]


@pytest.mark.parametrize(
    ("name", "intent", "told"),
    [
        ("Board", "meeting_requested", ["board"]),
        ("Begin the briefing", "briefing_requested", ["vp", "one"]),
        ("Another", "another_requested", []),
        ("The assistant. Continue", "briefing_requested", ["vp", "two"]),
        ("3 questions to go over. Go over", "record_requested", []),
        ("The forecast", "briefing_requested", ["vp", "one"]),
        ("Open the library", "library_requested", []),
        ("Read the debrief again", "debrief_requested", [4]),
        ("Begin again", "briefing_requested", ["vp", "three"]),
        ("Show more", "more_finished_requested", []),
        ("Questions for Thursday", "conversation_requested", [7]),
        ("Open the sandbox", "sandbox_requested", []),
    ],
)
def test_everything_leads_where_it_says_by_keyboard(
    page: HomePage, qtbot: QtBot, name: str, intent: str, told: list[object]
) -> None:
    page.render(FULL)
    QApplication.processEvents()
    with qtbot.waitSignal(getattr(page, intent)) as emitted:
        QTest.keyClick(button_of(page, name), Qt.Key.Key_Space)
    assert emitted.args == told


def test_tab_goes_the_way_the_eye_goes(page: HomePage, qtbot: QtBot) -> None:
    page.render(replace(FULL, under_way=()))
    page.render(FULL)  # rows that came later are walked where they stand
    QApplication.processEvents()
    qtbot.waitActive(page)
    walked: list[str] = []
    button_of(page, "Board").setFocus()
    for _ in range(14):
        focused = page.focusWidget()
        walked.append(focused.accessibleName() if focused is not None else "")
        QTest.keyClick(focused or page, Qt.Key.Key_Tab)
    order = ("Board", "Begin the briefing", "Another", "The assistant. Continue", "The forecast", "Show more")
    places = [walked.index(name) for name in order]
    assert places == sorted(places)


@pytest.mark.parametrize(("row", "words"), [(NEW, "Begin the briefing"), (OPEN, "Continue"), (DONE, "Begin again")])
def test_the_one_thing_to_do_next_says_what_it_does(page: HomePage, row: BriefingRow, words: str) -> None:
    page.render(offering(row))
    assert primary_of(page).text() == words
    assert primary_of(page).accessibleDescription() == row.title
    assert not button_of_kind_shown(page, "Another")


def button_of_kind_shown(page: HomePage, name: str) -> bool:
    return any(each.isVisible() and each.text() == name for each in page.findChildren(Button))


def test_when_all_is_done_the_cards_take_its_place(page: HomePage, qtbot: QtBot) -> None:
    page.render(HomeViewState(offer=CardsOffer("3 questions to go over", "You have been through all.")))
    with qtbot.waitSignal(page.record_requested):
        QTest.keyClick(primary_of(page), Qt.Key.Key_Space)
    assert "You have been through all." in shown_words(page)


def test_what_is_under_way_says_where_it_stands_and_is_no_list_without_any(page: HomePage) -> None:
    page.render(FULL)
    assert {"To go on with", "Business cases · 5 marks so far"} <= set(shown_words(page))
    page.render(offering(NEW))
    assert "To go on with" not in shown_words(page)


def test_an_empty_shelf_offers_the_meetings_and_the_sandbox(page: HomePage) -> None:
    page.render(
        HomeViewState(meetings=MEETINGS, no_offer="None is installed.", shelf_note="Nothing new is on the shelf.")
    )
    assert not primary_of(page).isVisible()
    assert {"No briefing to offer", "None is installed.", "Nothing new is on the shelf.", "Board"} <= set(
        shown_words(page)
    )
    assert button_of(page, "Open the sandbox").isEnabled()


def test_the_first_visit_is_welcomed_and_no_other(page: HomePage) -> None:
    page.render(replace(FULL, is_first=True))
    assert any("door closed" in words for words in shown_words(page))
    page.render(FULL)
    assert not any("door closed" in words for words in shown_words(page))


def test_the_same_rows_again_keep_their_widgets_and_focus(page: HomePage) -> None:
    page.render(FULL)
    before = [row_of(page, "The assistant"), row_of(page, "The forecast"), row_of(page, "Board")]
    page.render(replace(FULL, model_line="another line"))
    assert [row_of(page, "The assistant"), row_of(page, "The forecast"), row_of(page, "Board")] == before


def test_a_long_title_is_shown_whole(page: HomePage) -> None:
    long = ConversationRow(1, "A title that is much longer than the narrow column beside the shelf could ever hold", "")
    page.render(replace(FULL, conversations=(long,)))
    row = row_of(page, "A title that")
    label = row.findChild(QLabel)
    assert label is not None
    page.grab()
    assert label.height() >= label.heightForWidth(label.width())


def test_what_was_finished_takes_the_room_of_an_empty_shelf(page: HomePage) -> None:
    widths = []
    for state in (FULL, replace(FULL, shelf=(), shelf_note="Nothing new is on the shelf."), FULL):
        page.render(state)
        QApplication.processEvents()
        widths.append(next(each for each in page.findChildren(FinishedBriefings)).width())
    assert widths[0] < widths[1]
    assert widths[0] == widths[2]


def test_a_finished_briefing_shows_the_line_for_next_time_once(page: HomePage) -> None:
    page.render(FULL)
    assert shown_words(page).count("Next time I will ask … who owns the data.") == 1


def test_one_begun_again_offers_the_debrief_of_the_last_time(page: HomePage) -> None:
    page.render(HomeViewState(finished=(replace(DONE, state="open"),)))
    QApplication.processEvents()
    names = [each.text() for each in page.findChildren(Button) if each.isVisible()]
    assert ("Read the debrief again" in names, "Begin again" in names) == (True, False)


@pytest.mark.parametrize(
    "state",
    [
        offering(replace(NEW, is_unsigned=True)),
        HomeViewState(shelf=(replace(NEW, is_unsigned=True),)),
        HomeViewState(under_way=(replace(OPEN, is_unsigned=True),)),
        HomeViewState(finished=(replace(DONE, is_unsigned=True),)),
    ],
    ids=["offered", "on the shelf", "under way", "finished"],
)
def test_an_unsigned_pack_is_named_wherever_it_stands(page: HomePage, state: HomeViewState) -> None:
    page.render(state)
    assert sum("unsigned pack" in line for line in shown_words(page)) == 1


def test_an_empty_shelf_is_not_claimed_before_it_was_looked_at(page: HomePage) -> None:
    assert shown_words(page) == ["Looking at the shelf."]
    page.render(HomeViewState(meetings=MEETINGS))
    assert "Looking at the shelf." not in shown_words(page)


def test_a_notice_of_the_history_is_closed_by_its_button_and_a_problem_has_none(page: HomePage) -> None:
    closed: list[bool] = []
    page.notice_closed.connect(lambda: closed.append(True))
    page.render(replace(FULL, problem=Problem("The shelf is short.")))
    assert not [each for each in page.findChildren(Button) if each.isVisible() and each.text() == "Close"]
    page.render(replace(FULL, notice=Problem("A copy was put right.")))
    (close,) = [each for each in page.findChildren(Button) if each.isVisible() and each.text() == "Close"]
    close.click()
    assert closed == [True]
