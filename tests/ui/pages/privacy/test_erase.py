from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from closeddoor.presenters.privacy.erase import BEYOND, LEAD, STAYS
from closeddoor.presenters.states.privacy.erase import EraseViewState
from closeddoor.presenters.states.shared import Busy
from closeddoor.ui.pages.privacy.erase import EraseSection
from closeddoor.ui.widgets.buttons import Button
from closeddoor.ui.widgets.choice import Tick
from closeddoor.ui.widgets.fields import Line

STATE = EraseViewState(LEAD, ("Every key.",), STAYS, BEYOND, "erase", models="The copied models too (1.9 GB)")


def shown(qtbot: QtBot, state: EraseViewState) -> EraseSection:
    section = EraseSection()
    qtbot.addWidget(section)
    section.render(state)
    section.show()
    return section


def send_of(section: EraseSection) -> Button:
    return next(each for each in section.findChildren(Button) if each.accessibleName() == "Erase everything")


def test_the_word_is_typed_and_passed_on_and_enter_is_the_button(qtbot: QtBot) -> None:
    section = shown(qtbot, STATE)
    field, tick = section.findChild(Line), section.findChild(Tick)
    assert field is not None
    assert tick is not None
    typed, asked, models = (
        QSignalSpy(each) for each in (section.word_typed, section.erase_requested, section.models_chosen)
    )
    QTest.keyClicks(field, "erase")
    assert typed.at(typed.count() - 1) == ["erase"]
    assert not send_of(section).isEnabled(), "the page decides nothing"
    section.render(replace(STATE, typed="erase", can_erase=True))
    assert send_of(section).isEnabled()
    QTest.keyClick(field, Qt.Key.Key_Return)
    tick.click()
    assert (asked.count(), models.at(0)) == (1, [True])
    assert field.accessibleName() == "Type “erase” to confirm"


def test_nothing_is_asked_while_it_works_or_where_there_is_nothing(qtbot: QtBot) -> None:
    section = shown(qtbot, replace(STATE, typed="erase", can_erase=True, busy=Busy("Erasing.")))
    field = section.findChild(Line)
    assert field is not None
    assert not field.isEnabled()
    assert not send_of(section).isEnabled()
    section.render(EraseViewState("In memory only."))
    assert not field.isVisible()
