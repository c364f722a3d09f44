from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from closeddoor.presenters.library.releases import release_question
from closeddoor.presenters.states.library import (
    BriefingRow,
    FilterView,
    FinishedRow,
    KeyWords,
    LibraryViewState,
    NotShownRow,
    PackRow,
    QuestionView,
)
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.services.updates import Statement, Update
from closeddoor.tour.geometry import problems_of
from closeddoor.ui.pages.library import LibraryPage
from closeddoor.ui.pages.library.page import DESK, OWN, WITH_GROUP
from closeddoor.ui.theme import Appearance, AppearanceSwitch
from closeddoor.ui.widgets.option_row import TickRow
from tests.ui.shown import settle

LETTERS = PackRow(
    pack_id="org.example.letters",
    title="Letters",
    version="Version 1.2.0",
    identity="org.example.letters, revision 7",
    summary="One letter, read closely.",
    made_by="By Example Learning",
    vouched="Signed: egghead determine enlist paragraph eating Galveston dashboard disbelief accrue leprosy",
    contents="1 briefing",
    facts="Facts as of 1 November 2026 · Review due 1 May 2027",
    errata=("Revision 6: The notice is 60 days.",),
)
NOBODY = "Unsigned: nobody vouches for it"
UNSIGNED = replace(LETTERS, pack_id="org.example.board", title="Board papers", vouched=NOBODY, is_unsigned=True)
BUILT_IN = replace(LETTERS, pack_id="org.closeddoor.risk", title="AI risk", vouched="Comes with the application")
DAMAGED = NotShownRow(Problem("“Notes” cannot be read."), "org.example.notes", "Notes")
BRIEFING = BriefingRow(
    pack_id=LETTERS.pack_id,
    scenario_id="letter",
    title="A letter from a supplier",
    pack_title="Letters",
    module="Vendor proposal",
    roles=("Chief executive", "Finance"),
    level=2,
    minutes=24,
    state="open",
    state_word="Under way",
)
FILTERS = (
    FilterView("module", "Module", "", (("", "Any module"), ("risk", "AI risk"), ("vp", "Vendor proposal"))),
    FilterView("level", "Level", "2", (("", "Any level"), ("1", "Level 1"), ("2", "Level 2"))),
)
ABOUT = "Vendor proposal · level 2 · 24 minutes · chief executive, finance"
BRIEFINGS = LibraryViewState(
    filters=FILTERS, is_filtered=True, count_line="3 of 40 briefings", briefings=(BRIEFING,) * 3, more_briefings=10
)
FULL = LibraryViewState(
    view="packs",
    installed=(replace(LETTERS, briefings=(BRIEFING,)), UNSIGNED),
    built_in=(BUILT_IN,),
    not_shown=(DAMAGED,),
    finished=(FinishedRow(4, "A letter", "Old letters"),),
)
WORDS = tuple(LETTERS.vouched.split()[1:])
STOP = QuestionView(
    kicker="A pack to add",
    title="Letters",
    heading="Signed by another key",
    lines=("Either the author changed the key, or somebody else made this pack.",),
    confirm="Accept the new key and install",
    decline="Do not install",
    pack=LETTERS,
    keys=(KeyWords("The key that signed this pack", WORDS), KeyWords("The key that its id belongs to", WORDS)),
    statement="I asked the author, who gave me the words of the new key.",
    is_stop=True,
)
NEWER = release_question(
    Update(
        Statement(
            "closed-door",
            "0.2.0",
            "closed-door_0.2.0_amd64.deb",
            2_100_000,
            "0" * 64,
            "a kernel with Landlock",
            "* Erasing is faster.\n* A group sees the clock.",
        ),
        Path("closed-door_0.2.0_amd64.deb"),
    ),
    "0.1.0",
)
INSTALL = replace(STOP, heading="Signed by a key that is new here", confirm="Install", statement="", is_stop=False)


@pytest.fixture
def page(qtbot: QtBot) -> LibraryPage:
    page = LibraryPage()
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    page.activateWindow()
    qtbot.waitActive(page)
    page.render(FULL)
    return page


