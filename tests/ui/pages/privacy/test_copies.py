from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.mending import RepairView, RestoreView
from closeddoor.presenters.states.privacy.copies import AsideRow, CopiesViewState
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.tour.geometry import problems_of, without_visible_focus
from closeddoor.ui.pages.privacy.copies import CopiesSection
from closeddoor.ui.theme import Appearance, AppearanceSwitch
from closeddoor.ui.widgets.buttons import Button
from closeddoor.ui.widgets.fields import SecretField
from closeddoor.ui.widgets.flow_page import FlowPage
from tests.ui.accessibility.page_states import BACKUP, REPAIRED
from tests.ui.shown import exposed, settle

ASIDE = AsideRow("vault.before-restore-1", "History before another took its place", "Last changed on 1 May; 12 MB.")
FULL = CopiesViewState(
    last_line="The last backup was saved on 1 May 2026.", asides=(ASIDE, replace(ASIDE, name="vault.2"))
)
CHOSEN = CopiesViewState("restore", restore=RestoreView(file_name="b.cdbackup"))
PROBLEM = Problem("The disk is full.", "Nothing was saved.", "Free some space.")
STATES = {
    "empty": CopiesViewState(last_line="No backup of this history has been saved so far."),
    "full": replace(FULL, done_line="Saved as “b.cdbackup”, 12 MB."),
    "working": replace(FULL, busy=Busy("Writing the backup.", 0.3, can_cancel=True)),
    "wrong": replace(FULL, problem=PROBLEM),
    "in memory": CopiesViewState(is_kept=False, refusal="This history is in memory only."),
    "restore": CHOSEN,
    "preview": CopiesViewState("preview", restore=RestoreView("preview", preview=BACKUP)),
    "restored": CopiesViewState("restored", restore=RestoreView("restored", result=("It opens as before.",))),
    "repair": CopiesViewState("repair", repair=RepairView(key="given")),
    "repaired": CopiesViewState("repaired", repair=RepairView("repaired", words=REPAIRED)),
    "put back": CopiesViewState("put_back", chosen=ASIDE),
    "delete": CopiesViewState("delete", chosen=ASIDE),
    "closed": CopiesViewState("closed", problem=PROBLEM, done_line="It is put back."),
}


class Shown:
    """The section on a page that scrolls, as in the privacy room."""

    def __init__(self, qtbot: QtBot) -> None:
        self.page = FlowPage(720)
        self.section = CopiesSection()
        self.page.body.addWidget(self.section)
        self.page.body.addStretch(1)
        exposed(qtbot, self.page)

    def render(self, state: CopiesViewState) -> None:
        self.section.render(state)
        settle()

    def buttons(self) -> list[Button]:
        return [each for each in self.section.findChildren(Button) if each.isVisible()]

    def press(self, title: str) -> None:
        next(each for each in self.buttons() if each.text() == title).click()
        settle()

    def said(self) -> str:
        return " ".join(label.text() for label in self.section.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    return Shown(qtbot)


@pytest.mark.parametrize("frame", [("light", 1.0, (1024, 700)), ("dark", 2.0, (1024, 700))])
def test_every_state_has_one_primary_button_and_nothing_is_cut_off(
    shown: Shown, look: AppearanceSwitch, frame: tuple[str, float, tuple[int, int]]
) -> None:
    theme, scale, size = frame
    look.show(Appearance(theme, scale, reduced_motion=True))  # type: ignore[arg-type]  # a theme
    shown.page.resize(*size)
    found = []
    for name, state in STATES.items():
        shown.render(state)
        assert len([each for each in shown.buttons() if each.property("kind") == "primary"]) == 1, name
        found += [f"{name}: {problem}" for problem in problems_of(shown.page)]
        names = [each.accessibleName() for each in shown.buttons()]
        assert len(set(names)) == len(names), name
    assert not found, "\n".join(found)


def test_every_control_shows_that_it_has_the_focus(shown: Shown) -> None:
    found = []
    for name, state in STATES.items():
        shown.render(state)
        found += [f"{name}: {problem}" for problem in without_visible_focus(shown.page)]
    assert not found, "\n".join(found)


def test_a_backup_is_saved_where_the_user_says(shown: Shown, qtbot: QtBot, tmp_path: Path) -> None:
    shown.render(FULL)
    shown.press("Save a backup …")
    dialog = shown.page.window().findChild(QFileDialog)
    assert dialog is not None
    with qtbot.waitSignal(shown.section.save_requested) as told:
        dialog.fileSelected.emit(str(tmp_path / "b.cdbackup"))
    assert told.args == [tmp_path / "b.cdbackup"]
    dialog.reject()


def test_in_memory_the_one_thing_to_do_is_to_keep_it(shown: Shown, qtbot: QtBot) -> None:
    shown.render(STATES["in memory"])
    assert "Repair this history …" not in [each.text() for each in shown.buttons()]
    with qtbot.waitSignal(shown.section.keep_requested):
        shown.press("Keep this history …")


def test_a_mistyped_code_stays_to_be_corrected_and_goes_with_its_form(shown: Shown, qtbot: QtBot) -> None:
    shown.render(CHOSEN)
    (field,) = (each for each in shown.section.findChildren(SecretField) if each.isVisible())
    QTest.keyClicks(field, "7K2M-QX9D")
    with qtbot.waitSignal(shown.section.look_into_requested) as told:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert told.args == ["7K2M-QX9D"]
    shown.render(replace(CHOSEN, problem=PROBLEM))
    assert (field.text(), field.hasFocus()) == ("7K2M-QX9D", True)
    shown.render(FULL)
    assert field.text() == ""


def test_deleting_begins_at_the_answer_that_changes_nothing(shown: Shown, qtbot: QtBot) -> None:
    shown.render(FULL)
    with qtbot.waitSignal(shown.section.aside_chosen) as told:
        shown.press("Delete it …")
    assert told.args == ["delete", ASIDE.name]
    next(each for each in shown.buttons() if each.text() == "Delete it …").setFocus()
    shown.render(STATES["delete"])
    focused = shown.page.window().focusWidget()
    assert isinstance(focused, Button)
    assert focused.text() == "Leave everything as it is"
    with qtbot.waitSignal(shown.section.delete_requested):
        shown.press("Delete it")


def test_the_keyboard_comes_back_when_what_was_under_way_is_done(shown: Shown) -> None:
    shown.render(FULL)
    next(each for each in shown.buttons() if each.text() == "Save a backup …").setFocus()
    shown.render(STATES["working"])
    shown.render(STATES["full"])
    focused = shown.page.window().focusWidget()
    assert isinstance(focused, Button)
    assert focused.text() == "Save a backup …"


def test_many_lost_rows_are_shown_in_parts(shown: Shown) -> None:
    shown.render(STATES["repaired"])
    shown.press("Show the other 50")
    assert shown.said().count("A message of 2026-05-01.") == 90
