"""Documents beside the work: searched, annotated, and what was done in them undone, by keyboard alone."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.briefing import BriefingViewState, NoteView
from closeddoor.presenters.states.briefing import DocumentView as DocumentState
from closeddoor.presenters.states.window import WindowViewState
from closeddoor.text import read_document
from closeddoor.ui.pages.practice import BriefingPage
from closeddoor.ui.pages.practice.document_bar import DocumentBar, FindRow
from closeddoor.ui.pages.practice.note_card import NAME, NoteCard
from closeddoor.ui.theme import Appearance, AppearanceSwitch
from closeddoor.ui.theme.spacing import S
from closeddoor.ui.widgets.choice import SegmentedChoice
from closeddoor.ui.widgets.document import DocumentView
from closeddoor.ui.widgets.document.seeking import find_hits
from closeddoor.ui.window import MainWindow
from tests.ui.practice.briefings import DOCUMENT, HIGHLIGHT, mark, view
from tests.ui.practice.showing import focused, found, show
from tests.ui.shown import exposed, settle

APPENDIX = DocumentState(
    "appendix", "Appendix", read_document("# Fees\n\nThe fee is “fixed”. The  fee\nrises in 2027.\n")
)
FEE = mark("Fee", "").start
CONTROL = Qt.KeyboardModifier.ControlModifier


def beside(step: str, *notes: NoteView) -> BriefingViewState:
    return replace(view(step), reading=(replace(DOCUMENT, notes=notes), APPENDIX))


def note(quote: str, text: str) -> NoteView:
    place = mark(quote, "")
    return NoteView(place.start, place.end, quote, text)


def row(page: BriefingPage) -> FindRow:
    return next(each for each in page.findChildren(FindRow) if each.isVisible())


def count(page: BriefingPage) -> str:
    return next(label.text() for label in row(page).findChildren(QLabel))


def sheets(page: BriefingPage) -> list[DocumentView]:
    """Return the documents in the order they are read; Qt's is that in which they were raised."""
    return sorted(page.findChildren(DocumentView), key=lambda sheet: sheet.displayed() != DOCUMENT.text.displayed)


@pytest.mark.parametrize("step", ["read", "decide", "months", "case", "reply", "call"])
def test_all_documents_are_searched_and_the_place_found_stays_selected(page: BriefingPage, step: str) -> None:
    show(page, beside(step))
    settle()
    assert page.focus_search()
    QTest.keyClicks(focused(), "fee")
    assert count(page) == "1 of 4"
    for key, said in ((Qt.Key.Key_Return, "2 of 4"), (Qt.Key.Key_Return, "3 of 4"), (Qt.Key.Key_Return, "4 of 4")):
        QTest.keyClick(focused(), key)
        assert count(page) == said
    QTest.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert count(page) == "3 of 4"
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    settle()
    appendix = sheets(page)[1]
    assert not [each for each in page.findChildren(FindRow) if each.isVisible()]
    assert focused() is appendix
    start, end = appendix.selected()
    assert appendix.displayed()[start:end].lower() == "fee"


def test_what_is_not_there_is_said(page: BriefingPage) -> None:
    show(page, beside("decide"))
    page.focus_search()
    QTest.keyClicks(focused(), "indemnity")
    assert count(page) == "Not found"
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert focused() in sheets(page)


def test_a_place_found_in_the_document_to_mark_is_marked_at_once(qtbot: QtBot, page: BriefingPage) -> None:
    show(page, view("claims", replace(HIGHLIGHT, marks=())))
    assert page.focus_search()
    QTest.keyClicks(focused(), "automatic")
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    with qtbot.waitSignal(page.quotes_changed) as changed:
        QTest.keyClick(focused(), Qt.Key.Key_2)
    assert changed.args == [(mark("automatic", "misleading"),)]


@pytest.mark.parametrize("step", ["commit", "self-score"])
def test_a_step_without_documents_leaves_the_search_to_the_window(page: BriefingPage, step: str) -> None:
    show(page, view(step))
    assert not page.focus_search()


def test_words_are_found_as_people_type_them() -> None:
    text = "The  “fixed”\nfee – and Fee"
    assert [text[start:end] for start, end in find_hits(text, '"FIXED" fee -')] == ["“fixed”\nfee –"]
    assert len(find_hits(text, "fee")) == 2
    assert find_hits(text, " ") == ()
    assert find_hits("a.c abc", "a.c") == ((0, 3),)


