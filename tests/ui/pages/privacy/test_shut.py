"""The section on what each process is refused, at every size, and by keyboard."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.privacy.shut import AttemptGroup, AttemptRow, ProcessRow, ShutViewState, TriedProcess
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.tour.geometry import problems_of, without_visible_focus
from closeddoor.ui.pages.privacy.shut import ShutSection
from closeddoor.ui.theme import Appearance, AppearanceSwitch
from closeddoor.ui.widgets.buttons import Button
from closeddoor.ui.widgets.flow_page import FlowPage
from closeddoor.ui.widgets.fold import Fold
from tests.ui.shown import exposed, settle

EMPTY = ShutViewState(
    ("The model's process asks the kernel to refuse it any connection and any other program (seccomp).",),
    (ProcessRow("This window", "It cannot open a connection beyond this machine; a crash leaves no copy."),),
    can_try=True,
)
ROWS = (
    AttemptRow("question to a name server (UDP to 192.0.2.53)", "refused (EPERM)"),
    AttemptRow("a process of its own (fork)", "allowed, so not tried"),
)
FULL = replace(
    EMPTY,
    verdict="All 305 attempts were refused by the operating system; 30 other ways are allowed and were not tried.",
    not_tried="30 ways were not tried because they are allowed, most of them because work needs them.",
    tried=(TriedProcess("window", "The window", "43 refused.", (AttemptGroup("Network", ROWS),), ("A note.",)),),
)
STATES = {
    "empty": EMPTY,
    "working": replace(EMPTY, busy=Busy("Trying to get out: the window.", 0.2, can_cancel=True)),
    "full": FULL,
    "wrong": replace(FULL, verdict="1 of 305 attempts got out.", advice="Copy this as text.", problem=Problem("No.")),
    "nothing enforced": replace(EMPTY, can_try=False),
}


class Shown:
    def __init__(self, qtbot: QtBot) -> None:
        self.page, self.section = FlowPage(720), ShutSection()
        self.page.body.addWidget(self.section)
        self.page.body.addStretch(1)
        exposed(qtbot, self.page)

    def put(self, state: ShutViewState, *, width: int = 1024) -> None:
        self.page.resize(width, 700)
        self.section.render(state)
        for fold in self.section.findChildren(Fold):
            fold.set_open(is_open=True)
        settle()

    def buttons(self) -> dict[str, Button]:
        return {each.accessibleName(): each for each in self.section.findChildren(Button) if each.isVisible()}


@pytest.mark.parametrize("name", STATES)
def test_nothing_is_cut_off_or_nameless(name: str, qtbot: QtBot, look: AppearanceSwitch) -> None:
    shown, found = Shown(qtbot), []
    for scale, width in ((1.0, 824), (2.0, 824), (1.0, 1440)):
        look.show(Appearance("light", scale, reduced_motion=True))
        shown.put(STATES[name], width=width)
        found += [f"{scale} at {width}: {problem}" for problem in problems_of(shown.page)]
    assert found == []
    assert without_visible_focus(shown.page) == []


def test_it_asks_to_try_to_stop_and_to_copy(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    asked: list[str] = []
    shown.section.try_requested.connect(lambda: asked.append("try"))
    shown.section.cancel_requested.connect(lambda: asked.append("stop"))
    shown.section.copy_requested.connect(lambda: asked.append("copy"))
    shown.put(EMPTY)
    shown.buttons()["Try to get out"].click()
    shown.put(STATES["working"])
    assert "Try to get out" not in shown.buttons()
    shown.buttons()["Cancel"].click()
    shown.put(FULL)
    shown.buttons()["Copy all of it as text"].click()
    assert asked == ["try", "stop", "copy"]


def test_where_nothing_is_enforced_there_is_no_way_to_try(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    shown.put(STATES["nothing enforced"])
    assert shown.buttons() == {}


def test_the_keyboard_goes_on_to_the_way_to_stop_and_back(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    shown.put(EMPTY)
    shown.buttons()["Try to get out"].setFocus()
    shown.put(STATES["working"])
    assert shown.buttons()["Cancel"].hasFocus()
    shown.put(FULL)
    assert shown.buttons()["Try to get out"].hasFocus()
