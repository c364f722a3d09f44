import time
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.home import ConversationRow
from closeddoor.presenters.states.sandbox import (
    BranchRow,
    FolderRow,
    ListState,
    MessageRow,
    SandboxViewState,
    SearchHit,
    SetUpState,
)
from closeddoor.presenters.states.shared import UNPROTECTED, Busy
from closeddoor.ui.pages.sandbox import SandboxPage
from closeddoor.ui.pages.sandbox.messages import Turn
from closeddoor.ui.pages.sandbox.set_up import IN_MEMORY, ON_DISK
from closeddoor.ui.pages.sandbox.transcript import BATCH, Transcript
from closeddoor.ui.widgets.buttons import Button
from closeddoor.ui.widgets.choice import Tick
from closeddoor.ui.widgets.fields import TextArea
from closeddoor.ui.widgets.markdown_stream import MarkdownStream
from closeddoor.ui.widgets.menu import MenuButton
from closeddoor.ui.widgets.two_line_list import TwoLineList
from tests.paired import least_ratio

EMPTY = SandboxViewState((), None, "", (), True, False, False, "SmolLM2", "A demonstration.")
ASKED = MessageRow(1, "user", "What should I ask?", "complete")
WRITING = MessageRow(2, "assistant", "", "writing")
DONE = MessageRow(2, "assistant", "Ask for the **denominator**.", "complete")
OFF = SetUpState(is_off_the_record=True, can_choose_record=False)
TALKS = (ConversationRow(1, "Thursday", "Today"), ConversationRow(2, "Regulator", "Monday"))
FULL = replace(EMPTY, conversations=TALKS, current_id=1, title="Thursday", messages=(ASKED, DONE), can_regenerate=True)


@pytest.fixture
def page(qtbot: QtBot) -> SandboxPage:
    page = SandboxPage()
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    page.activateWindow()
    return page


def area_of(page: SandboxPage) -> TextArea:
    return next(each for each in page.findChildren(TextArea) if each.accessibleName() == "Message to the model")


def button(page: SandboxPage, name: str) -> Button:
    QApplication.processEvents()
    return next(each for each in page.findChildren(Button) if each.accessibleName() == name and each.isVisible())


def test_an_empty_sandbox_asks_nothing_about_deleting(page: SandboxPage) -> None:
    page.render(EMPTY)
    shown = [each.accessibleName() for each in page.findChildren(Button) if each.isVisible()]
    assert not {"End it", "Undo", "More", "Branches", "Who answers"} & set(shown)


def test_sending_by_keyboard_empties_the_field(page: SandboxPage, qtbot: QtBot) -> None:
    page.render(EMPTY)
    page.setFocus()
    qtbot.waitUntil(area_of(page).hasFocus)
    QTest.keyClicks(area_of(page), "What should I ask?")
    with qtbot.waitSignal(page.send_requested) as told:
        QTest.keyClick(area_of(page), Qt.Key.Key_Return)
    assert told.args == ["What should I ask?"]
    assert area_of(page).draft() == ""


def test_blanks_are_not_sent_and_nothing_is_while_it_may_not(page: SandboxPage) -> None:
    sent: list[str] = []
    page.send_requested.connect(sent.append)
    page.render(replace(EMPTY, draft="  \n "))
    QTest.keyClick(area_of(page), Qt.Key.Key_Return)
    page.render(replace(EMPTY, draft="ready", can_send=False))
    QTest.keyClick(area_of(page), Qt.Key.Key_Return)
    assert sent == []


def test_escape_stops_the_model_while_it_writes(page: SandboxPage, qtbot: QtBot) -> None:
    page.render(replace(EMPTY, messages=(ASKED, WRITING), can_stop=True, can_send=False))
    with qtbot.waitSignal(page.stop_requested):
        QTest.keyClick(area_of(page), Qt.Key.Key_Escape)
    assert button(page, "Stop").isVisible()


def test_text_streams_into_its_turn_and_a_late_render_does_not_take_it_back(page: SandboxPage) -> None:
    writing = replace(EMPTY, messages=(ASKED, WRITING), can_stop=True)
    page.render(writing)
    page.append_text(2, "Ask for the ")
    page.append_text(2, "**denominator**.")
    page.append_text(99, "of no turn on the page")
    page.render(writing)
    stream = page.findChild(MarkdownStream)
    assert stream is not None
    assert stream.toPlainText() == "Ask for the denominator."
    page.render(FULL)
    assert page.findChild(MarkdownStream) is stream
    assert stream.toPlainText() == "Ask for the denominator."