def said(page: QWidget) -> list[str]:
    QApplication.processEvents()
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def top_of(page: LibraryPage, text: str) -> int:
    label = next(each for each in page.findChildren(QLabel) if each.text() == text and each.isVisible())
    return label.mapTo(page.column(), label.rect().topLeft()).y()


def button(page: QWidget, words: str, about: str = "") -> QAbstractButton:
    QApplication.processEvents()
    named = (each for each in page.findChildren(QAbstractButton) if words in (each.text(), each.accessibleName()))
    return next(each for each in named if each.isVisible() and about in each.accessibleDescription())


def test_every_pack_says_who_vouches_for_it(page: LibraryPage) -> None:
    shown = said(page)
    for text in (LETTERS.vouched, UNSIGNED.vouched, LETTERS.summary, LETTERS.facts, "“Notes” cannot be read."):
        assert text in shown
    assert shown.index("Added by you") < shown.index("Board papers") < shown.index("Come with the application")
    assert "Revision 6: The notice is 60 days." not in shown
    button(page, "Corrections by its author").click()
    assert "Revision 6: The notice is 60 days." in said(page)


def test_only_what_was_added_can_be_removed(page: LibraryPage, qtbot: QtBot) -> None:
    for about, pack_id in (("Letters", LETTERS.pack_id), ("Notes", DAMAGED.pack_id)):
        with qtbot.waitSignal(page.removal_requested) as told:
            QTest.keyClick(button(page, "Remove", about), Qt.Key.Key_Space)
        assert told.args == [pack_id]
    with pytest.raises(StopIteration):
        button(page, "Remove", "AI risk")


def test_what_was_finished_earlier_is_read_again(page: LibraryPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.debrief_requested) as told:
        QTest.keyClick(button(page, "A letter. Read the debrief"), Qt.Key.Key_Space)
    assert told.args == [4]


def test_what_cannot_be_removed_here_stands_above_all(page: LibraryPage) -> None:
    page.render(replace(FULL, not_shown=(DAMAGED, NotShownRow(Problem("Your history cannot be read.")))))
    settle()
    places = [
        top_of(page, text) for text in ("Your history cannot be read.", "Added by you", "“Notes” cannot be read.")
    ]
    assert places == sorted(places)


def test_nothing_added_yet_says_so(page: LibraryPage) -> None:
    page.render(replace(FULL, installed=(), not_shown=()))
    assert any(text.startswith("None yet.") for text in said(page))


def test_a_question_takes_the_place_of_the_packs_and_leaves_it_again(page: LibraryPage) -> None:
    page.render(replace(FULL, question=INSTALL))
    shown = said(page)
    assert "Signed by a key that is new here" in shown
    assert shown.count("egghead") == 2
    assert "Library" not in shown
    assert page.focusWidget() is button(page, "Install")
    page.render(FULL)
    assert "Library" in said(page)
    assert page.focusWidget() is button(page, "Add a pack …")


def test_a_stop_is_lifted_by_its_statement_alone(page: LibraryPage, qtbot: QtBot) -> None:
    page.render(replace(FULL, question=STOP))
    accept, tick = button(page, STOP.confirm), page.findChild(TickRow)
    assert tick is not None
    assert (accept.isEnabled(), accept.property("kind"), button(page, STOP.decline).property("kind")) == (
        False,
        "secondary",
        "primary",
    )
    assert page.focusWidget() is tick
    with qtbot.waitSignal(page.agreement_changed) as told:
        QTest.keyClick(tick, Qt.Key.Key_Space)
    assert told.args == [True]
    page.render(replace(FULL, question=replace(STOP, is_agreed=True)))
    assert page.findChild(TickRow) is tick
    with qtbot.waitSignal(page.confirm_requested):
        QTest.keyClick(accept, Qt.Key.Key_Space)


def test_escape_and_the_second_button_decline(page: LibraryPage, qtbot: QtBot) -> None:
    page.render(replace(FULL, question=INSTALL))
    with qtbot.waitSignal(page.decline_requested):
        QTest.keyClick(button(page, "Install"), Qt.Key.Key_Escape)
    with qtbot.waitSignal(page.decline_requested):
        QTest.keyClick(button(page, "Do not install"), Qt.Key.Key_Space)


