from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from closeddoor.presenters.privacy import protection_steps as words
from closeddoor.presenters.privacy.protection_ways import KEYS, ways_there_are, ways_there_could_be
from closeddoor.presenters.states.privacy.protection import ProtectionViewState
from closeddoor.presenters.states.shared import Busy
from closeddoor.tour.geometry import problems_of
from closeddoor.ui.pages.privacy.protection import ProtectionSection
from closeddoor.ui.theme import Appearance, AppearanceSwitch
from closeddoor.ui.widgets.buttons import Button
from closeddoor.ui.widgets.fields import SecretField
from closeddoor.ui.widgets.flow_page import FlowPage
from closeddoor.ui.widgets.notices import BusyLine
from tests.ui.shown import exposed, settle

GROUPS = ("7K2M", "QX9D", "4TFA", "8CNV", "W3PR", "HJ5Z", "1B6E")
WAYS = ProtectionViewState(
    "ways", ways_there_are(("passphrase", "recovery_code")), ways_there_could_be(("passphrase", "recovery_code")), KEYS
)
CHANGE = replace(WAYS, mode="step", step=replace(words.STEPS["change"], asks=True))
SHOWN = replace(WAYS, mode="code_show", recovery_groups=GROUPS)
STATES = {
    "ways": replace(WAYS, done=words.DONE["change"]),
    "all ways": replace(WAYS, ways=ways_there_are(("passphrase_device", "account", "recovery_code")), others=()),
    "refused": replace(CHANGE, problem=words.NOT_THE_PRESENT),
    "after the code": replace(WAYS, mode="step", step=words.after_code(("passphrase_device", "recovery_code"))),
    "new keys": replace(WAYS, mode="step", step=replace(words.STEPS["keys"], asks=True)),
    "code": SHOWN,
    "check": replace(WAYS, mode="code_check", asked_groups=(2, 5), busy=Busy(words.WRITING_ANEW)),
    "in memory": replace(WAYS, mode="in_memory"),
    "stopped": replace(WAYS, mode="stopped"),
}


class Shown:
    """The section on a page that scrolls, as in the privacy room."""

    def __init__(self, qtbot: QtBot) -> None:
        self.page = FlowPage(720)
        self.section = ProtectionSection()
        self.page.body.addWidget(self.section)
        self.page.body.addStretch(1)
        exposed(qtbot, self.page)

    def render(self, state: ProtectionViewState) -> None:
        self.section.render(state)
        settle()

    def buttons(self) -> list[Button]:
        return [each for each in self.section.findChildren(Button) if each.isVisible()]

    def button(self, title: str) -> Button:
        return next(each for each in self.buttons() if each.text() == title)

    def fields(self) -> list[SecretField]:
        return [each for each in self.section.findChildren(SecretField) if each.isVisible()]


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    return Shown(qtbot)


@pytest.mark.parametrize("name", STATES)
def test_nothing_is_cut_off_and_no_two_buttons_say_the_same(shown: Shown, look: AppearanceSwitch, name: str) -> None:
    for theme, size, scale in (("light", (824, 640), 1.0), ("dark", (824, 640), 2.0), ("light", (1240, 840), 1.3)):
        look.show(Appearance(theme, scale, reduced_motion=True))  # type: ignore[arg-type]  # a parameter
        shown.page.resize(*size)
        shown.render(STATES[name])
        assert problems_of(shown.page) == []
    names = [each.accessibleName() for each in shown.buttons()]
    assert all(names)
    assert len(set(names)) == len(names)
    assert sum(each.property("kind") == "primary" for each in shown.buttons()) == (STATES[name].mode != "ways")


def test_a_step_is_taken_by_keyboard_and_the_fields_are_empty_then(shown: Shown, qtbot: QtBot) -> None:
    shown.render(WAYS)
    with qtbot.waitSignal(shown.section.step_requested) as asked:
        shown.button("Change the passphrase …").click()
    assert asked.args == ["change"]
    shown.render(CHANGE)
    present, new, repeated = shown.fields()
    qtbot.waitUntil(present.hasFocus)
    for field, text in ((present, "old words"), (new, "four words"), (repeated, "four words")):
        assert field.echoMode() == SecretField.EchoMode.Password
        QTest.keyClicks(field, text)
    with qtbot.waitSignal(shown.section.sent) as sent:
        QTest.keyClick(repeated, Qt.Key.Key_Return)
    assert sent.args == ["old words", "four words", "four words"]
    assert [field.text() for field in (present, new, repeated)] == ["", "", ""]


