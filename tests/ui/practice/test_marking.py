from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.briefing import MarkView
from closeddoor.ui.pages.practice import BriefingPage
from closeddoor.ui.pages.practice.label_palette import LabelPalette
from closeddoor.ui.pages.practice.mark_list import MarkRow
from closeddoor.ui.pages.practice.marks import mark_at, relabelled, with_mark, without
from closeddoor.ui.widgets.document import DocumentView
from tests.ui.practice.briefings import CLAIM, DOCUMENT, HIGHLIGHT, mark, view, with_marks
from tests.ui.practice.showing import focused, found, show
from tests.ui.practice.test_documents import APPENDIX
from tests.ui.shown import settle


def document_of(page: BriefingPage) -> DocumentView:
    return found(page, DocumentView)


def select_by_keyboard(document: DocumentView, quote: str) -> None:
    """Walk to `quote` from the top with the arrow keys and select it, as somebody without a mouse would."""
    document.setFocus()
    document.moveCursor(QTextCursor.MoveOperation.Start)
    start = document.displayed().index(quote)
    for _ in range(10_000):
        if document.selected()[0] >= start:
            break
        QTest.keyClick(document, Qt.Key.Key_Right)
    for _ in quote:
        QTest.keyClick(document, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)


def marks_after(qtbot: QtBot, page: BriefingPage, key: Qt.Key) -> tuple[MarkView, ...]:
    with qtbot.waitSignal(page.quotes_changed) as changed:
        QTest.keyClick(document_of(page), key)
    assert changed.args is not None
    return tuple(changed.args[0])


def test_marking_by_keyboard_gives_displayed_offsets_after_an_emoji_and_a_table(
    qtbot: QtBot, page: BriefingPage
) -> None:
    show(page, with_marks(HIGHLIGHT, ()))
    select_by_keyboard(document_of(page), CLAIM)
    assert found(page, LabelPalette).isVisible()
    (made,) = marks_after(qtbot, page, Qt.Key.Key_1)
    assert made == mark(CLAIM, "unsupported")
    assert DOCUMENT.text.displayed[made.start : made.end] == CLAIM
    assert not found(page, LabelPalette).isVisible()


def test_a_digit_in_a_mark_relabels_it_and_delete_removes_it(qtbot: QtBot, page: BriefingPage) -> None:
    show(page, view("claims"))
    (old,) = HIGHLIGHT.marks
    document_of(page).setFocus()
    document_of(page).show_place(old.start + 3)
    assert marks_after(qtbot, page, Qt.Key.Key_1) == (mark(old.quote, "unsupported"),)
    assert marks_after(qtbot, page, Qt.Key.Key_Delete) == ()


def test_the_list_of_marks_is_worked_by_keyboard(qtbot: QtBot, page: BriefingPage) -> None:
    show(page, view("claims"))
    row = found(page, MarkRow)
    row.setFocus()
    with qtbot.waitSignal(page.quotes_changed) as changed:
        QTest.keyClick(row, Qt.Key.Key_1)
    assert changed.args is not None
    assert changed.args[0][0].label_id == "unsupported"
    QTest.keyClick(row, Qt.Key.Key_Return)
    assert document_of(page).selected()[0] == HIGHLIGHT.marks[0].start
    with qtbot.waitSignal(page.quotes_changed) as changed:
        QTest.keyClick(row, Qt.Key.Key_Delete)
    assert changed.args == [()]


def test_committed_marks_stay_as_they_are(qtbot: QtBot, page: BriefingPage) -> None:
    committed = view("claims")
    object.__setattr__(committed, "can_edit", False)
    show(page, committed)
    select_by_keyboard(document_of(page), CLAIM)
    with qtbot.assertNotEmitted(page.quotes_changed):
        QTest.keyClick(document_of(page), Qt.Key.Key_1)
        QTest.keyClick(document_of(page), Qt.Key.Key_Delete)


