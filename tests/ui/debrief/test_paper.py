"""The debrief as a PDF: asked for, warned about, and read back with a reader that is not ours."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.debrief import DebriefViewState
from closeddoor.presenters.states.shared import UNPROTECTED
from closeddoor.ui.pages.debrief.export import BeforeSaving, file_name
from closeddoor.ui.pages.debrief.paper import pdf_of_debrief
from closeddoor.ui.pages.debrief.registry import SECTIONS
from tests.ui.debrief.conftest import Show
from tests.ui.debrief.debriefs import BEFORE, CHOICE, DECISION, ESTIMATE, HIGHLIGHT, INTERVIEW, MEMO, OPEN, WORKBOOK
from tests.ui.paper import whole

EVERY = replace(OPEN, tasks=(HIGHLIGHT, INTERVIEW, DECISION, CHOICE, ESTIMATE, WORKBOOK, MEMO), next_time="who owns it")


def pages_of(state: DebriefViewState) -> list[str]:
    reader = PdfReader(BytesIO(whole(pdf_of_debrief(state))), strict=True)
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def test_every_kind_of_task_is_on_paper() -> None:
    assert {type(task) for task in EVERY.tasks} == {spec.state for spec in SECTIONS}
    text = " ".join(pages_of(EVERY))
    for task in EVERY.tasks:
        assert task.title in text
    for said in (
        *("● Found", "○ Missed", "△ Sound after all", "● Came to light", "? You decide", "Better left out"),
        *("It renews itself", "test it on our invoices", "You expected: The price", "The second figure was wrong."),
        *("Next time I will ask: who owns it", "On whose data?", "Ask about this.", "Notice has a date."),
    ):
        assert said in text
    assert "Who ends it, and when?" not in text  # a question that was not kept is not taken along


def test_no_score_is_on_paper() -> None:
    silent = tuple(replace(task, summary="") for task in EVERY.tasks)  # a summary of the fixture speaks of points
    text = " ".join(pages_of(replace(EVERY, tasks=silent, outcomes=())))
    assert not any(task.points_line in text for task in EVERY.tasks)
    assert "points" not in text


def test_every_page_says_that_the_file_is_not_protected() -> None:
    long = replace(EVERY, tasks=tuple(replace(MEMO, task_id=f"reply-{number}") for number in range(6)))
    pages = pages_of(long)
    assert len(pages) > 3
    assert all(UNPROTECTED in page and f"{number} / {len(pages)}" in page for number, page in enumerate(pages, 1))


def test_saving_is_warned_about_before_a_place_is_asked_for(qtbot: QtBot, show: Show, tmp_path: Path) -> None:
    page = show(OPEN)
    next(each for each in page.findChildren(QPushButton) if each.text() == "Save as PDF …").click()
    (warning,) = page.findChildren(BeforeSaving)
    assert any(UNPROTECTED in label.text() for label in warning.findChildren(QLabel))
    assert page.findChildren(QFileDialog) == []
    warning.accept()
    (dialog,) = page.findChildren(QFileDialog)
    dialog.setDirectory(str(tmp_path))
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    assert field is not None
    assert field.text() == "Debrief, Invoice Copilot.pdf"
    with qtbot.waitSignal(page.file_requested) as asked:
        dialog.accept()
    path, prepare = asked.args
    assert path == tmp_path / "Debrief, Invoice Copilot.pdf"
    assert whole(prepare()).startswith(b"%PDF")
    assert not path.exists()  # the presenter saves


def test_nothing_is_asked_for_when_the_warning_is_dismissed(show: Show) -> None:
    page = show(OPEN)
    next(each for each in page.findChildren(QPushButton) if each.text() == "Save as PDF …").click()
    page.findChildren(BeforeSaving)[0].reject()
    assert page.findChildren(QFileDialog) == []


def test_nothing_can_be_saved_before_the_own_account(show: Show) -> None:
    page = show(BEFORE)
    assert not any(each.text() == "Save as PDF …" and each.isVisible() for each in page.findChildren(QPushButton))


def test_a_name_for_a_file_is_one() -> None:
    assert file_name('a/b\\c: "d" <e>|?*\x01') == "Debrief, a b c d e.pdf"
    assert file_name("...") == "Debrief.pdf"
    assert len(file_name("long " * 100)) < 100
