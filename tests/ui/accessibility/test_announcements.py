"""What changes without the focus is said to a screen reader, once."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6 import QtGui
from PySide6.QtGui import QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.window import PageName
from closeddoor.ui.pages.library import LibraryPage
from closeddoor.ui.pages.sandbox import SandboxPage, context_full
from closeddoor.ui.pages.specs import PAGES
from closeddoor.ui.widgets.undo_band import UndoBand
from tests.ui.accessibility.page_states import PAGE_STATES, PROBLEM, WORKING
from tests.ui.pages.test_library import BRIEFINGS, FULL, INSTALL
from tests.ui.sandbox.talks import FULL as TALK
from tests.ui.shown import exposed, settle


class Listener:
    """Stands where Qt would pass announcements on, as if a screen reader were there."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def isActive(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def updateAccessibility(self, event: QAccessibleAnnouncementEvent) -> None:  # noqa: N802 - Qt's name
        self.heard.append(event.message())


@pytest.fixture
def listener(monkeypatch: pytest.MonkeyPatch) -> Listener:
    listener = Listener()
    monkeypatch.setattr(QtGui, "QAccessible", listener)
    return listener


def page_named(name: PageName) -> Any:
    return next(spec.make() for spec in PAGES if spec.name == name)


@pytest.mark.parametrize("name", PAGE_STATES)
def test_what_goes_wrong_on_any_page_is_said_once(listener: Listener, qtbot: QtBot, name: PageName) -> None:
    states = PAGE_STATES[name]
    page = exposed(qtbot, page_named(name))
    page.render(next(state for title, state in states.items() if title.startswith("full")))
    settle()
    listener.heard.clear()
    for _ in range(2):
        page.render(states["wrong"])
        settle()
    said = states["wrong"].problem.happened
    assert sum(said in text for text in listener.heard) == 1


def test_work_is_said_when_it_begins_and_not_at_each_step(listener: Listener, qtbot: QtBot) -> None:
    page = exposed(qtbot, LibraryPage())
    page.render(BRIEFINGS)
    for fraction in (0.1, 0.5, 0.9):
        page.render(replace(BRIEFINGS, reading=replace(WORKING, text=f"Read: {fraction}", fraction=fraction)))
    page.render(BRIEFINGS)
    assert listener.heard == ["Read: 0.1"]


def test_that_a_conversation_is_too_long_is_said_once_with_what_to_choose(listener: Listener, qtbot: QtBot) -> None:
    page = exposed(qtbot, page_named("sandbox"))
    page.render(TALK)
    listener.heard.clear()
    for _ in range(2):
        page.render(replace(TALK, context_full=True))
    assert listener.heard == [f"{context_full.HAPPENED} {context_full.QUESTION}"]


def test_an_import_is_asked_about_and_told_once_each(listener: Listener, qtbot: QtBot) -> None:
    page = exposed(qtbot, LibraryPage())
    page.render(FULL)
    listener.heard.clear()
    for _ in range(2):
        page.render(replace(FULL, question=INSTALL))
    (asked,) = listener.heard
    assert asked.startswith("Letters Signed by a key that is new here")
    listener.heard.clear()
    for _ in range(2):
        page.render(replace(FULL, said="“Letters” is installed."))
    assert listener.heard == ["“Letters” is installed."]
    page.render(replace(FULL, said="“Letters” is installed.", problem=PROBLEM))
    assert len(listener.heard) == 2


def test_what_can_be_undone_is_said_with_its_keys(listener: Listener, qtbot: QtBot) -> None:
    page = exposed(qtbot, QWidget())
    band = UndoBand(page)
    band.offer("The attempt was deleted.", lambda: None, lambda: None)
    assert listener.heard == ["The attempt was deleted. Ctrl + Z takes it back."]


def test_a_finished_answer_is_said_once_and_not_word_by_word(listener: Listener, qtbot: QtBot) -> None:
    page = exposed(qtbot, SandboxPage())
    asked, answer = TALK.messages
    page.render(replace(TALK, messages=(asked, replace(answer, text="", state="writing")), can_stop=True))
    settle()
    listener.heard.clear()
    for piece in ("Ask for ", "the **denominator**."):
        page.append_text(answer.message_id, piece)
    for _ in range(2):
        page.render(TALK)
        settle()
    assert [text for text in listener.heard if "denominator" in text] == [answer.text]