def test_while_a_file_is_looked_at_nothing_else_is_taken(page: LibraryPage, qtbot: QtBot) -> None:
    page.render(replace(FULL, busy=Busy("The pack is read.", can_cancel=True)))
    assert not button(page, "Add a pack …").isEnabled()
    with qtbot.waitSignal(page.decline_requested):
        button(page, "Cancel").click()
    page.render(replace(FULL, problem=Problem("Refused.")))
    assert page.focusWidget() is button(page, "Add a pack …")


def test_a_briefing_is_opened_from_the_list_and_from_its_pack(page: LibraryPage, qtbot: QtBot) -> None:
    for state in (BRIEFINGS, FULL):
        page.render(state)
        if state is FULL:
            button(page, "Its briefing").click()
        row = button(page, "A letter from a supplier. Under way")
        assert row.accessibleDescription().startswith(
            "Vendor proposal · level 2 · 24 minutes · chief executive, finance"
        )
        with qtbot.waitSignal(page.briefing_requested) as told:
            QTest.keyClick(row, Qt.Key.Key_Space)
        assert told.args == [LETTERS.pack_id, "letter"]


# The offscreen platform has no screen on which a menu could be brought to the front.
@pytest.mark.qt_log_ignore("plugin does not support (raise|grabbing|propagateSizeHints)", extend=True)
def test_a_filter_says_what_is_chosen_and_is_chosen_by_keyboard(page: LibraryPage, qtbot: QtBot) -> None:
    page.render(BRIEFINGS)
    assert "3 of 40 briefings" in said(page)
    assert button(page, "Level: Level 2").text() == "Level 2"
    picker = button(page, "Module: Any module")
    assert picker.text() == "Any module"
    QTest.keyClick(picker, Qt.Key.Key_Space)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.keyClick(menu, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.filter_chosen) as told:
        QTest.keyClick(menu, Qt.Key.Key_Return)
    assert told.args == ["module", "risk"]
    with qtbot.waitSignal(page.clear_requested):
        QTest.keyClick(button(page, "Clear all filters"), Qt.Key.Key_Space)


def test_what_is_typed_filters_and_stays_while_rows_come(page: LibraryPage, qtbot: QtBot) -> None:
    page.render(BRIEFINGS)
    field = page.findChild(QLineEdit)
    assert field is not None
    field.setFocus()
    with qtbot.waitSignal(page.text_changed) as told:
        QTest.keyClicks(field, "b")
    assert told.args == ["b"]
    page.render(replace(BRIEFINGS, text="b", briefings=()))
    assert (field.text(), page.focusWidget()) == ("b", field)
    assert any(text.startswith("No briefing fits.") for text in said(page))


def test_there_is_more_where_it_is_said_so(page: LibraryPage, qtbot: QtBot) -> None:
    for state, more in ((BRIEFINGS, "Show more (10 left)"), (replace(FULL, more_packs=4), "Show more (4 left)")):
        page.render(state)
        with qtbot.waitSignal(page.more_requested):
            button(page, more).click()


def test_before_the_shelf_was_looked_at_nothing_is_claimed(qtbot: QtBot) -> None:
    fresh = LibraryPage()
    qtbot.addWidget(fresh)
    fresh.show()
    fresh.render(LibraryViewState(is_known=False, reading=Busy("Packs are read: 3 of 300.", 0.01)))
    shown = said(fresh)
    assert "Looking at the shelf." in shown
    assert "Packs are read: 3 of 300." in shown
    assert not any("No briefing" in text for text in shown)


def test_tab_goes_through_the_page_as_it_is_laid_out(page: LibraryPage) -> None:
    walked = []
    button(page, "Packs").setFocus()
    for _ in range(8):
        focused = page.focusWidget()
        assert focused is not None
        walked.append(focused.accessibleDescription() or focused.accessibleName())
        page.focusNextChild()
    adding = [WITH_GROUP, DESK, "Add a pack …", "Add a folder …"]
    assert walked == ["Packs", *adding, "Find packs by words", "Notes", "Its briefing"]