def test_what_was_typed_is_gone_when_the_section_is_left(shown: Shown, qtbot: QtBot) -> None:
    shown.render(CHANGE)
    for field in shown.fields():
        QTest.keyClicks(field, "half a passphrase")
    fields = shown.fields()
    with qtbot.waitSignal(shown.section.left):
        shown.page.hide()
    assert [field.text() for field in fields] == ["", "", ""]


def test_only_what_is_asked_for_has_a_field(shown: Shown) -> None:
    shown.render(STATES["new keys"])
    assert [field.accessibleName() for field in shown.fields()] == ["Present passphrase"]
    shown.render(STATES["after the code"])
    names = [field.accessibleName() for field in shown.fields()]
    assert names == ["New passphrase", "The new passphrase once more"]


def test_a_code_is_gone_from_the_page_when_it_is_asked_for(shown: Shown, qtbot: QtBot) -> None:
    shown.render(SHOWN)
    assert set(GROUPS) <= {label.text() for label in shown.section.findChildren(QLabel)}
    with qtbot.waitSignal(shown.section.code_noted):
        shown.button("I have written it down").click()
    shown.render(replace(WAYS, mode="code_check", asked_groups=(2, 5)))
    assert not set(GROUPS) & {label.text() for label in shown.section.findChildren(QLabel)}
    for field, text in zip(shown.fields(), ("4tfa", "hj5z"), strict=True):
        QTest.keyClicks(field, text)
    with qtbot.waitSignal(shown.section.groups_checked) as checked:
        shown.button("Check").click()
    assert checked.args == [["4tfa", "hj5z"]]


def test_what_comes_next_is_seen_from_its_beginning(shown: Shown) -> None:
    shown.page.resize(824, 400)
    shown.render(STATES["all ways"])
    bar = shown.page.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    shown.render(replace(STATES["all ways"], problem=words.PASSPHRASE_FIRST))
    assert bar.value() == 0


def test_what_is_under_way_is_seen_at_any_size(shown: Shown, qtbot: QtBot) -> None:
    shown.page.resize(824, 300)
    shown.render(STATES["new keys"])
    shown.render(replace(STATES["new keys"], busy=Busy(words.WRITING_ANEW)))
    line = shown.section.findChild(BusyLine)
    assert line is not None
    qtbot.waitUntil(lambda: not line.visibleRegion().isEmpty())


def test_a_screen_reader_hears_what_a_step_does_where_the_cursor_is(shown: Shown) -> None:
    shown.render(WAYS)
    assert "try passphrases" in shown.button("Remove the passphrase …").accessibleDescription()
    for name in ("new keys", "after the code"):
        shown.render(STATES[name])
        assert STATES[name].step is not None
        assert STATES[name].step.about in shown.fields()[0].accessibleDescription()  # type: ignore[union-attr]  # as said


def test_tab_goes_through_the_ways_as_they_stand_also_when_they_change(shown: Shown, qtbot: QtBot) -> None:
    before, after = QPushButton("Back"), QPushButton("Foot")
    shown.page.body.insertWidget(0, before)
    shown.page.body.addWidget(after)
    for state in (WAYS, STATES["all ways"], WAYS):
        shown.render(state)
        before.setFocus()
        qtbot.waitUntil(before.hasFocus)
        gone_through: list[QWidget] = [before]
        while gone_through[-1] is not after:
            QTest.keyClick(gone_through[-1], Qt.Key.Key_Tab)
            gone_through.append(QApplication.focusWidget() or after)
        titles = [link.title for row in (*state.ways, *state.others, KEYS) for link in row.steps]
        assert [each.accessibleName() for each in gone_through if isinstance(each, Button)] == titles