def typed_note(page: BriefingPage, text: str) -> list[tuple[object, ...]]:
    """Press N, type, and return what the page said."""
    said: list[tuple[object, ...]] = []
    page.note_written.connect(lambda *args: said.append(args))
    QTest.keyClick(focused(), Qt.Key.Key_N)
    assert focused().accessibleName() == NAME
    QTest.keyClicks(focused(), text)
    return said


@pytest.mark.parametrize("step", ["read", "claims", "decide"])
def test_a_note_is_written_beside_what_is_selected(qtbot: QtBot, page: BriefingPage, step: str) -> None:
    show(page, view(step))
    settle()
    sheet = sheets(page)[0]
    sheet.setFocus()
    place = mark("Renewal is automatic", "")
    sheet.select(place.start, place.end)
    said = typed_note(page, "Who?")
    assert said[-1] == (DOCUMENT.document_id, place.start, place.end, "Who?")
    assert [len(str(args[3])) for args in said] == [1, 2, 3, 4]
    with qtbot.waitSignal(page.note_closed):
        QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert focused() is sheet
    assert not [card for card in page.findChildren(NoteCard) if card.isVisible()]


def test_without_a_selection_the_note_at_the_caret_opens_else_one_on_its_paragraph(page: BriefingPage) -> None:
    written = note("Renewal", "How long?")
    show(page, beside("decide", written))
    sheet = sheets(page)[0]
    sheet.setFocus()
    sheet.show_place(written.start + 2)
    QTest.keyClick(sheet, Qt.Key.Key_N)
    field = focused()
    assert field.accessibleName() == NAME
    QTest.keyClicks(field, "  ")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    sheet.show_place(2)
    said = typed_note(page, "x")
    title = DOCUMENT.text.displayed.split("\n")[0]
    assert said[-1] == (DOCUMENT.document_id, 0, len(title), "x")


def test_a_note_is_removed_from_its_card(qtbot: QtBot, page: BriefingPage) -> None:
    written = note("Renewal", "How long?")
    show(page, beside("decide", written))
    sheets(page)[0].range_activated.emit("note:0")
    card = next(card for card in page.findChildren(NoteCard) if card.isVisible())
    remove = next(each for each in card.findChildren(QWidget) if each.accessibleName() == "Remove")
    with qtbot.waitSignal(page.note_removed) as removed:
        QTest.keyClick(remove, Qt.Key.Key_Space)
    assert removed.args == [DOCUMENT.document_id, written.start, written.end]


def test_a_committed_note_is_read_and_no_longer_changed(page: BriefingPage) -> None:
    written = note("Renewal", "How long?")
    show(page, replace(beside("decide", written), can_edit=False))
    sheet = sheets(page)[0]
    said: list[object] = []
    page.note_written.connect(lambda *args: said.append(args))
    sheet.setFocus()
    sheet.show_place(written.start)
    QTest.keyClick(sheet, Qt.Key.Key_N)
    QTest.keyClicks(focused(), "more")
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    sheet.select(0, 5)
    QTest.keyClick(sheet, Qt.Key.Key_N)
    assert said == []
    assert not [card for card in page.findChildren(NoteCard) if card.isVisible()]


