"""The strip of attached documents, dropping them on the page, and the pane that a passage opens in."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from closeddoor.domain.attachment import ReadDocument
from closeddoor.presenters.excerpt import excerpt
from closeddoor.presenters.states.attachments import AttachmentRow, AttachmentsViewState, SourceRow
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.ui.document_drop import DocumentDrop, files_in
from closeddoor.ui.pages.sandbox.attachments import AttachmentStrip
from closeddoor.ui.pages.sandbox.passage import PassageDialog
from closeddoor.ui.widgets.buttons import Button
from closeddoor.ui.widgets.document import DocumentView
from closeddoor.ui.widgets.fields import TextArea

ROWS = (AttachmentRow(7, "offer.pdf", "PDF · 3 pages"), AttachmentRow(8, "<b>costs</b>.xlsx", "Excel · 2 sheets"))
SOURCES = tuple(SourceRow(number, f"offer.pdf, page {number}") for number in range(1, 6))


@pytest.fixture
def strip(qtbot: QtBot) -> AttachmentStrip:
    made = AttachmentStrip()
    qtbot.addWidget(made)
    made.resize(700, 300)
    made.show()
    return made


def press(strip: AttachmentStrip, name: str) -> None:
    (button,) = (each for each in strip.findChildren(Button) if each.accessibleName() == name and each.isVisible())
    button.click()


def test_it_survives_any_state_in_any_order(strip: AttachmentStrip) -> None:
    states = [
        AttachmentsViewState(),
        AttachmentsViewState(ROWS, SOURCES),
        AttachmentsViewState(ROWS[:1], SOURCES[:1], undo="“costs” is no longer attached."),
        AttachmentsViewState(busy=Busy("Reading …", None, can_cancel=True)),
        AttachmentsViewState(problem=Problem("It is a scan."), remark="One page is a picture."),
    ]
    for first in states:
        for second in states:
            strip.render(first)
            strip.render(second)


def test_names_open_signs_remove_and_numbers_lead_to_passages(strip: AttachmentStrip, qtbot: QtBot) -> None:
    strip.render(AttachmentsViewState(ROWS, SOURCES))
    with qtbot.waitSignal(strip.document_requested) as opened:
        press(strip, "offer.pdf, PDF · 3 pages")
    with qtbot.waitSignal(strip.remove_requested) as removed:
        press(strip, "Remove <b>costs</b>.xlsx")
    with qtbot.waitSignal(strip.source_requested) as source:
        press(strip, "Passage 4: offer.pdf, page 4")
    assert (opened.args, removed.args, source.args) == ([7], [8], [4])


@pytest.mark.parametrize(("width_px", "are_named"), [(700, True), (320, False)])
def test_documents_are_named_where_two_lines_hold_them_and_counted_where_not(
    strip: AttachmentStrip, width_px: int, *, are_named: bool
) -> None:
    strip.resize(width_px, 300)
    rows = tuple(AttachmentRow(number, f"The offer of the year {2019 + number}.pdf", "PDF") for number in range(1, 5))
    strip.render(AttachmentsViewState(rows))
    shown = {each.accessibleName() for each in strip.findChildren(Button) if each.isVisible()}
    assert {f"{row.name}, PDF" for row in rows} <= shown if are_named else "4 documents" in shown
    assert ("4 documents" in shown) != (f"{rows[0].name}, PDF" in shown)


def test_undo_is_offered_once_and_given_back(strip: AttachmentStrip, qtbot: QtBot) -> None:
    strip.render(AttachmentsViewState(ROWS, undo="“a.pdf” is no longer attached."))
    with qtbot.waitSignal(strip.undo_requested):
        press(strip, "Undo")


def test_the_passage_is_marked_where_it_stands(strip: AttachmentStrip, qtbot: QtBot) -> None:
    text = "".join(f"Line {number} of the offer.\n" for number in range(2000))
    start = text.index("Line 1500 ")
    passage = excerpt(7, ReadDocument("offer.txt", "text", 1, text, ()), start, start + 23, "offer.txt, page 3")
    dialog = PassageDialog(passage, strip.window())
    qtbot.addWidget(dialog)
    dialog.show()
    (document,) = dialog.findChildren(DocumentView)
    document.select(passage.start, passage.end)
    assert document.textCursor().selectedText() == "Line 1500 of the offer."
    assert "before and after this" in passage.note
    assert [each.isVisible() for each in practice_buttons(dialog)] == [True]


def practice_buttons(dialog: PassageDialog) -> list[Button]:
    return [each for each in dialog.findChildren(Button) if each.accessibleName() == "Practise on this document"]


def test_what_is_off_the_record_is_not_offered_for_practice(strip: AttachmentStrip, qtbot: QtBot) -> None:
    passage = excerpt(7, ReadDocument("offer.txt", "text", 1, "A line.\n", ()), 0, 0, "offer.txt")
    dialog = PassageDialog(replace(passage, can_practise=False), strip.window())
    qtbot.addWidget(dialog)
    dialog.show()
    assert [each.isVisible() for each in practice_buttons(dialog)] == [False]


def dropped(paths: list[str]) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(Path(path).absolute())) for path in paths])
    return data


def test_documents_are_taken_from_a_field_too_and_packs_are_left_to_the_window(qtbot: QtBot) -> None:
    page, taken = QWidget(), list[Path]()
    qtbot.addWidget(page)
    field = TextArea("Message")
    field.setParent(page)
    drop = DocumentDrop(page, taken.extend)
    files = dropped(["docs/a.pdf", "docs/b.md"])
    for target in (page, field.viewport()):
        assert drop.eventFilter(target, drop_of(files))
    assert [path.name for path in taken] == ["a.pdf", "b.md", "a.pdf", "b.md"]
    web = QMimeData()
    web.setUrls([QUrl("https://example.com/a.pdf")])
    for left_alone in (dropped(["docs/one.cdpack"]), web):
        assert files_in(left_alone) == ()
        assert not drop.eventFilter(page, drop_of(left_alone))


def drop_of(data: QMimeData) -> QDropEvent:
    nothing = Qt.KeyboardModifier.NoModifier
    return QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, nothing)


@pytest.mark.qt_log_ignore("does not support (propagateSizeHints|raise|grabbing)", extend=True)
def test_what_is_attached_is_offered_for_practice_before_another_document(strip: AttachmentStrip, qtbot: QtBot) -> None:
    strip.render(AttachmentsViewState((*ROWS, AttachmentRow(9, "kept.txt", "text", can_practise=False))))
    press(strip, "Practise on a document of yours")
    (menu,) = strip.findChildren(QMenu)
    offered = {each.text(): each for each in menu.actions() if each.text()}
    assert list(offered) == ["“offer.pdf”", "“<b>costs</b>.xlsx”", "Another document …"]
    with qtbot.waitSignal(strip.document_practice_requested) as asked:
        offered["“<b>costs</b>.xlsx”"].trigger()
    assert asked.args == [8]
    with qtbot.waitSignal(strip.practice_requested):
        offered["Another document …"].trigger()


@pytest.mark.parametrize("rows", [(), (replace(ROWS[0], can_practise=False),)])
def test_where_nothing_attached_can_be_practised_on_the_choice_is_at_once(
    strip: AttachmentStrip, qtbot: QtBot, rows: tuple[AttachmentRow, ...]
) -> None:
    strip.render(AttachmentsViewState(rows))
    with qtbot.waitSignal(strip.practice_requested):
        press(strip, "Practise on a document of yours")
