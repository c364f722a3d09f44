"""Where one writes: sending, stopping, asking anew, and what is chosen before the first turn."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from closeddoor.domain.set_up import SetUp
from closeddoor.presenters.sandbox.set_up import set_up_state
from closeddoor.presenters.states.sandbox import CarryingState, SetUpState
from closeddoor.presenters.states.shared import Busy
from closeddoor.ui.pages.sandbox import SandboxPage
from closeddoor.ui.pages.sandbox.numbers import BACK
from closeddoor.ui.pages.sandbox.set_up import IN_MEMORY, ON_DISK, OWN_NUMBERS
from closeddoor.ui.widgets.buttons import Button
from closeddoor.ui.widgets.choice import Tick
from closeddoor.ui.widgets.fields import TextArea
from closeddoor.ui.widgets.figure_field import FigureInput
from tests.ui.sandbox.talks import ASKED, EMPTY, FULL, OFF, WRITING, area_of, button


def test_sending_by_keyboard_empties_the_field(page: SandboxPage, qtbot: QtBot) -> None:
    page.render(EMPTY)
    page.setFocus()
    qtbot.waitUntil(area_of(page).hasFocus)
    QTest.keyClicks(area_of(page), "What should I ask?")
    with qtbot.waitSignal(page.send_requested) as told:
        QTest.keyClick(area_of(page), Qt.Key.Key_Return)
    assert told.args == ["What should I ask?"]
    assert area_of(page).draft() == ""


def test_blanks_are_not_sent_and_nothing_is_while_it_may_not(page: SandboxPage) -> None:
    sent: list[str] = []
    page.send_requested.connect(sent.append)
    page.render(replace(EMPTY, draft="  \n "))
    QTest.keyClick(area_of(page), Qt.Key.Key_Return)
    page.render(replace(EMPTY, draft="ready", can_send=False))
    QTest.keyClick(area_of(page), Qt.Key.Key_Return)
    assert sent == []


def test_escape_stops_the_model_while_it_writes(page: SandboxPage, qtbot: QtBot) -> None:
    page.render(replace(EMPTY, messages=(ASKED, WRITING), can_stop=True, can_send=False))
    with qtbot.waitSignal(page.stop_requested):
        QTest.keyClick(area_of(page), Qt.Key.Key_Escape)
    assert button(page, "Stop").isVisible()


def test_one_button_stops_a_model_that_starts(page: SandboxPage, qtbot: QtBot) -> None:
    busy = Busy("The model is checked and loaded.", 0.5, can_cancel=True)
    page.render(replace(EMPTY, can_stop=True, can_send=False, busy=busy))
    QApplication.processEvents()
    shown = [each.text() for each in page.findChildren(Button) if each.isVisible()]
    assert ("Stop" in shown, "Cancel" in shown) == (True, False)
    with qtbot.waitSignal(page.cancel_requested):
        button(page, "Stop").click()
    with qtbot.waitSignal(page.cancel_requested):
        QTest.keyClick(page, Qt.Key.Key_Escape)


def test_an_earlier_turn_is_edited_where_one_writes_and_escape_leaves_it(page: SandboxPage, qtbot: QtBot) -> None:
    page.render(FULL)
    with qtbot.waitSignal(page.edit_requested) as told:
        button(page, "Edit").click()
    assert told.args == [1]
    page.render(replace(FULL, editing_id=1, draft="What should I ask?"))
    qtbot.waitUntil(area_of(page).hasFocus)
    with qtbot.waitSignal(page.edit_given_up):
        QTest.keyClick(area_of(page), Qt.Key.Key_Escape)


def test_a_full_context_is_the_users_choice(page: SandboxPage, qtbot: QtBot) -> None:
    page.render(replace(FULL, context_full=True))
    with qtbot.waitSignal(page.context_choice_requested) as told:
        button(page, "Go on without the oldest turns").click()
    assert told.args == ["drop_oldest", ""]
    with qtbot.waitSignal(page.context_choice_requested) as told:
        button(page, "Start a new conversation").click()
    assert told.args == ["fresh", ""]


def test_a_summary_is_shown_for_what_it_is_and_used_as_it_was_changed(page: SandboxPage, qtbot: QtBot) -> None:
    page.render(replace(FULL, context_full=True, carrying=CarryingState("summarising", fraction=0.5)))
    with qtbot.waitSignal(page.context_choice_requested) as told:
        button(page, "Stop").click()
    assert told.args == ["stop", ""]
    proposed = replace(
        FULL, context_full=True, carrying=CarryingState("summary", "We spoke of drift.", "By the model.")
    )
    page.render(proposed)
    field = next(each for each in page.findChildren(TextArea) if each.accessibleName() == "What the model will read")
    assert (field.isVisible(), field.draft()) == (True, "We spoke of drift.")
    assert "By the model." in [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    typed: list[str] = []
    page.carried_changed.connect(typed.append)
    field.selectAll()
    QTest.keyClicks(field, "Other words.")
    assert typed[-1:] == ["Other words."]
    page.render(replace(proposed, draft="typed meanwhile"))
    assert area_of(page).isEnabled()
    assert not area_of(page).isReadOnly()
    with qtbot.waitSignal(page.context_choice_requested) as told:
        button(page, "Use it and go on").click()
    assert told.args == ["use", "Other words."]
    page.render(replace(FULL, context_full=True, carrying=CarryingState(problem="The model wrote no summary.")))
    assert not field.isVisible()
    assert button(page, "Go on without the oldest turns").isVisible()


def test_a_summary_is_seen_as_far_as_there_is_room_for_it(page: SandboxPage, qtbot: QtBot) -> None:
    summary = "We spoke of drift, and of what it costs when nobody looks. " * 10
    page.render(replace(FULL, context_full=True, carrying=CarryingState("summarising", fraction=0.5)))
    page.render(replace(FULL, context_full=True, carrying=CarryingState("summary", summary, "By the model.")))
    field = next(each for each in page.findChildren(TextArea) if each.accessibleName() == "What the model will read")
    qtbot.waitUntil(lambda: field.isVisible() and field.verticalScrollBar().maximum() == 0)
    assert field.height() > 6 * field.fontMetrics().lineSpacing()


def test_what_is_carried_over_is_seen_before_the_first_turn(page: SandboxPage) -> None:
    page.render(replace(EMPTY, set_up=replace(EMPTY.set_up, carried="We spoke of drift.")))
    assert any("We spoke of drift." in label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_model_and_caveat_are_always_said(page: SandboxPage) -> None:
    page.render(replace(FULL, context_line="412 of 8,192 tokens used"))
    said = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert "SmolLM2 · 412 of 8,192 tokens used" in said
    assert "A demonstration." in said


def test_off_the_record_can_only_be_chosen_before_the_first_turn(page: SandboxPage, qtbot: QtBot) -> None:
    page.render(EMPTY)
    tick = page.findChild(Tick)
    assert tick is not None
    with qtbot.waitSignal(page.record_chosen) as told:
        tick.click()
    assert told.args == [True]
    page.render(replace(FULL, set_up=OFF))
    button(page, "Who answers").click()
    assert not tick.isVisible()


@pytest.mark.parametrize("is_on_disk", [True, False])
def test_what_is_on_the_record_is_called_kept_on_the_disk_only_where_it_is(
    page: SandboxPage, *, is_on_disk: bool
) -> None:
    page.render(replace(FULL, set_up=SetUpState(can_choose_record=False, is_on_disk=is_on_disk)))
    said = {each.text() for each in page.findChildren(QLabel)}
    assert (ON_DISK in said, IN_MEMORY in said) == (is_on_disk, not is_on_disk)


def figure(page: SandboxPage, name: str) -> FigureInput:
    return next(each for each in page.findChildren(FigureInput) if name in each.accessibleName())


def test_the_numbers_wait_in_a_fold_and_tell_what_is_typed_and_what_is_wrong(page: SandboxPage, qtbot: QtBot) -> None:
    page.render(replace(EMPTY, set_up=set_up_state(SetUp(), {})))
    assert not page.findChildren(FigureInput)
    button(page, "What this means in numbers").click()
    field = figure(page, "temperature")
    assert (field.text(), button(page, BACK).isEnabled()) == ("0.7", False)
    field.setFocus()
    field.end(False)
    with qtbot.waitSignal(page.number_changed) as told:
        QTest.keyClick(field, Qt.Key.Key_X)
    assert told.args == ["temperature", "0.7x"]
    page.render(replace(EMPTY, set_up=set_up_state(SetUp(numbers={"top_k": 7}), {"temperature": "0.7x"})))
    assert (field.text(), figure(page, "top-k").text(), field.hasFocus()) == ("0.7x", "7", True)
    said = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert field.accessibleDescription() in said
    assert field.accessibleDescription().endswith("Until then 0.7 holds.")
    assert OWN_NUMBERS in said


def test_the_way_back_to_balanced_leaves_the_focus_in_the_numbers(page: SandboxPage, qtbot: QtBot) -> None:
    page.render(replace(EMPTY, set_up=set_up_state(SetUp(numbers={"top_k": 7}), {})))
    button(page, "What this means in numbers").click()
    back = button(page, BACK)
    back.setFocus()
    qtbot.waitUntil(back.hasFocus)
    with qtbot.waitSignal(page.balanced_requested):
        QTest.keyClick(back, Qt.Key.Key_Space)
    page.render(replace(EMPTY, set_up=set_up_state(SetUp(), {})))
    assert figure(page, "temperature").hasFocus()
    assert not back.isEnabled()


def test_tab_goes_through_the_choices_and_numbers_as_they_stand(page: SandboxPage, qtbot: QtBot) -> None:
    page.render(replace(FULL, set_up=replace(set_up_state(SetUp("cfo"), {}), can_choose_record=False)))
    button(page, "Who answers").click()
    button(page, "What this means in numbers").click()
    start = button(page, "Chief financial officer")
    start.setFocus()
    qtbot.waitUntil(start.hasFocus)
    names = []
    for _ in range(10):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)  # type: ignore[arg-type]  # something has it
        names.append(QApplication.focusWidget().accessibleName())  # type: ignore[union-attr]  # something has it
    assert names[2] == "Hide the numbers"
    assert names[3:9] == [row.title for row in set_up_state(SetUp(), {}).numbers]
    assert names[9] == "Back to the conversation"


def test_what_the_model_can_be_trusted_with_is_said_wherever_a_part_is_chosen(page: SandboxPage) -> None:
    for state in (EMPTY, FULL):
        page.render(state)
        if state is FULL:
            page._toggle_panel("set_up", is_open=True)
        said = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
        assert sum(state.model_caveat in text for text in said) == 1
