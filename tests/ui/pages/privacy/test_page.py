"""The privacy room's page: one view at a time, and the keyboard goes with it."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.privacy.room import SECTION_TITLES, RoomViewState, SectionRow
from closeddoor.presenters.states.privacy.stored import StoredEntry, StoredPart, StoredViewState
from closeddoor.presenters.states.shared import Problem
from closeddoor.tour.geometry import problems_of, without_visible_focus
from closeddoor.ui.pages.privacy.erase import EraseSection
from closeddoor.ui.pages.privacy.page import PrivacyPage
from closeddoor.ui.pages.privacy.sections import SECTIONS
from closeddoor.ui.pages.privacy.stored import StoredSection
from closeddoor.ui.theme import Appearance, AppearanceSwitch
from closeddoor.ui.widgets.buttons import Button
from closeddoor.ui.widgets.row_button import RowButton
from tests.ui.shown import exposed, settle

ROOM = RoomViewState(tuple(SectionRow(name, title, "so far") for name, title in SECTION_TITLES.items()), None, ("It.",))
SENTENCE = "All that is listed above, encrypted with a key that is nowhere else. " * 2
STORED = StoredViewState(
    parts=(
        StoredPart("In your history", (StoredEntry("Conversations", "12,345", "67,890 messages"),), SENTENCE),
        StoredPart("On the disk", (StoredEntry("vault/history.db", "104.3 MB", SENTENCE),), SENTENCE, "/a/place" * 20),
    ),
    promise=(SENTENCE, "Nothing is reported."),
    limits=(SENTENCE,),
    problem=Problem("The folder could not be listed.", "Nothing was changed.", "Come back later."),
)


@pytest.fixture
def page(qtbot: QtBot) -> PrivacyPage:
    page = PrivacyPage()
    page.render(ROOM)
    return exposed(qtbot, page)


def focused() -> str:
    widget = QApplication.focusWidget()
    return widget.accessibleName() if widget else ""


def rows(page: PrivacyPage) -> dict[str, RowButton]:
    return {row.accessibleName(): row for row in page.findChildren(RowButton) if row.isVisibleTo(page)}


def test_each_line_of_the_overview_asks_for_its_section(page: PrivacyPage) -> None:
    asked: list[str] = []
    page.section_requested.connect(asked.append)
    for row in rows(page).values():
        row.click()
    assert asked == list(SECTION_TITLES)


def test_the_keyboard_goes_into_a_section_and_back_to_its_line(page: PrivacyPage) -> None:
    rows(page)[SECTION_TITLES["erase"]].setFocus()
    page.render(replace(ROOM, section="erase"))
    settle()
    assert focused() == "Privacy room"
    page.render(ROOM)
    settle()
    assert focused() == SECTION_TITLES["erase"]


def test_a_line_follows_its_section_and_keeps_the_keyboard(page: PrivacyPage) -> None:
    row = rows(page)[SECTION_TITLES["erase"]]
    row.setFocus()
    page.render(replace(ROOM, rows=tuple(replace(each, summary="otherwise") for each in ROOM.rows)))
    assert (focused(), row.accessibleDescription()) == (SECTION_TITLES["erase"], "otherwise")


def test_every_section_has_its_title_and_the_way_back_above_it(page: PrivacyPage) -> None:
    asked: list[str] = []
    page.section_requested.connect(asked.append)
    for spec in SECTIONS:
        page.render(replace(ROOM, section=spec.name))
        back = [each for each in page.findChildren(Button) if each.isVisible() and each.text() == "Privacy room"]
        back[0].click()
    assert asked == [""] * len(SECTIONS)


def test_a_section_is_styled_when_it_is_first_looked_at(page: PrivacyPage) -> None:
    stored, erase = page.the(StoredSection), page.the(EraseSection)
    page.setStyleSheet("QLabel { font-size: 31px; }")
    page.render(replace(ROOM, section="stored"))
    settle()
    stored.render(STORED)
    settle()
    assert stored.isVisible()
    assert {label.font().pixelSize() for label in stored.findChildren(QLabel)} == {31}
    assert not page.isAncestorOf(erase)


def test_a_section_that_nobody_looked_at_goes_with_the_page(qtbot: QtBot) -> None:
    page = PrivacyPage()
    with qtbot.waitSignal(page.the(EraseSection).destroyed):
        page.deleteLater()


def test_a_section_in_which_the_user_is_held_has_no_way_back_though_it_is_new(page: PrivacyPage) -> None:
    page.render(replace(ROOM, section="erase", is_held=True))
    assert page.the(EraseSection).isVisible()
    assert [each for each in page.findChildren(Button) if each.isVisible() and each.text() == "Privacy room"] == []


def test_what_is_kept_is_readable_at_every_size(page: PrivacyPage, look: AppearanceSwitch) -> None:
    page.the(StoredSection).render(STORED)
    page.render(replace(ROOM, section="stored"))
    found = []
    for scale, width in ((1.0, 824), (2.0, 924), (1.0, 1440)):
        look.show(Appearance("light", scale, reduced_motion=True))
        page.resize(width, 700)
        settle()
        found += [f"{scale} at {width}: {problem}" for problem in problems_of(page)]
    assert found == []
    assert without_visible_focus(page) == []