def test_a_stopped_answer_says_so(page: SandboxPage) -> None:
    stopped = MessageRow(2, "assistant", "Ask", "stopped", "Stopped by you. The text so far is kept.")
    page.render(replace(FULL, messages=(ASKED, stopped)))
    QApplication.processEvents()
    said = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert "Stopped by you. The text so far is kept." in said


def test_regenerate_and_copy(page: SandboxPage, qtbot: QtBot) -> None:
    page.render(FULL)
    with qtbot.waitSignal(page.regenerate_requested):
        button(page, "Write again").click()
    with qtbot.waitSignal(page.copy_requested) as told:
        button(page, "Copy").click()
    assert told.args == [2, False]


def test_the_view_follows_the_end_only_while_the_reader_is_there(page: SandboxPage, qtbot: QtBot) -> None:
    long = tuple(
        MessageRow(n, "user" if n % 2 else "assistant", "A line of text.\n\n" * 8, "complete") for n in range(12)
    )
    page.render(replace(FULL, messages=(*long, MessageRow(50, "assistant", "", "writing"))))
    bar = page.findChild(Transcript).verticalScrollBar()  # type: ignore[union-attr]  # it is there
    qtbot.waitUntil(lambda: bar.maximum() > 0 and bar.value() == bar.maximum())
    page.append_text(50, "More.\n\n" * 40)
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    bar.setValue(100)
    was = bar.maximum()
    page.append_text(50, "Still more.\n\n" * 40)
    qtbot.waitUntil(lambda: bar.maximum() > was)
    assert bar.value() == 100


def test_history_opens_by_keyboard(page: SandboxPage, qtbot: QtBot) -> None:
    page.render(FULL)
    entries = page.findChild(TwoLineList)
    assert entries is not None
    entries.setFocus()
    QTest.keyClick(entries, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.conversation_requested) as told:
        QTest.keyClick(entries, Qt.Key.Key_Return)
    assert told.args == [2]