def test_adding_a_pack_stands_before_the_packs_and_before_briefings_only_where_there_is_none(page: LibraryPage) -> None:
    def is_offered(state: LibraryViewState) -> bool:
        page.render(state)
        settle()
        return any(each.isVisible() and each.text() == "Add a pack …" for each in page.findChildren(QAbstractButton))

    empty = replace(BRIEFINGS, briefings=(), more_briefings=0, is_filtered=False)
    assert [is_offered(state) for state in (FULL, BRIEFINGS, empty, replace(empty, is_filtered=True))] == [
        True, False, True, False,
    ]  # fmt: skip


def test_after_a_question_the_keyboard_begins_at_the_search_where_briefings_are_shown(page: LibraryPage) -> None:
    page.render(replace(BRIEFINGS, question=INSTALL))
    page.render(BRIEFINGS)
    focused = page.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Find briefings by words"


# The offscreen platform has no screen on which a list of proposals could be brought to the front.
@pytest.mark.qt_log_ignore("plugin does not support (raise|grabbing|propagateSizeHints)", extend=True)
def test_a_file_is_chosen_by_keyboard_in_a_dialog_of_qt(page: LibraryPage, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "letters.cdpack"
    file.write_bytes(b"")
    QTest.keyClick(button(page, "Add a pack …"), Qt.Key.Key_Space)
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.testOption(QFileDialog.Option.DontUseNativeDialog)
    assert dialog.testOption(QFileDialog.Option.ReadOnly)
    name = dialog.focusWidget()
    assert isinstance(name, QLineEdit)
    qtbot.waitUntil(name.hasFocus)
    QTest.keyClicks(name, str(file))
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)  # Qt proposes what fits, and takes the keys
    with qtbot.waitSignal(page.pack_chosen) as told:
        QTest.keyClick(QApplication.activePopupWidget() or name, Qt.Key.Key_Return)
    assert told.args == [file]


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize(
    "state", [BRIEFINGS, FULL, replace(FULL, question=STOP)], ids=["briefings", "packs", "question"]
)
def test_nothing_is_cut_off_or_over_something_else(
    page: LibraryPage, look: AppearanceSwitch, state: LibraryViewState, scale: float
) -> None:
    look.show(Appearance("light", scale, reduced_motion=True))
    page.resize(930, 640)
    page.render(state)
    page.offer_undo("“Letters” was removed. What you finished with it can still be read.", lambda: None, lambda: None)
    page.grab()
    settle()
    assert problems_of(page) == []
    inside = page.widget()
    assert inside is not None
    assert inside.width() <= page.viewport().width()


def test_a_document_of_ones_own_is_offered_among_the_briefings(qtbot: QtBot) -> None:
    page = LibraryPage()
    qtbot.addWidget(page)
    page.show()
    page.render(BRIEFINGS)
    (own,) = (each for each in page.findChildren(QAbstractButton) if each.accessibleName() == OWN)
    with qtbot.waitSignal(page.own_requested):
        QTest.keyClick(own, Qt.Key.Key_Space)
    page.render(replace(BRIEFINGS, view="packs"))
    assert not own.isVisible()


def test_a_row_drawn_anew_keeps_the_keyboard_and_the_page_its_place(qtbot: QtBot) -> None:
    rows = tuple(replace(BRIEFING, scenario_id=f"s{number}", title=f"Briefing {number}") for number in range(30))
    page = LibraryPage()
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.show()
    qtbot.waitActive(page)
    page.render(replace(BRIEFINGS, briefings=rows))
    settle()
    at = next(each for each in page.findChildren(QAbstractButton) if each.accessibleName().startswith("Briefing 20."))
    page.ensureWidgetVisible(at)
    at.setFocus()
    settle()
    place = page.verticalScrollBar().value()
    assert place > 600
    page.render(replace(BRIEFINGS, briefings=(*rows[:20], replace(rows[20], state_word="Done"), *rows[21:])))
    settle()
    focused = QApplication.focusWidget()
    assert isinstance(focused, QAbstractButton)
    assert (focused.accessibleName(), page.verticalScrollBar().value()) == ("Briefing 20. Done", place)


def test_sections_of_a_question_are_shown_each_under_its_heading(page: LibraryPage) -> None:
    page.render(replace(FULL, question=NEWER))
    shown = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    for section in NEWER.sections:
        at = shown.index(section.title)
        assert tuple(shown[at + 1 : at + 1 + len(section.lines)]) == section.lines
