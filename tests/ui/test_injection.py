"""What packs, models and users write is shown as characters: no markup is read, nothing is loaded or opened."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument, QTextFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.briefing import TermView
from closeddoor.presenters.states.home import (
    BriefingOffer,
    BriefingRow,
    ConversationRow,
    HomeViewState,
    MeetingOffer,
)
from closeddoor.presenters.states.sandbox import MessageRow, SandboxViewState, SearchHit
from closeddoor.presenters.states.settings import FactRow, SettingsViewState
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.presenters.states.unlock import UnlockViewState
from closeddoor.text import render_chat
from closeddoor.ui.pages.home import HomePage
from closeddoor.ui.pages.sandbox import SandboxPage
from closeddoor.ui.pages.settings import SettingsPage
from closeddoor.ui.pages.unlock import UnlockPage
from closeddoor.ui.widgets.document import DocumentView
from closeddoor.ui.widgets.document.terms import TermCard

VECTORS = [
    "<b>bold</b>",
    "<script>alert(1)</script>",
    '<img src="file:///etc/hostname">',
    '<a href="https://example.invalid/">go</a>',
    "<table><tr><td>x</td></tr></table>",
    "<!-- x --><style>*{color:red}</style>",
    "&lt;i&gt; &amp; &#x3c;b&#x3e;",
    "![x](https://example.invalid/a.png)",
    "[x](javascript:alert(1))",
    "<http://example.invalid/>",
]


def busy_page(vector: str) -> list[QWidget]:
    """Return every page with `vector` wherever a text from outside may stand."""
    unlock, home, sandbox, settings = UnlockPage(), HomePage(), SandboxPage(), SettingsPage()
    problem, busy = Problem(vector, vector, vector), Busy(vector, 0.5)
    unlock.render(UnlockViewState("passphrase", (vector, vector), (vector,), busy=busy, problem=problem))
    row = BriefingRow("p", "s", vector, vector, vector, 1, 5, vector, "open", vector)
    talk = ConversationRow(1, vector, vector)
    home.render(
        HomeViewState(
            (MeetingOffer("board", vector),), BriefingOffer(row, vector, vector), vector, True, False, (row,), vector,
            (row,), vector, (row,), 1, (talk,), vector, problem,
        )
    )  # fmt: skip
    turns = (MessageRow(1, "user", vector, "complete"), MessageRow(2, "assistant", vector, "stopped", vector))
    hit = SearchHit(1, 2, vector, vector, vector, vector)
    sandbox.render(
        SandboxViewState(
            (talk,),
            1,
            vector,
            turns,
            True,
            False,
            True,
            vector,
            vector,
            vector,
            True,
            vector,
            vector,
            (hit,),
            2,
            busy,
            problem,
        )
    )
    settings.render(SettingsViewState((), (FactRow(vector, vector),), problem))
    return [unlock, home, sandbox, settings]


def holds_only_characters(document: QTextDocument) -> bool:
    formats = [form for form in document.allFormats() if form.objectType() == QTextFormat.ObjectTypes.ImageObject.value]
    anchors = [form for form in document.allFormats() if form.isCharFormat() and form.toCharFormat().isAnchor()]
    return not formats and not anchors


@pytest.mark.parametrize("vector", VECTORS)
def test_pages_show_markup_as_characters(qtbot: QtBot, vector: str) -> None:
    for page in busy_page(vector):
        qtbot.addWidget(page)
        page.show()
        shown = [label.text() for label in page.findChildren(QLabel)]
        assert vector in " ".join(shown)
        assert all(label.textFormat().name == "PlainText" for label in page.findChildren(QLabel) if label.text())
        assert not any(label.openExternalLinks() for label in page.findChildren(QLabel))
        assert all(holds_only_characters(edit.document()) for edit in page.findChildren(QTextEdit))


@pytest.mark.parametrize("vector", VECTORS)
def test_documents_hold_characters_only(qtbot: QtBot, vector: str) -> None:
    view = DocumentView()
    qtbot.addWidget(view)
    view.set_document(render_chat(f"Before {vector} after"))
    assert holds_only_characters(view.document())


def test_a_term_is_shown_as_characters(qtbot: QtBot) -> None:
    view = DocumentView()
    qtbot.addWidget(view)
    view.set_document(render_chat("The uplift is large."))
    view.set_terms([TermView("uplift", VECTORS[0], VECTORS[2])])
    view.show()
    QTest.keyClick(view, Qt.Key.Key_T)
    card = view.findChild(TermCard)
    assert card is not None
    assert [label.text() for label in card.findChildren(QLabel)] == ["uplift", VECTORS[0], VECTORS[2]]
    assert all(label.textFormat().name == "PlainText" for label in card.findChildren(QLabel))


def test_a_document_with_html_shows_it_in_full(qtbot: QtBot) -> None:
    view = DocumentView()
    qtbot.addWidget(view)
    view.set_document(render_chat(VECTORS[1]))
    assert view.toPlainText() == VECTORS[1]
