import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.debrief import DebriefViewState, MemoDebrief
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.presenters.states.window import WindowViewState
from closeddoor.ui.pages.debrief import DebriefPage
from closeddoor.ui.pages.debrief.account import OwnAccount
from closeddoor.ui.pages.debrief.cards import NextTime
from closeddoor.ui.pages.debrief.highlight import HighlightSection
from closeddoor.ui.pages.debrief.index import IndexEntry
from closeddoor.ui.pages.debrief.memo import MORE_SAMPLES, CriterionRow, MemoSection, badge_word, is_in_text, plain_text
from closeddoor.ui.pages.debrief.place_note import PlaceNote, first_words
from closeddoor.ui.pages.debrief.section import Section
from closeddoor.ui.theme import Appearance, AppearanceSwitch
from closeddoor.ui.widgets.fields import TextArea
from closeddoor.ui.widgets.flow_page import FlowPage
from closeddoor.ui.widgets.notices import UNSIGNED_PACK
from closeddoor.ui.widgets.prose import Prose
from closeddoor.ui.widgets.rail import Rail
from closeddoor.ui.widgets.verdict_badge import VerdictBadge
from closeddoor.ui.window import MainWindow
from tests.ui.debrief.debriefs import BEFORE, DECISION, HIGHLIGHT, INTERVIEW, MEMO, MEMO_TEXT, OPEN, VECTOR
from tests.ui.practice.showing import found
from tests.ui.shown import settle

Show = Callable[[DebriefViewState], DebriefPage]


def buttons(page: QWidget, words: str) -> list[QPushButton]:
    return [each for each in page.findChildren(QPushButton) if each.text() == words and each.isVisible()]


