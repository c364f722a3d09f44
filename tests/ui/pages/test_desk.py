"""The desk's page: every state, fields that keep what is typed, marks by selection in the text and in its source."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.desk import (
    DeskAction,
    DeskDocument,
    DeskField,
    DeskFinding,
    DeskGroup,
    DeskMark,
    DeskRow,
    DeskViewState,
)
from closeddoor.presenters.states.shared import Problem
from closeddoor.text import read_document
from closeddoor.ui.pages.desk import DeskPage
from closeddoor.ui.widgets.buttons import Button
from closeddoor.ui.widgets.choice import Tick
from closeddoor.ui.widgets.document import DocumentView
from closeddoor.ui.widgets.fields import Line, SecretField, TextArea
from closeddoor.ui.widgets.row_button import RowButton
from tests.ui.shown import settle

MODULES = (("risk", "AI risk"), ("vendor-proposal", "Vendor proposals"))
SOURCE = "We reach [[claim|99.2 % accuracy]] from day one.\n\nThe 😀 audit is dated.\n"
HEAD = "scenarios/letter/scenario.toml"
TEXT = "scenarios/letter/documents/letter.md#"
WAY = (("pack", "Reading vendor claims"), ("scenario:letter:0", "A letter"))
FINDINGS = (
    DeskFinding("document:letter:0", f"{HEAD}#tasks[0].targets[0].why", "A letter · Why", "must not be empty.", True),
    DeskFinding("case:letter:0", f"{HEAD}#minutes", "A letter · Minutes", "reading takes longer.", False),
)
CHOOSE = DeskViewState(rows=(DeskRow("/packs/a/claims", "claims", "/packs/a"),), modules=MODULES)
PACK = DeskViewState(
    "form",
    part="pack",
    title="Reading vendor claims",
    about="It lies in /packs/a/claims.",
    rows=(DeskRow("about", "About the pack", "Title"), DeskRow("scenario:letter:0", "A letter", "", "Scored, 1 task")),
    actions=(DeskAction("build", "Sign and build …", "primary"), DeskAction("close", "Put it away", "quiet")),
    findings=FINDINGS,
    verdict="1 thing is wrong here.",
    saved="Written to the folder.",
    can_step_back=True,
)
FIELDS = (
    DeskField(f"{HEAD}#title", "Title", "line", "A letter"),
    DeskField(f"{HEAD}#role", "Who the participant is", "text", "You chair.", hint="You chair the committee that …"),
    DeskField(f"{HEAD}#module", "Module", "choice", "risk", MODULES),
    DeskField(f"{HEAD}#confidence", "Ask how sure they are", "toggle", "true"),
    DeskField(f"{HEAD}#met", "True of it", "ticks", "own-data", (("own-data", "Asks for own data"), ("exit", "Exits"))),
    DeskField(f"{HEAD}#twin", "Twin", "line", "a\nb", fixed="A form would lose some of this."),
)
FORM = DeskViewState(
    "form",
    part="case:letter:0",
    title="The case",
    way=WAY,
    groups=(
        DeskGroup("own", "", FIELDS),
        DeskGroup("list", "Terms", actions=(DeskAction(f"add {HEAD}#terms", "Add a term"),)),
        DeskGroup("term", "Term 1: drift", FIELDS[:1], actions=(DeskAction("remove x", "Take away"),), is_entry=True),
        DeskGroup("else", "Not in this form", as_it_stands='tags = ["money"]'),
    ),
    findings=FINDINGS[1:],
    verdict="1 thing could be better.",
    saved="Being written …",
)
DOCUMENT = DeskViewState(
    "document",
    part="document:letter:0",
    title="The letter",
    way=WAY,
    groups=(
        DeskGroup("source", "", (DeskField(TEXT, "Source of the document, in Markdown", "text", SOURCE),)),
        DeskGroup(
            "mark claim", "Target: “99.2 % accuracy”", (DeskField(f"{HEAD}#why", "Why", "text", "No test set."),)
        ),
    ),
    document=DeskDocument(
        shown=read_document(SOURCE),
        can_mark=True,
        marks=(DeskMark("claim", 9, 24, "Target"),),
        tasks=(("0", "Mark the claims"), ("1", "Mark again")),
        task="0",
        labels=(("unsupported", "Unsupported"), ("misleading", "Misleading")),
        label="unsupported",
    ),
    verdict="The pack is sound.",
    saved="Written to the folder.",
)
BUILD = DeskViewState(
    "build",
    part="build",
    title="Sign and build",
    way=WAY[:1],
    key_name="/packs/a/key.pem",
    key_is_new=True,
    is_sound=True,
)


@pytest.fixture
def page(qtbot: QtBot) -> DeskPage:
    made = DeskPage()
    qtbot.addWidget(made)
    made.resize(1300, 900)
    made.show()
    return made


def button(page: QWidget, words: str) -> Button:
    (found,) = (each for each in page.findChildren(Button) if each.accessibleName() == words and each.isVisible())
    return found


def area(page: QWidget, name: str) -> TextArea:
    (found,) = (each for each in page.findChildren(TextArea) if each.accessibleName() == name and each.isVisible())
    return found


def test_it_survives_any_state_in_any_order(page: DeskPage) -> None:
    states = [DeskViewState(), CHOOSE, PACK, FORM, DOCUMENT, BUILD, replace(FORM, has_conflict=True)]
    for first in states:
        for second in states:
            page.render(first)
            page.render(second)
    settle()


def test_what_is_typed_is_told_with_its_key_and_is_not_taken_away_by_showing_it_again(page: DeskPage) -> None:
    page.render(FORM)
    written = QSignalSpy(page.written)
    field = area(page, "Who the participant is")
    field.setFocus()
    field.moveCursor(field.textCursor().MoveOperation.End)
    QTest.keyClicks(field, " Now.")
    assert written.at(written.count() - 1) == [f"{HEAD}#role", "You chair. Now."]
    typed = replace(FIELDS[1], value="You chair. Now.")
    page.render(
        replace(FORM, groups=(replace(FORM.groups[0], fields=(FIELDS[0], typed, *FIELDS[2:])), *FORM.groups[1:]))
    )
    assert field.isVisible()
    assert field.textCursor().position() == len("You chair. Now.")
    field.undo()
    assert field.draft() == "You chair."


def test_what_a_form_would_lose_cannot_be_typed_over(page: DeskPage) -> None:
    page.render(FORM)
    fixed = [each for each in page.findChildren(Line) if each.accessibleName() == "Twin" and each.isVisible()]
    assert [each.isEnabled() for each in fixed] == [False]


def test_ticks_tell_all_that_are_chosen(page: DeskPage) -> None:
    page.render(FORM)
    written = QSignalSpy(page.written)
    (tick,) = (each for each in page.findChildren(Tick) if each.accessibleName() == "Exits")
    QTest.mouseClick(tick, Qt.MouseButton.LeftButton)
    assert written.at(0) == [f"{HEAD}#met", "own-data\nexit"]


def test_a_selection_in_the_text_is_marked_by_code_points(page: DeskPage) -> None:
    page.render(DOCUMENT)
    view = page.findChild(DocumentView)
    assert view is not None
    marks = QSignalSpy(page.mark_requested)
    start = view.displayed().index("audit")
    view.select(start, start + 5)
    button(page, "Mark as a decoy").click()
    assert marks.at(0) == ["decoy", start, start + 5]


def test_a_selection_in_the_source_is_marked_there_by_code_points_too(page: DeskPage) -> None:
    page.render(DOCUMENT)
    source = area(page, "Source of the document, in Markdown")
    marks = QSignalSpy(page.source_mark_requested)
    cursor = source.textCursor()
    start = SOURCE.index("audit")
    cursor.setPosition(start + 1)  # the smiling face before it takes two units
    cursor.setPosition(start + 6, cursor.MoveMode.KeepAnchor)
    source.setTextCursor(cursor)
    button(page, "Mark as a target").click()
    assert marks.at(0) == ["target", start, start + 5]


def test_a_finding_leads_to_its_field(page: DeskPage) -> None:
    page.render(FORM)
    found = QSignalSpy(page.finding_requested)
    rows = [each for each in page.findChildren(RowButton) if each.isVisible()]
    rows[-1].click()
    assert found.at(0) == ["case:letter:0", f"{HEAD}#minutes"]
    page.show_field(f"{HEAD}#role")
    settle()
    assert area(page, "Who the participant is").hasFocus()


def test_a_long_form_is_made_a_piece_at_a_time_and_whole_where_a_field_is_led_to(page: DeskPage) -> None:
    def entry(number: int, value: str) -> DeskGroup:
        field = DeskField(f"{HEAD}#terms[{number}].term", f"Term {number}", "line", value)
        return DeskGroup(f"term {number}", f"Term {number}", (field,), is_entry=True)

    def lines() -> dict[str, str]:
        return {
            each.accessibleName(): each.text() for each in page.findChildren(Line) if "Term" in each.accessibleName()
        }

    long = replace(FORM, groups=tuple(entry(number, "drift") for number in range(40)))
    page.render(long)
    assert 0 < len(lines()) < 40
    page.render(replace(long, groups=tuple(entry(number, "shift") for number in range(40))))
    settle()
    while len(lines()) < 40:
        settle()
    assert set(lines().values()) == {"shift"}
    page.render(PACK)
    page.render(long)
    page.show_field(f"{HEAD}#terms[39].term")
    settle()
    assert [each.accessibleName() for each in page.findChildren(Line) if each.hasFocus()] == ["Term 39"]


def test_the_keyboard_goes_on_where_another_part_shows(page: DeskPage) -> None:
    page.render(PACK)
    row = next(each for each in page.findChildren(RowButton) if each.accessibleName().startswith("A letter"))
    row.setFocus()
    page.render(FORM)
    settle()
    assert [each.accessibleName() for each in page.findChildren(Line) if each.hasFocus()] == ["Title"]
    page.render(DOCUMENT)
    settle()
    assert area(page, "Source of the document, in Markdown").hasFocus()
    page.render(CHOOSE)
    assert button(page, "Open a pack's folder …").hasFocus()


def test_what_stands_at_the_foot_stands_on_one_line(page: DeskPage) -> None:
    page.render(PACK)
    settle()
    step_back = button(page, "Step back")
    middle = step_back.mapTo(page, step_back.rect().center()).y()
    for words in ("1 thing is wrong here.", "Written to the folder."):
        (label,) = (each for each in page.findChildren(QLabel) if each.text() == words and each.isVisible())
        assert abs(label.mapTo(page, label.rect().center()).y() - middle) <= 1


def test_a_mark_leads_to_its_reason(page: DeskPage) -> None:
    page.render(DOCUMENT)
    view = page.findChild(DocumentView)
    assert view is not None
    for width_px in (1300, 800):
        page.resize(width_px, 700)
        page.show_mark("claim")
        assert view.isVisible()
        view.range_activated.emit("claim")
        settle()
        assert area(page, "Why").hasFocus()


def test_what_is_said_of_a_mark_is_said_where_the_text_is_alone(page: DeskPage) -> None:
    refused = Problem("Bold begins in this.", "The document is as it was.", "")
    page.render(replace(DOCUMENT, said="Marked.", problem=refused))

    def shown(words: str) -> int:
        return sum(words in each.text() and each.isVisible() for each in page.findChildren(QLabel))

    assert (shown("Marked."), shown("Bold begins")) == (1, 1)
    page.resize(800, 700)
    settle()
    page.show_mark("claim")
    settle()
    assert not any(each.accessibleName() == "Why" and each.isVisible() for each in page.findChildren(TextArea))
    assert (shown("Marked."), shown("Bold begins")) == (1, 1)


def test_a_text_that_is_being_written_stays_where_its_author_reads(page: DeskPage) -> None:
    page.resize(1300, 500)
    long = "\n\n".join(f"Paragraph {number} of a paper that is longer than its page." for number in range(60))
    page.render(replace(DOCUMENT, document=replace(DOCUMENT.document, shown=read_document(long), marks=())))
    settle()
    view = page.findChild(DocumentView)
    assert view is not None
    assert view.verticalScrollBar().value() == 0
    view.verticalScrollBar().setValue(300)
    written = read_document(f"{long}\n\nOne more.")
    page.render(replace(DOCUMENT, document=replace(DOCUMENT.document, shown=written, marks=())))
    assert view.verticalScrollBar().value() == 300
    page.render(replace(DOCUMENT, part="document:letter:1"))
    assert view.verticalScrollBar().value() == 0


def test_no_key_is_made_under_two_passphrases(page: DeskPage) -> None:
    page.render(BUILD)
    asked = QSignalSpy(page.build_requested)
    first, second = (each for each in page.findChildren(SecretField) if each.isVisible())
    first.setText("one")
    second.setText("other")
    button(page, "Sign and build").click()
    assert asked.count() == 0
    assert (first.text(), second.text()) == ("", "")
    for each in (first, second):
        each.setText("the same")
    button(page, "Sign and build").click()
    assert asked.at(0)[0].reveal() == b"the same"


def test_alt_and_an_arrow_move_the_entry_that_the_keyboard_is_in_or_else_the_part(page: DeskPage) -> None:
    term = DeskField(f"{HEAD}#terms[1].term", "Term", "line", "drift")
    moving = DeskGroup(
        f"{HEAD}#terms[1]",
        "Term 2",
        (term,),
        actions=(DeskAction(f"move-up {HEAD}#terms[1]", "Move up"),),
        is_entry=True,
    )
    page.render(replace(FORM, groups=(FORM.groups[0], moving), actions=(DeskAction("move-down", "Move down"),)))
    settle()
    pressed = QSignalSpy(page.pressed)
    (line,) = (each for each in page.findChildren(Line) if each.accessibleName() == "Term" and each.isVisible())
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    area(page, "Who the participant is").setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
        QTest.keyClick(area(page, "Who the participant is"), key, Qt.KeyboardModifier.AltModifier)
    assert [pressed.at(number) for number in range(pressed.count())] == [[f"move-up {HEAD}#terms[1]"], ["move-down"]]


def test_a_former_key_is_named_with_a_passphrase_of_its_own(page: DeskPage) -> None:
    page.render(replace(BUILD, key_is_new=False))
    assert button(page, "Signed before with another key …").isEnabled()
    page.render(replace(BUILD, key_is_new=False, former_name="/packs/a/first.pem"))
    asked, former = QSignalSpy(page.build_requested), QSignalSpy(page.former_chosen)
    assert any(each.text() == "Former key: first.pem" and each.isVisible() for each in page.findChildren(QLabel))
    own, earlier = (each for each in page.findChildren(SecretField) if each.isVisible())
    own.setText("one")
    earlier.setText("other")
    QTest.keyClick(earlier, Qt.Key.Key_Return)
    assert [each.reveal() for each in asked.at(0)] == [b"one", b"other"]
    assert earlier.text() == ""
    button(page, "Leave the former key out").click()
    assert former.at(0) == [None]
    page.render(replace(BUILD, key_is_new=False))
    button(page, "Sign and build").click()
    assert asked.at(1)[1] is None
    button(page, "Build without signing").click()
    assert asked.at(2) == [None, None]


def test_a_conflict_is_decided_one_way_or_the_other(page: DeskPage) -> None:
    page.render(replace(FORM, has_conflict=True))
    decided = QSignalSpy(page.decided)
    button(page, "Take what is in the folder").click()
    button(page, "Write mine over it").click()
    assert [decided.at(0), decided.at(1)] == [[False], [True]]