@pytest.mark.parametrize("step", ["read", "claims", "decide"])
def test_undo_and_redo_are_keys_in_the_document_and_buttons_above_it(
    qtbot: QtBot, page: BriefingPage, step: str
) -> None:
    show(page, replace(view(step), can_undo=True))
    settle()
    sheets(page)[0].setFocus()
    with qtbot.waitSignal(page.undo_requested):
        QTest.keyClick(focused(), Qt.Key.Key_Z, CONTROL)
    with qtbot.waitSignal(page.redo_requested):
        QTest.keyClick(focused(), Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    undo, redo = (
        next(each for each in page.findChildren(QWidget) if each.accessibleName() == name) for name in ("Undo", "Redo")
    )
    assert (undo.isEnabled(), redo.isEnabled()) == (True, False)
    with qtbot.waitSignal(page.undo_requested):
        QTest.keyClick(undo, Qt.Key.Key_Space)
    undo.setFocus()
    show(page, view(step))
    assert focused().accessibleName() == "Find in the text"


def test_undo_in_a_field_is_of_what_is_typed_there(qtbot: QtBot, page: BriefingPage) -> None:
    show(page, replace(view("months"), can_undo=True))
    field = page.findChildren(QLineEdit)[-1]
    field.setFocus()
    QTest.keyClicks(field, "7")
    with qtbot.assertNotEmitted(page.undo_requested):
        QTest.keyClick(field, Qt.Key.Key_Z, CONTROL)


def test_card_and_search_are_whole_at_twice_the_text(page: BriefingPage, look: AppearanceSwitch) -> None:
    look.show(Appearance("dark", 2.0, reduced_motion=True))
    page.resize(834, 640)
    show(page, beside("read", note("Renewal", "How long, and who may end it, and when?")))
    settle()
    sheet = sheets(page)[0]
    sheet.setFocus()
    sheet.show_place(mark("Renewal", "").start)
    QTest.keyClick(sheet, Qt.Key.Key_N)
    settle()
    card = next(card for card in page.findChildren(NoteCard) if card.isVisible())
    for part in card.findChildren(QWidget):
        if part.isVisible():
            assert card.rect().contains(part.geometry()) or part.parentWidget() is not card, part
    page.focus_search()
    settle()
    field = row(page).findChildren(QLineEdit)[0]
    assert field.height() >= field.minimumSizeHint().height()
    assert field.visibleRegion().boundingRect().size() == field.size()


@pytest.mark.qt_log_ignore("does not support", extend=True)  # of a menu, which the offscreen platform cannot raise
def test_documents_are_chosen_in_a_line_where_it_holds_them_else_in_a_menu(page: BriefingPage) -> None:
    show(page, beside("decide"))
    settle()
    segments, menu = (
        found(page, SegmentedChoice),
        next(each for each in page.findChildren(QPushButton) if each.text().startswith("Document 1 of 2")),
    )
    assert (segments.isVisible(), menu.isVisible()) == (True, False)
    long = replace(
        APPENDIX, document_id="terms", title="Fees, notice periods and what either party owes the other when it ends"
    )
    show(page, replace(beside("decide"), reading=(replace(DOCUMENT, document_id="offer", title=long.title), long)))
    settle()
    assert (segments.isVisible(), menu.isVisible()) == (False, True)
    assert menu.accessibleName() == f"Document 1 of 2: {long.title}. Choose another"
    menu.setFocus()
    QTest.keyClick(menu, Qt.Key.Key_Space)
    found(page, QMenu).actions()[1].trigger()
    assert [sheet.displayed() for sheet in sheets(page) if sheet.isVisible()] == [APPENDIX.text.displayed]


def test_ctrl_f_searches_the_documents_where_there_are_some_else_all_conversations(
    qtbot: QtBot, look: AppearanceSwitch
) -> None:
    page = BriefingPage()
    window = exposed(qtbot, MainWindow({"home": QWidget(), "briefing": page}, look))
    page.render(beside("decide"))
    window.render(WindowViewState("briefing", can_navigate=True, privacy_line="Private", privacy_detail=""))
    with qtbot.assertNotEmitted(window.search_requested):
        QTest.keyClick(window, Qt.Key.Key_F, CONTROL)
    assert row(page).isVisible()
    page.render(view("commit"))
    with qtbot.waitSignal(window.search_requested):
        QTest.keyClick(window, Qt.Key.Key_F, CONTROL)


def test_the_card_stays_beside_its_passage_when_the_first_note_makes_a_margin(page: BriefingPage) -> None:
    show(page, beside("decide"))
    settle()
    sheet, place = sheets(page)[0], mark("drift is watched", "")
    sheet.setFocus()
    sheet.select(place.start, place.end)
    QTest.keyClick(sheet, Qt.Key.Key_N)
    QTest.keyClicks(focused(), "By whom?")
    card = next(card for card in page.findChildren(NoteCard) if card.isVisible())
    before = sheet.place_rect(place.start, place.start).topLeft()
    from_words = card.pos() - before
    show(page, beside("decide", note("drift is watched", "By whom?")))
    settle()
    after = sheet.place_rect(place.start, place.start).topLeft()
    assert after != before
    assert card.pos() - after == from_words


@pytest.mark.parametrize("width", [1150, 1500])
@pytest.mark.parametrize("step", ["read", "call", "claims"])
def test_the_tools_of_a_lone_document_stand_at_its_right(page: BriefingPage, step: str, width: int) -> None:
    page.resize(width, 700)
    show(page, replace(view(step), can_undo=True, can_edit=step != "claims"))
    settle()
    bar = found(page, DocumentBar)
    tools = [each for each in bar.findChildren(QPushButton) if each.isVisible()]
    assert bar.width() - S - 1 <= max(each.geometry().right() for each in tools) < bar.width()
    assert bar.width() - min(each.x() for each in tools) < 60 * len(tools)