def test_search_tells_what_is_typed_and_hits_lead_to_their_place(page: SandboxPage, qtbot: QtBot) -> None:
    page.render(FULL)
    page.focus_search()
    field = next(each for each in page.findChildren(QLineEdit) if each.isVisible())
    with qtbot.waitSignal(page.search_changed) as told:
        QTest.keyClicks(field, "d")
    assert told.args == ["d"]
    hit = SearchHit(1, 2, "Thursday", "Ask for the ", "denominator", ".")
    page.render(replace(FULL, search_text="d", hits=(hit,)))
    entries = page.findChild(TwoLineList)
    assert entries is not None
    assert len(entries.entries()) == 1
    with qtbot.waitSignal(page.hit_requested) as told:
        place = entries.visualRect(entries.model().index(0, 0)).center()
        QTest.mouseClick(entries.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == [1, 2]


def choose(page: SandboxPage, *words: str) -> None:
    """Open the menu of the head and choose an item, or one of the list that it opens."""
    QApplication.processEvents()
    more = next(each for each in page.findChildren(MenuButton) if each.accessibleName() == "More")
    menu: QObject | None = more.menu_now()
    for word in words:
        assert isinstance(menu, QMenu)
        action = next(each for each in menu.actions() if each.text() == word)
        menu = action.menu()
    action.trigger()


def test_deleting_is_done_at_once_and_can_be_undone(page: SandboxPage, qtbot: QtBot) -> None:
    page.render(FULL)
    with qtbot.waitSignal(page.delete_requested) as told:
        choose(page, "Delete")
    assert told.args == [1]
    page.render(replace(EMPTY, undo="“Thursday” is deleted."))
    with qtbot.waitSignal(page.undo_requested):
        button(page, "Undo").click()


def test_the_offer_to_undo_ends_when_the_page_is_left(page: SandboxPage, qtbot: QtBot) -> None:
    page.render(replace(EMPTY, undo="“Thursday” is deleted."))
    with qtbot.waitSignal(page.undo_settled):
        page.hide()


def test_ending_what_is_off_the_record_asks_because_it_cannot_be_undone(page: SandboxPage, qtbot: QtBot) -> None:
    page.render(replace(FULL, set_up=OFF))
    said = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert {"Off the record", "Off the record: nothing you write here is kept."} <= set(said)
    ended: list[int] = []
    page.delete_requested.connect(ended.append)
    button(page, "End and forget").click()
    assert ended == []
    with qtbot.waitSignal(page.delete_requested):
        button(page, "End it").click()
    assert ended == [1]


def test_off_the_record_can_only_be_chosen_before_the_first_turn(page: SandboxPage, qtbot: QtBot) -> None:
    page.render(EMPTY)
    tick = page.findChild(Tick)
    assert tick is not None
    with qtbot.waitSignal(page.record_chosen) as told:
        tick.click()
    assert told.args == [True]
    page.render(replace(FULL, set_up=OFF))
    button(page, "Who answers").click()
    assert not tick.isVisible()


@pytest.mark.parametrize("is_on_disk", [True, False])
def test_what_is_on_the_record_is_called_kept_on_the_disk_only_where_it_is(
    page: SandboxPage, *, is_on_disk: bool
) -> None:
    page.render(replace(FULL, set_up=SetUpState(can_choose_record=False, is_on_disk=is_on_disk)))
    said = {each.text() for each in page.findChildren(QLabel)}
    assert (ON_DISK in said, IN_MEMORY in said) == (is_on_disk, not is_on_disk)


def test_a_conversation_moves_to_a_folder_and_is_pinned_by_menu(page: SandboxPage, qtbot: QtBot) -> None:
    page.render(replace(FULL, lists=ListState((FolderRow(7, "Board & audit", 2),))))
    with qtbot.waitSignal(page.move_requested) as told:
        choose(page, "Move to folder", "Board && audit")
    assert told.args == [1, 7]
    with qtbot.waitSignal(page.pin_requested) as told:
        choose(page, "Pin to the top")
    assert told.args == [1, True]


def test_a_file_is_written_only_after_saying_that_it_is_not_protected(page: SandboxPage, qtbot: QtBot) -> None:
    page.render(FULL)
    with qtbot.waitSignal(page.export_requested) as told:
        choose(page, "Save as PDF …")
    assert told.args == ["pdf"]
    page.render(replace(FULL, export="pdf", export_name="Thursday"))
    QApplication.processEvents()
    assert UNPROTECTED in [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    button(page, "Choose where to save").click()
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.selectedFiles()[0].endswith("Thursday.pdf")
    dialog.reject()


def test_alternatives_have_arrows_that_end_where_they_end(page: SandboxPage, qtbot: QtBot) -> None:
    page.render(replace(FULL, messages=(ASKED, replace(DONE, place=2, places=2))))
    assert not button(page, "Later reply").isEnabled()
    with qtbot.waitSignal(page.alternative_requested) as told:
        QTest.keyClick(button(page, "Earlier reply"), Qt.Key.Key_Space)
    assert told.args == [2, -1]
    page.render(replace(FULL, messages=(ASKED, replace(DONE, place=2, places=2)), can_branch=False))
    assert not button(page, "Earlier reply").isEnabled()


def test_at_the_last_alternative_the_focus_is_on_the_way_back(page: SandboxPage, qtbot: QtBot) -> None:
    page.render(replace(FULL, messages=(ASKED, replace(DONE, place=2, places=3))))
    button(page, "Later reply").setFocus()
    qtbot.waitUntil(button(page, "Later reply").hasFocus)
    page.render(replace(FULL, messages=(ASKED, replace(DONE, message_id=9, place=3, places=3))))
    assert button(page, "Earlier reply").hasFocus()
    page.render(replace(FULL, messages=(ASKED, replace(DONE, message_id=2, place=1, places=3))))
    assert button(page, "Later reply").hasFocus()


def test_an_earlier_turn_is_edited_where_one_writes_and_escape_leaves_it(page: SandboxPage, qtbot: QtBot) -> None:
    page.render(FULL)
    with qtbot.waitSignal(page.edit_requested) as told:
        button(page, "Edit").click()
    assert told.args == [1]
    page.render(replace(FULL, editing_id=1, draft="What should I ask?"))
    qtbot.waitUntil(area_of(page).hasFocus)
    with qtbot.waitSignal(page.edit_given_up):
        QTest.keyClick(area_of(page), Qt.Key.Key_Escape)


def test_the_outline_jumps_to_a_branch_and_closes(page: SandboxPage, qtbot: QtBot) -> None:
    rows = (BranchRow(1, 0, "What", "You", is_shown=True), BranchRow(5, 0, "Why", "You", is_shown=False))
    page.render(replace(FULL, branches=rows))
    button(page, "Branches").click()
    outline = next(each for each in page.findChildren(TwoLineList) if each.accessibleName() == "Branches")
    qtbot.waitUntil(outline.hasFocus)
    QTest.keyClick(outline, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.branch_deleted) as told:
        QTest.keyClick(outline, Qt.Key.Key_Delete)
    with qtbot.waitSignal(page.branch_requested) as told:
        QTest.keyClick(outline, Qt.Key.Key_Return)
    assert told.args == [5]
    assert not outline.isVisible()


def test_a_search_can_be_narrowed_to_who_said_it(page: SandboxPage, qtbot: QtBot) -> None:
    page.render(replace(FULL, search_text="d", lists=ListState(days=30)))
    who = next(each for each in page.findChildren(MenuButton) if each.accessibleName() == "Who said it: Said by anyone")
    with qtbot.waitSignal(page.search_narrowed) as told:
        next(each for each in who.menu_now().actions() if each.text() == "Said by you").trigger()
    assert told.args == ["user", 30]


def test_a_folder_is_named_in_place(page: SandboxPage, qtbot: QtBot) -> None:
    page.render(FULL)
    folders = next(each for each in page.findChildren(MenuButton) if each.accessibleName() == "All conversations")
    next(each for each in folders.menu_now().actions() if each.text() == "New folder …").trigger()
    field = next(each for each in page.findChildren(QLineEdit) if each.accessibleName() == "Name of the folder")
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "Board")
    with qtbot.waitSignal(page.folder_created) as told:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert told.args == ["Board"]


def test_the_end_of_a_long_list_asks_for_more_and_keeps_its_place(page: SandboxPage, qtbot: QtBot) -> None:
    rows = tuple(ConversationRow(n, f"Talk {n}", "Today") for n in range(60))
    page.render(replace(FULL, conversations=rows, current_id=0))
    entries = page.findChild(TwoLineList)
    assert entries is not None
    qtbot.waitUntil(lambda: entries.verticalScrollBar().maximum() > 0)
    with qtbot.waitSignal(page.more_requested):
        entries.verticalScrollBar().setValue(entries.verticalScrollBar().maximum())
    place = entries.verticalScrollBar().value()
    more = (*rows, *(ConversationRow(n, f"Talk {n}", "Today") for n in range(60, 120)))
    page.render(replace(FULL, conversations=more, current_id=0))
    assert (entries.verticalScrollBar().value(), len(entries.entries())) == (place, 120)


def test_renaming_in_place(page: SandboxPage, qtbot: QtBot) -> None:
    page.render(FULL)
    choose(page, "Rename")
    field = next(each for each in page.findChildren(QLineEdit) if each.accessibleName() == "Title of this conversation")
    field.setText("Board questions")
    with qtbot.waitSignal(page.rename_requested) as told:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert told.args == [1, "Board questions"]


def test_a_full_context_is_the_users_choice(page: SandboxPage, qtbot: QtBot) -> None:
    page.render(replace(FULL, context_full=True))
    with qtbot.waitSignal(page.context_choice_requested) as told:
        button(page, "Go on without the oldest turns").click()
    assert told.args == ["drop_oldest"]
    with qtbot.waitSignal(page.context_choice_requested) as told:
        button(page, "Start a new conversation").click()
    assert told.args == ["start_new"]


def test_model_and_caveat_are_always_said(page: SandboxPage) -> None:
    page.render(replace(FULL, context_line="412 of 8,192 tokens used"))
    said = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert "SmolLM2 · 412 of 8,192 tokens used" in said
    assert "A demonstration." in said


def test_a_long_conversation_is_drawn_from_its_end_and_earlier_turns_on_request(page: SandboxPage) -> None:
    rows = tuple(MessageRow(n, "user" if n % 2 else "assistant", f"Turn {n}.", "complete") for n in range(1, 101))
    page.render(replace(FULL, messages=rows))
    assert len(page.findChildren(Turn)) == BATCH
    more = (*rows, MessageRow(101, "user", "Turn 101.", "complete"))
    before = page.findChildren(Turn)[0]
    page.render(replace(FULL, messages=more))
    assert page.findChildren(Turn)[0] is before
    button(page, "Show earlier turns").click()
    assert [turn for turn in page.findChildren(Turn) if turn.isVisible()]
    page.render(replace(FULL, messages=more, highlight_message_id=3))
    said = " ".join(label.text() for label in page.findChildren(QLabel))
    assert "Turn 3." in said


def test_a_new_line_is_placed_as_quickly_in_a_long_conversation_as_in_a_short_one(page: SandboxPage) -> None:
    many_s, few_s = partial(line_s, page, writing=50, turns=40), partial(line_s, page, writing=2, turns=1)
    assert least_ratio(many_s, few_s, rounds=2) < 5


def line_s(page: SandboxPage, *, writing: int, turns: int) -> float:
    """Return the processor's time that the median line takes which is added to a reply after `turns`."""
    rows = tuple(
        MessageRow(n, "user" if n % 2 else "assistant", "A turn.\n\nOf two.", "complete")
        for n in range(writing - turns, writing)
    )
    page.render(replace(FULL, messages=(*rows, MessageRow(writing, "assistant", "", "writing")), can_stop=True))
    QApplication.processEvents()
    took_s = []
    for _ in range(40):
        begun_s = time.process_time()
        page.append_text(writing, "One more line.\n\n")
        QApplication.processEvents()
        took_s.append(time.process_time() - begun_s)
    return sorted(took_s)[20]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_renaming_gives_the_focus_back_to_the_list(page: SandboxPage, qtbot: QtBot, key: Qt.Key) -> None:
    page.render(FULL)
    choose(page, "Rename")
    field = next(each for each in page.findChildren(QLineEdit) if each.accessibleName() == "Title of this conversation")
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClick(field, key)
    entries = page.findChild(TwoLineList)
    assert entries is not None
    assert entries.hasFocus()
    assert entries.currentIndex().row() == 0


def test_renaming_where_the_list_does_not_show_gives_the_focus_back_to_the_title(page: SandboxPage) -> None:
    page.resize(600, 700)
    page.render(FULL)
    choose(page, "Rename")
    field = next(each for each in page.findChildren(QLineEdit) if each.accessibleName() == "Title of this conversation")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert button(page, "More").hasFocus()


def test_one_button_stops_a_model_that_starts(page: SandboxPage, qtbot: QtBot) -> None:
    busy = Busy("The model is checked and loaded.", 0.5, can_cancel=True)
    page.render(replace(EMPTY, can_stop=True, can_send=False, busy=busy))
    QApplication.processEvents()
    shown = [each.text() for each in page.findChildren(Button) if each.isVisible()]
    assert ("Stop" in shown, "Cancel" in shown) == (True, False)
    with qtbot.waitSignal(page.cancel_requested):
        button(page, "Stop").click()
    with qtbot.waitSignal(page.cancel_requested):
        QTest.keyClick(page, Qt.Key.Key_Escape)


def test_a_turn_that_is_given_to_another_conversation_keeps_nothing_of_the_first(page: SandboxPage) -> None:
    page.render(replace(FULL, messages=(ASKED, replace(DONE, place=2, places=2)), highlight_message_id=2))
    turns = page.findChildren(Turn)
    other = (MessageRow(7, "user", "And bias?", "complete"), MessageRow(8, "assistant", "", "writing"))
    page.render(replace(FULL, current_id=2, messages=other))
    QApplication.processEvents()
    assert page.findChildren(Turn) == turns
    said = " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())
    stream = page.findChild(MarkdownStream)
    assert stream is not None
    assert ("What should I ask?" in said, "2 of 2" in said, stream.toPlainText()) == (False, False, "")
    page.append_text(2, "of the first")
    page.append_text(8, "of the second")
    assert stream.toPlainText() == "of the second"


def test_a_turn_that_waits_for_other_words_holds_none(page: SandboxPage) -> None:
    page.render(FULL)
    page.render(EMPTY)
    QApplication.processEvents()
    held = [label.text() for turn in page.findChildren(Turn) for label in turn.findChildren(QLabel)]
    held += [stream.toPlainText() for stream in page.findChildren(MarkdownStream)]
    assert not [text for text in held if "denominator" in text or "What should" in text]


def test_turns_follow_their_messages_however_the_branch_changes(page: SandboxPage) -> None:
    branches = (("1u", "2a", "9a"), ("1u", "9a"), ("1u", "2a", "3u", "4a"), (), ("5a", "6a", "7u"))
    for branch in branches:
        sides = {"u": "user", "a": "assistant"}
        rows = [MessageRow(int(each[0]), sides[each[1]], f"words of {each}", "complete") for each in branch]  # type: ignore[arg-type]  # one of two
        page.render(replace(FULL, messages=tuple(rows)))
        QApplication.processEvents()
        shown = sorted((turn for turn in page.findChildren(Turn) if turn.isVisible()), key=lambda turn: turn.y())
        assert [_words_of(turn) for turn in shown] == [row.text for row in rows]


def _words_of(turn: Turn) -> str:
    stream = turn.findChild(MarkdownStream)
    labels = [label.text() for label in turn.findChildren(QLabel) if label.text().startswith("words of")]
    return stream.toPlainText() if stream else labels[0]
