"""However little room there is and whatever else is to be said: what is read keeps its share of the page."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.attachments import AttachmentRow, AttachmentsViewState, SourceRow
from closeddoor.presenters.states.sandbox import SandboxViewState
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.tour.geometry import problems_of
from closeddoor.ui.pages.sandbox import SandboxPage
from closeddoor.ui.pages.sandbox.attachments import AttachmentStrip
from closeddoor.ui.pages.sandbox.set_up import SetUpPage
from closeddoor.ui.pages.sandbox.transcript import Transcript
from closeddoor.ui.theme import Appearance, AppearanceSwitch
from closeddoor.ui.widgets.cited_text import CitedText
from tests.ui.sandbox.talks import ASKED, DONE, EMPTY, FULL, OFF, WRITING, area_of, button
from tests.ui.shown import settle

LEAST_SHARE, LEAST_LINES = 0.4, 6

PLACES = {
    (1.0, (1024, 700)): (826, 656),
    (1.0, (1280, 820)): (1090, 776),
    (1.0, (1440, 900)): (1250, 856),
    (1.5, (1024, 700)): (956, 641),
    (2.0, (1024, 700)): (932, 625),
    (2.0, (1440, 900)): (1346, 825),
}
"""What a page has of a window of this size at this text size: the rail and the privacy line take the rest."""

CAVEAT = (
    "A demonstration of private conversation only. It is too small to be right about anything; nothing that scores "
    "depends on it."
)
GONE = Problem(
    "The language model could not be started: its file is not where it was.",
    "Your conversations are all there.",
    "Choose another model in Settings, or put the file back.",
)
SCAN = Problem("“Scan of the annex.pdf” holds pictures of pages and no text.", "", "Attach a file with text in it.")
ROWS = tuple(
    AttachmentRow(number, f"Supplementary agreement of the year {2019 + number}.pdf", "PDF · 12 pages")
    for number in range(1, 5)
)
SOURCES = tuple(SourceRow(number, f"Supplementary agreement.pdf, page {number}") for number in range(1, 6))


def states() -> Iterator[tuple[str, SandboxViewState, AttachmentsViewState]]:
    """Yield each combination that is told of at once, by what is so in it."""
    long = replace(DONE, text="\n\n".join([DONE.text] * 12))
    for attached, is_off, is_missing, streams, is_told in product((False, True), repeat=5):
        talk = replace(
            FULL, model_caveat=CAVEAT, messages=(ASKED, replace(WRITING, text="So far.") if streams else long)
        )
        if is_off:
            talk = replace(talk, set_up=OFF)
        if is_missing:
            talk = replace(talk, problem=GONE, can_send=False)
        if streams:
            talk = replace(talk, can_stop=True, busy=Busy("The model starts …", None, can_cancel=True))
        if is_told:
            talk = replace(
                talk, notice="Saved as “Thursday.pdf”. A file is not protected by Closed Door.", undo="Deleted."
            )
        beside = AttachmentsViewState(ROWS, SOURCES) if attached else AttachmentsViewState()
        if attached and is_told:
            beside = replace(beside, problem=SCAN, remark="One page is a picture.")
        named = {"attached": attached, "off": is_off, "missing": is_missing, "streams": streams, "told": is_told}
        yield " ".join(name for name, holds in named.items() if holds) or "plain", talk, beside


class Room:
    """The page with its strip, in the room that it has at one size."""

    def __init__(self, qtbot: QtBot, look: AppearanceSwitch, scale: float, window: tuple[int, int]) -> None:
        look.show(Appearance("light", scale, reduced_motion=True))
        self.page, self.strip = SandboxPage(), AttachmentStrip()
        self.page.place_attachments(self.strip)
        qtbot.addWidget(self.page)
        self.page.resize(*PLACES[scale, window])
        self.page.show()

    def put(self, talk: SandboxViewState, beside: AttachmentsViewState) -> None:
        self.page.render(talk)
        self.strip.render(beside)
        settle()

    def the(self, kind: type[QWidget]) -> QWidget:
        (found,) = (each for each in self.page.findChildren(kind) if each.isVisible())
        return found


def least_height_px(page: SandboxPage) -> float:
    (text,) = (each for each in page.findChildren(CitedText) if each.isVisible())
    line_px = text.document().firstBlock().blockFormat().lineHeight()
    assert line_px > 0
    return max(LEAST_SHARE * page.height(), LEAST_LINES * line_px)


@pytest.mark.parametrize(("scale", "window"), PLACES)
def test_the_conversation_keeps_its_share(
    qtbot: QtBot, look: AppearanceSwitch, scale: float, window: tuple[int, int]
) -> None:
    room = Room(qtbot, look, scale, window)
    found = []
    for name, talk, beside in states():
        room.put(talk, beside)
        assert room.page.size().toTuple() == PLACES[scale, window]
        height, least = room.the(Transcript).height(), least_height_px(room.page)
        if height < least:
            found.append(f"{name}: {height} px of {least:.0f}")
        found += [f"{name}: {problem}" for problem in problems_of(room.page)]
    assert not found, "\n".join(found)


LITTLE, ENOUGH = (2.0, (1024, 700)), (1.0, (1440, 900))
LONG = replace(FULL, model_caveat=CAVEAT, messages=(ASKED, replace(DONE, text="\n\n".join([DONE.text] * 12))))


def in_view(room: Room, words: str) -> bool:
    (label,) = (each for each in room.page.findChildren(QLabel) if each.isVisible() and each.text() == words)
    return label.visibleRegion().boundingRect() == label.rect()


@pytest.mark.parametrize("place", [LITTLE, ENOUGH])
def test_what_goes_wrong_is_brought_into_view_of_who_reads_further_up(
    qtbot: QtBot, look: AppearanceSwitch, place: tuple[float, tuple[int, int]]
) -> None:
    room = Room(qtbot, look, *place)
    room.put(LONG, AttachmentsViewState())
    room.the(Transcript).verticalScrollBar().setValue(0)  # type: ignore[attr-defined]  # a scroll area
    room.put(replace(LONG, problem=GONE), AttachmentsViewState())
    assert in_view(room, GONE.happened)


def test_before_the_first_turn_it_stands_first(qtbot: QtBot, look: AppearanceSwitch) -> None:
    room = Room(qtbot, look, *LITTLE)
    room.put(replace(EMPTY, problem=GONE), AttachmentsViewState(problem=SCAN))
    assert in_view(room, GONE.happened)
    assert room.the(SetUpPage).height() >= LEAST_SHARE * room.page.height()
    room.put(replace(FULL, problem=GONE), AttachmentsViewState())
    assert in_view(room, GONE.happened)


def test_the_warning_of_a_model_is_told_in_part_and_in_full_when_asked(qtbot: QtBot, look: AppearanceSwitch) -> None:
    room = Room(qtbot, look, *LITTLE)
    room.put(LONG, AttachmentsViewState())
    warning = button(room.page, CAVEAT)
    assert warning.text().startswith("A demonstration of private")
    warning.click()
    settle()
    assert in_view(room, f"SmolLM2\n{CAVEAT}")
    warning.click()
    room.page.resize(*PLACES[ENOUGH])
    look.show(Appearance("light", 1.0, reduced_motion=True))
    settle()
    assert in_view(room, CAVEAT)
    assert not warning.isVisible()


def item(menu: object, words: str) -> QAction:
    assert isinstance(menu, QMenu)
    return next(each for each in menu.actions() if each.text() == words)


def test_where_documents_fold_all_can_be_done_with_them_that_can_elsewhere(
    qtbot: QtBot, look: AppearanceSwitch
) -> None:
    room = Room(qtbot, look, *LITTLE)
    room.put(FULL, AttachmentsViewState(ROWS[:2]))
    assert button(room.page, "2 documents").isVisible()
    for words, signal in (
        ("Open (PDF · 12 pages)", room.strip.document_requested),
        ("Practise on it", room.strip.document_practice_requested),
        ("Remove", room.strip.remove_requested),
    ):
        with qtbot.waitSignal(signal) as asked:
            item(item(room.strip.brief.menu_now(), ROWS[1].name).menu(), words).trigger()
        assert asked.args == [ROWS[1].attachment_id]
    with qtbot.waitSignal(room.strip.practice_requested):
        item(room.strip.brief.menu_now(), "Practise on another document").trigger()
    assert item(room.strip.brief.menu_now(), "Attach documents …").isEnabled()


def test_a_long_question_scrolls_where_it_would_take_the_room(qtbot: QtBot, look: AppearanceSwitch) -> None:
    room = Room(qtbot, look, *LITTLE)
    room.put(LONG, AttachmentsViewState(ROWS))
    area_of(room.page).insertPlainText("Why?\n" * 12)
    settle()
    assert room.the(Transcript).height() >= least_height_px(room.page)