def texts(page: QWidget) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_the_own_account_comes_first_and_hides_the_rest(qtbot: QtBot, show: Show) -> None:
    page = show(BEFORE)
    account = page.findChild(OwnAccount)
    assert account is not None
    qtbot.waitUntil(account.expected.hasFocus)
    assert not any("claims" in text for text in texts(page))
    QTest.keyClicks(account.expected, "A trap")
    QTest.keyClick(account.expected, Qt.Key.Key_Tab)
    QTest.keyClicks(account.surprised, "The price")
    with qtbot.waitSignal(page.account_given) as given:
        QTest.keyClick(account.surprised, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert given.args == ["A trap", "The price"]
    with qtbot.waitSignal(page.account_skipped):
        buttons(page, "Skip")[0].click()


def has_focus_on(page: QWidget, kind: type[QWidget]) -> bool:
    focused = QApplication.focusWidget()
    return isinstance(focused, kind) and page.isAncestorOf(focused)


def test_the_first_field_has_the_focus_whenever_the_window_shows_the_page(
    qtbot: QtBot, page: DebriefPage, look: AppearanceSwitch
) -> None:
    home = QPushButton("Read the debrief")
    window = MainWindow({"home": home, "debrief": page}, look)
    qtbot.addWidget(window)
    state = WindowViewState("home", can_navigate=True, privacy_line="", privacy_detail="")
    window.render(state)
    window.show()
    window.activateWindow()
    for shown, kind in ((BEFORE, TextArea), (OPEN, FlowPage), (BEFORE, TextArea)):
        page.render(shown)
        window.render(replace(state, page="debrief"))
        qtbot.waitUntil(partial(has_focus_on, page, kind))
        window.render(state)
        rail_button = next(each for each in window.findChildren(Rail)[0].findChildren(QPushButton) if each.isVisible())
        rail_button.setFocus()


def test_a_window_that_comes_back_leaves_the_focus_where_it_was(show: Show) -> None:
    page = show(BEFORE)
    field = found(page, OwnAccount).surprised
    field.setFocus()
    page.showMinimized()
    settle()
    page.showNormal()
    settle()
    assert field.hasFocus()


def test_what_was_typed_for_one_attempt_is_told_at_once_and_not_shown_in_another(qtbot: QtBot, show: Show) -> None:
    first, second = replace(BEFORE, attempt_id=1), replace(BEFORE, attempt_id=2)
    page = show(first)
    account = page.findChild(OwnAccount)
    assert account is not None
    told: list[tuple[str, str]] = []
    page.account_changed.connect(lambda *typed: told.append(typed))
    QTest.keyClicks(account.expected, "A trap")
    assert told[-1] == ("A trap", "")
    show(second)
    assert (account.expected.draft(), account.surprised.draft()) == ("", "")
    assert told[-1] == ("A trap", ""), "what is shown was not typed"
    QTest.keyClicks(account.surprised, "The price")
    with qtbot.waitSignal(page.account_given) as given:
        QTest.keyClick(account.surprised, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert given.args == ["", "The price"]
    show(replace(first, expected="A trap"))
    assert (account.expected.draft(), account.surprised.draft()) == ("A trap", "")


@pytest.mark.parametrize("state", [BEFORE, OPEN])
def test_an_unsigned_pack_is_called_so_in_the_head(show: Show, state: DebriefViewState) -> None:
    assert UNSIGNED_PACK not in texts(show(state))
    assert UNSIGNED_PACK in texts(show(replace(state, unsigned=True)))


def test_then_everything_is_there_and_done_leads_on(qtbot: QtBot, show: Show) -> None:
    page = show(OPEN)
    badges = [badge.said() for badge in page.findChildren(VerdictBadge) if badge.isVisible()]
    for shape_and_word in (
        "● Found",
        "○ Missed",
        "△ Sound after all",
        "– Yours",
        "● Came to light",
        "? You decide",
        "● Made",
    ):
        assert shape_and_word in badges
    assert any("Who owns it?" in text for text in texts(page))
    with qtbot.waitSignal(page.done_requested):
        buttons(page, "Done")[0].click()


@pytest.mark.parametrize(("size", "scale"), [((834, 668), 2.0), ((2370, 1408), 1.0)])
def test_no_part_is_cut_off(
    show: Show, page: DebriefPage, look: AppearanceSwitch, size: tuple[int, int], scale: float
) -> None:
    look.show(Appearance("dark", scale, reduced_motion=True))
    page.resize(*size)
    show(replace(OPEN, busy=Busy("Scoring"), problem=Problem("No.", "Safe.", "Go on.")))
    assert page.width() == size[0]
    flow = page.findChildren(FlowPage)[-1]
    for part in flow.ground().findChildren(QWidget):
        layout = part.layout()
        if part.isVisible() and layout is not None and layout.hasHeightForWidth():
            assert part.height() >= layout.totalHeightForWidth(part.width()) - 1, part
    sections = page.findChildren(HighlightSection)
    assert sections[0].view.height() >= sections[0].view.document().size().height()


def said_of_the_score(page: QWidget) -> list[str]:
    """Return every text with so many points of so many, in words or numbers of the score."""
    return [text for text in texts(page) if re.search(r"\d+ of \d+ points|\bscores?\b", text)]


def test_points_are_shown_only_on_demand(show: Show) -> None:
    memo = replace(MEMO, summary="Your text makes one.")
    page = show(replace(OPEN, tasks=(HIGHLIGHT, INTERVIEW, DECISION, memo), outcomes=OPEN.outcomes[:3]))
    assert said_of_the_score(page) == []
    buttons(page, "Show the score")[0].click()
    QApplication.processEvents()
    assert OPEN.points_headline in texts(page)
    assert HIGHLIGHT.points_line in texts(page)
    assert {option.credit_line for option in DECISION.options} < set(texts(page))
    show(replace(OPEN, outcomes=OPEN.outcomes[:3]))
    assert OPEN.points_headline in texts(page)
    buttons(page, "Hide the score")[0].click()
    QApplication.processEvents()
    assert [text for text in said_of_the_score(page) if text != MEMO.summary] == []


def test_markup_is_shown_as_text(show: Show) -> None:
    page = show(OPEN)
    for fold in ("Read the conversation again", "Sentences that make it, and some that do not"):
        buttons(page, fold)[0].click()
    labels = [label for label in page.findChildren(QLabel) if label.text()]
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)
    assert sum(VECTOR in label.text() for label in labels) >= 10


def test_a_mark_can_be_stood_by_and_that_taken_back(qtbot: QtBot, show: Show) -> None:
    page = show(OPEN)
    with qtbot.waitSignal(page.mark_stood_by) as stood:
        buttons(page, "I stand by this mark")[0].click()
    own = HIGHLIGHT.places[-1]
    assert stood.args == ["claims", own.item_id, True]
    places = (*HIGHLIGHT.places[:-1], replace(own, stands_by=True))
    show(replace(OPEN, tasks=(replace(HIGHLIGHT, places=places), *OPEN.tasks[1:])))
    with qtbot.waitSignal(page.mark_stood_by) as stood:
        buttons(page, "You stand by this mark. Take that back")[0].click()
    assert stood.args == ["claims", own.item_id, False]


def test_a_note_leads_to_its_place_and_marks_it(show: Show) -> None:
    page = show(OPEN)
    section = page.findChild(HighlightSection)
    assert section is not None
    section.findChildren(PlaceNote)[1].opened.emit()
    current = [each for each in section.view._ranges if each.current]
    assert [(each.start, each.end) for each in current] == [(HIGHLIGHT.places[1].start, HIGHLIGHT.places[1].end)]


def test_notes_stand_beside_their_places_in_reading_order(show: Show) -> None:
    page = show(OPEN)
    notes = [note for note in page.findChildren(PlaceNote) if note.isVisible()]
    tops = [note.y() for note in notes]
    assert tops == sorted(tops)
    assert all(after.y() >= before.geometry().bottom() for before, after in pairwise(notes))
    assert all(note.x() > 400 for note in notes)


def test_a_note_quotes_its_sentence_where_it_does_not_stand_beside_it(show: Show, page: DebriefPage) -> None:
    show(OPEN)
    assert not any("“It renews itself”" in texts(note) for note in page.findChildren(PlaceNote))
    page.resize(834, 668)
    show(OPEN)
    notes = page.findChildren(PlaceNote)
    assert [first_words(each.quote) in texts(note) for note, each in zip(notes, HIGHLIGHT.places, strict=True)] == [
        True
    ] * 4
    assert all(after.y() >= before.geometry().bottom() for before, after in pairwise(notes))
    assert first_words("one two three four five six seven eight nine") == "“one two three four five six seven eight …”"


@pytest.mark.parametrize(
    ("words", "item_id", "made"),
    [
        ("I made it", "exit", True),
        ("I did not", "exit", False),
        ("I did make this point", "expert", True),
        ("I did not make this point", "own-data", False),
        ("My text does not say this", "praise", False),
    ],
)
def test_every_point_is_the_participants_to_decide(
    qtbot: QtBot,
    show: Show,
    words: str,
    item_id: str,
    made: bool,  # noqa: FBT001  a column of the table
) -> None:
    page = show(OPEN)
    memo = page.findChild(MemoSection)
    assert memo is not None
    with qtbot.waitSignal(page.point_decided) as decided:
        buttons(memo, words)[0].click()
    assert decided.args == ["reply", item_id, made]


def decided_by_you(state: MemoDebrief) -> MemoDebrief:
    first = replace(state.criteria[0], verdict="found", decided_by_you=True, can_contest=False)
    return replace(state, criteria=(*state.criteria[1:], first))


def test_a_decided_point_stays_where_it_is_and_can_be_changed(qtbot: QtBot, show: Show) -> None:
    page = show(OPEN)
    before = page.findChildren(CriterionRow)
    show(replace(OPEN, tasks=(*OPEN.tasks[:3], decided_by_you(MEMO))))
    assert page.findChildren(CriterionRow) == before
    assert any("Decided by you" in text for text in texts(before[0]))
    with qtbot.waitSignal(page.point_decided) as decided:
        buttons(before[0], "I did not make this point")[0].click()
    assert decided.args == ["reply", "exit", False]


def test_evidence_is_the_exact_stretch_of_the_participants_text(show: Show) -> None:
    page = show(OPEN)
    memo = page.findChild(MemoSection)
    assert memo is not None
    shown = [MEMO_TEXT[each.start : each.end] for each in memo.view._ranges]
    assert shown == [each.evidence for each in MEMO.criteria if each.evidence]
    assert plain_text(MEMO_TEXT).displayed == f"{MEMO_TEXT}\n"
    assert badge_word(MEMO.criteria[2]) == "Better left out"
    assert is_in_text(MEMO.criteria[2])


def test_next_time_is_kept_as_it_is_typed_and_rendering_keeps_the_caret(qtbot: QtBot, show: Show) -> None:
    page = show(OPEN)
    field = page.findChildren(NextTime)[0].field
    with qtbot.waitSignal(page.next_time_changed):
        QTest.keyClicks(field, "who owns it")
    QTest.keyClick(field, Qt.Key.Key_Home)
    show(replace(OPEN, next_time="who owns it"))
    QTest.keyClicks(field, "ask ")
    assert field.draft() == "ask who owns it"


def test_the_index_leads_to_a_section_where_there_is_room(show: Show, page: DebriefPage) -> None:
    show(OPEN)
    entries = [entry for entry in page.findChildren(IndexEntry) if entry.isVisible()]
    assert [entry.text() for entry in entries][1:5] == [task.title for task in OPEN.tasks]
    flow = page.findChildren(FlowPage)[-1]
    assert flow.verticalScrollBar().value() == 0
    entries[4].click()
    assert flow.verticalScrollBar().value() > 500
    QApplication.processEvents()
    assert entries[4].isChecked()
    page.resize(834, 668)
    QApplication.processEvents()
    assert not entries[0].isVisible()


def test_the_headline_is_on_the_screen_before_any_section_is_built(show: Show, page: DebriefPage) -> None:
    show(BEFORE)
    page.render(OPEN)
    assert any(OPEN.headline in each.accessibleName() for each in page.findChildren(Prose) if each.isVisible())
    assert not page.findChildren(Section)
    show(OPEN)
    assert len(page.findChildren(Section)) == len(OPEN.tasks)


def test_the_debrief_of_another_attempt_replaces_the_one_before(show: Show) -> None:
    page = show(OPEN)
    another = replace(MEMO, text="Nothing.", criteria=(replace(MEMO.criteria[3], item_id="other", statement="Other"),))
    show(replace(OPEN, tasks=(another,), outcomes=()))
    assert [row for row in page.findChildren(HighlightSection) if row.isVisible()] == []
    assert "Other" in texts(page)
    assert HIGHLIGHT.summary not in texts(page)


def test_sentences_that_stand_beside_a_point_are_not_folded_under_it_again(show: Show) -> None:
    made, not_made = tuple("abcd"), ("e",)
    criteria = tuple(replace(each, samples_met=made, samples_not_met=not_made) for each in MEMO.criteria)
    page = show(replace(OPEN, tasks=(replace(MEMO, criteria=criteria),)))
    for more in buttons(page, MORE_SAMPLES):
        more.click()
    undecided = next(row for row in page.findChildren(CriterionRow) if buttons(row, "I made it"))
    said = [text for text in texts(undecided) if text.startswith("“") and len(text) == len("“a”")]
    assert sorted(said) == ["“a”", "“b”", "“c”", "“d”", "“e”"]
    assert texts(undecided).count("These do not") == 1
    decided = replace(criteria[0], verdict="found", decided_by_you=True)
    show(replace(OPEN, tasks=(replace(MEMO, criteria=(decided, *criteria[1:])),)))
    assert [text for text in texts(undecided) if text in said] == said