def test_rendering_a_new_mark_keeps_the_selection(page: BriefingPage) -> None:
    show(page, view("claims"))
    select_by_keyboard(document_of(page), "Renewal")
    selected = document_of(page).selected()
    show(page, with_marks(HIGHLIGHT, (mark(CLAIM, "misleading"), *HIGHLIGHT.marks)))
    assert document_of(page).selected() == selected


def test_the_first_mark_moves_no_line(page: BriefingPage) -> None:
    show(page, with_marks(HIGHLIGHT, ()))
    document, end = document_of(page), len(DOCUMENT.text.displayed) - 1
    settle()
    before = [document.place_rect(place, place) for place in range(end)]
    show(page, view("claims"))
    settle()
    assert [document.place_rect(place, place) for place in range(end)] == before


def test_marks_are_values_in_document_order() -> None:
    displayed = DOCUMENT.text.displayed
    (renewal,) = HIGHLIGHT.marks
    claim = mark(CLAIM, "unsupported")
    both = with_mark(HIGHLIGHT.marks, displayed, claim.start, claim.end, "unsupported")
    assert both == (claim, renewal)
    assert with_mark(both, displayed, claim.start, claim.end, "misleading")[0].label_id == "misleading"
    assert relabelled(both, 1, "unsupported")[1].label_id == "unsupported"
    assert without(both, 0) == (renewal,)
    assert mark_at(both, claim.start + 1) == 0
    assert mark_at(both, 0) is None


def test_a_mark_that_is_clicked_offers_another_label_a_note_and_its_removal(qtbot: QtBot, page: BriefingPage) -> None:
    show(page, view("claims"))
    settle()
    (old,) = HIGHLIGHT.marks
    document, palette = document_of(page), found(page, LabelPalette)
    buttons = {button.accessibleName(): button for button in palette.findChildren(QPushButton)}
    click_in(document, old)
    assert palette.isVisible()
    with qtbot.waitSignal(page.quotes_changed) as changed:
        buttons["Mark as Unsupported"].click()
    assert changed.args == [(mark(old.quote, "unsupported"),)]
    with qtbot.waitSignal(page.quotes_changed) as changed:
        buttons["Remove this mark"].click()
    assert changed.args == [()]
    with qtbot.waitSignal(page.note_written) as written:
        buttons["Write a note in the margin"].click()
        QTest.keyClicks(focused(), "?")
    assert written.args == [DOCUMENT.document_id, old.start, old.end, "?"]


def test_the_palette_of_a_mark_goes_with_the_caret_and_removes_nothing_for_a_selection(page: BriefingPage) -> None:
    show(page, view("claims"))
    settle()
    document, palette = document_of(page), found(page, LabelPalette)
    remove = next(each for each in palette.findChildren(QPushButton) if each.accessibleName() == "Remove this mark")
    click_in(document, HIGHLIGHT.marks[0])
    assert remove.isVisible()
    document.show_place(0)
    assert not palette.isVisible()
    place = mark(CLAIM, "")
    document.select(place.start, place.end)
    assert palette.isVisible()
    assert not remove.isVisible()
    QTest.keyClick(document, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def click_in(document: DocumentView, marked: MarkView) -> None:
    place = document.place_rect(marked.start + 3, marked.start + 3).center()
    QTest.mouseClick(document.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def test_the_other_documents_are_at_hand_and_cannot_be_marked(qtbot: QtBot, page: BriefingPage) -> None:
    show(page, replace(view("claims"), reading=(APPENDIX, DOCUMENT)))
    settle()
    assert document_showing(page) == DOCUMENT.text.displayed
    page.focus_search()
    QTest.keyClicks(focused(), "fixed")
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert document_showing(page) == APPENDIX.text.displayed
    with qtbot.assertNotEmitted(page.quotes_changed):
        QTest.keyClick(focused(), Qt.Key.Key_1)
    QTest.keyClick(found(page, MarkRow), Qt.Key.Key_Return)
    assert document_showing(page) == DOCUMENT.text.displayed


def document_showing(page: BriefingPage) -> str:
    (shown,) = [each.displayed() for each in page.findChildren(DocumentView) if each.isVisible()]
    return shown
