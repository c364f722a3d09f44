from dataclasses import replace

import pytest
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from closeddoor.presenters.privacy.lock_words import EFFECTS, IN_MEMORY, LEAD, triggers_of
from closeddoor.presenters.states.privacy.lock import LockViewState
from closeddoor.ui.pages.privacy.lock import LockSection
from closeddoor.ui.system_lock import Hears

STATE = LockViewState(
    LEAD, True, 15, ((5, "5 minutes"), (15, "15 minutes"), (0, "Never")), triggers_of(Hears()), EFFECTS
)


@pytest.fixture
def section(qtbot: QtBot) -> LockSection:
    section = LockSection()
    qtbot.addWidget(section)
    section.show()
    section.render(STATE)
    return section


def button(section: LockSection, name: str) -> QAbstractButton:
    return next(each for each in section.findChildren(QAbstractButton) if each.text() == name)


def test_it_says_what_was_chosen_and_passes_on_what_is_wanted(section: LockSection) -> None:
    chosen, locked = QSignalSpy(section.minutes_chosen), QSignalSpy(section.lock_requested)
    assert button(section, "15 minutes").isChecked()
    button(section, "Never").click()
    button(section, "Lock now").click()
    assert [chosen.at(each) for each in range(chosen.count())] == [[0]]
    assert locked.count() == 1
    section.render(STATE)
    assert button(section, "15 minutes").isChecked(), "what was not kept is not shown as chosen"


def test_in_memory_it_can_be_kept_and_not_locked(section: LockSection) -> None:
    kept = QSignalSpy(section.keep_requested)
    section.render(LockViewState(IN_MEMORY))
    assert not button(section, "Lock now").isVisible()
    button(section, "Keep it …").click()
    assert kept.count() == 1
    section.render(replace(STATE, after_minutes=5))
    assert button(section, "Lock now").isVisible()
    assert not button(section, "Keep it …").isVisible()
