from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from closeddoor.inference.recommended import recommended
from closeddoor.presenters.models.better import better_models
from closeddoor.presenters.states.models import (
    InUseView,
    ModelFact,
    ModelRow,
    ModelsPhase,
    ModelsViewState,
    TrustView,
)
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.tour.geometry import problems_of
from closeddoor.ui.pages.models import ModelsPage
from closeddoor.ui.theme import Appearance, AppearanceSwitch
from closeddoor.ui.widgets.buttons import Button
from closeddoor.ui.widgets.option_row import OptionRow
from tests.ui.shown import exposed, settle

ROWS = (
    ModelRow(0, "SmolLM2 135M Instruct, on this laptop", "Comes with Closed Door"),
    ModelRow(
        1,
        "qwen2.5-7b-instruct-with-a-very-long-name-that-wraps-somewhere",
        "LM Studio · 4.7 GB · Q4_K_M · Apache-2.0",
        "Tight: it takes about 5.6 GB of the 6.1 GB that are free now. Close other programs.",
    ),
    ModelRow(2, "llama3.2:3b", "Ollama · 2.0 GB · Q4_K_M · licence not said", "Fits: it takes about 2.6 GB."),
)
FACTS = (
    ModelFact("Speed", "About 9 words a second; it reads a page in about 4 seconds", "Measured on this laptop."),
    ModelFact("What it can hold", "About 12 pages of text", "8,192 tokens: your words and its own together."),
    ModelFact("Memory", "312 MB now"),
    ModelFact("File", "SmolLM2-135M-Instruct.Q4_1.gguf", "~/somewhere/in/a/folder/with/a/long/name/models"),
    ModelFact("SHA-256", " ".join(["b179c952"] * 8), "Compare it with what the publisher shows.", is_copied=True),
)
USES = (
    ModelFact("Conversation in the sandbox", "Yes"),
    ModelFact("A second opinion on what you write", "Not before it was measured, below"),
)
NAME = "SmolLM2 135M Instruct"
READY = InUseView(NAME, "A demonstration.", "In memory and ready.", FACTS, USES, "unload")
LOADING = InUseView(NAME, "A demonstration.", "", FACTS, USES, busy=Busy("Loading it.", 0.3, can_cancel=True))
FAILED = InUseView(
    NAME,
    "Not measured.",
    facts=FACTS,
    uses=USES,
    action="retry",
    back_to="llama3.2:3b",
    can_load_anyway=True,
    problem=Problem("The model does not fit.", "Nothing you wrote is lost.", "Close other programs."),
)
UNMEASURED = TrustView("Nobody has measured it.", "The measurement lets it judge answers.", measure="Measure it")
MEASURING = TrustView("Nobody has measured it.", "It takes a minute.", busy=Busy("Measuring.", 0.4, can_cancel=True))
MEASURED = TrustView(
    "Not passed: fine for conversation; not used to judge.",
    "Measured on 23 November 2026, on this laptop, with this file and this build of the engine.",
    ("It is right in 31% of what it calls made; 80% are needed.", "It adds nothing to the built-in grader."),
    (
        ModelFact("Decisions", "312 on answers with known verdicts", "Held out."),
        ModelFact("It decides", "12% of them, and leaves the rest to you", "The built-in grader alone: 64% of them."),
    ),
    "Measure it again",
)
BETTER = better_models(recommended(), 16_000_000_000)
STATES: dict[str, dict[str, object]] = {
    "ask": {},
    "starter offered": {"offers_starter": True, "in_use": FAILED, "trust": MEASURING},
    "looking": {"busy": Busy("Looking through these folders.")},
    "list": {
        "rows": ROWS,
        "chosen": 1,
        "found_line": "2 found.",
        "has_looked": True,
        "trust": MEASURED,
        "passed_over": ("a.gguf (Jan): a link.",),
    },
    "picking": {"rows": ROWS[:1], "chosen": 0, "busy": Busy("Reading the beginning of the file.")},
    "taking": {
        "in_use": LOADING,
        "rows": ROWS,
        "chosen": 1,
        "busy": Busy("Copying and checking it.", 0.4, can_cancel=True),
    },
    "wrong": {
        "rows": ROWS,
        "chosen": 1,
        "problem": Problem("The file changed.", "Nothing was changed.", "Look again."),
    },
}


def state(name: str, **more: object) -> ModelsViewState:
    phases: dict[str, ModelsPhase] = {"wrong": "list", "starter offered": "ask"}
    phase: ModelsPhase = phases.get(name) or cast("ModelsPhase", name)
    places = ("Ollama: ~/.ollama/models", "LM Studio: ~/.lmstudio/models", "Jan: ~/jan/models")
    usual: dict[str, object] = {"in_use": READY, "trust": UNMEASURED, "better": BETTER, "places": places}
    return ModelsViewState(phase, **{**usual, **STATES[name], **more})  # type: ignore[arg-type]  # a test's shorthand


@pytest.fixture
def page(qtbot: QtBot) -> ModelsPage:
    return exposed(qtbot, ModelsPage())


def button(page: ModelsPage, words: str) -> Button:
    return next(each for each in page.findChildren(Button) if each.text() == words and each.isVisible())


@pytest.mark.parametrize("name", STATES)
@pytest.mark.parametrize(
    ("theme", "size", "scale"),
    [("light", (824, 640), 1.0), ("dark", (824, 640), 2.0), ("light", (1240, 840), 1.3)],
)
def test_nothing_is_cut_off_and_one_button_is_primary(
    page: ModelsPage, look: AppearanceSwitch, name: str, theme: str, size: tuple[int, int], scale: float
) -> None:
    look.show(Appearance(theme, scale, reduced_motion=True))  # type: ignore[arg-type]  # a parameter
    page.resize(*size)
    page.render(state(name))
    settle()
    assert problems_of(page) == []
    primaries = [each for each in page.findChildren(Button) if each.isVisible() and each.property("kind") == "primary"]
    assert len(primaries) == 1


def test_a_model_is_chosen_and_used_by_keyboard(page: ModelsPage, qtbot: QtBot) -> None:
    page.render(state("ask"))
    page.setFocus()
    qtbot.waitUntil(button(page, "Take it out of memory").hasFocus)
    look = button(page, "Look for models")
    look.setFocus()
    with qtbot.waitSignal(page.choosing.look_requested):
        QTest.keyClick(look, Qt.Key.Key_Space)
    page.render(state("list"))
    settle()
    options = [each for each in page.findChildren(OptionRow) if each.isVisible()]
    assert options[1].hasFocus()
    with qtbot.waitSignal(page.choosing.model_chosen) as told:
        QTest.keyClick(options[1], Qt.Key.Key_Down)
    assert told.args == [2]
    with qtbot.waitSignal(page.choosing.use_requested):
        button(page, "Use it where it is").click()
    with qtbot.waitSignal(page.choosing.copy_requested):
        button(page, "Copy it first").click()


def test_the_starter_is_neither_copied_nor_elsewhere(page: ModelsPage) -> None:
    page.render(state("list", chosen=0))
    settle()
    assert button(page, "Use this model").isEnabled()
    assert [each for each in page.findChildren(Button) if each.text() == "Copy it first" and each.isVisible()] == []
    page.render(state("list", chosen=None))
    assert not button(page, "Use it where it is").isEnabled()


def test_while_a_model_is_taken_only_giving_up_is_possible(page: ModelsPage, qtbot: QtBot) -> None:
    page.render(state("taking", in_use=READY))
    settle()
    assert not button(page, "Use it where it is").isEnabled()
    with qtbot.waitSignal(page.choosing.cancel_requested):
        button(page, "Cancel").click()


def test_every_row_says_what_it_is(page: ModelsPage) -> None:
    page.render(state("list"))
    rows = [(each.accessibleName(), each.accessibleDescription()) for each in page.findChildren(OptionRow)]
    assert rows[0] == (ROWS[0].name, ROWS[0].detail)
    assert rows[1:] == [(row.name, f"{row.detail}. {row.fit}") for row in ROWS[1:]]


def test_a_file_is_chosen_in_qts_own_dialog(page: ModelsPage, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "phi-4.gguf"
    path.write_bytes(b"GGUF")
    page.render(state("ask"))
    button(page, "Choose a model file").click()
    dialog = page.window().findChild(QFileDialog)
    assert dialog is not None
    with qtbot.waitSignal(page.choosing.files_chosen) as told:
        dialog.filesSelected.emit([str(path)])
    assert told.args == [[path]]
    dialog.close()


def test_a_file_can_be_dropped_on_the_page(page: ModelsPage, qtbot: QtBot) -> None:
    page.render(state("list"))
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile("/models/phi-4.gguf")])
    copy, mouse, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    with qtbot.waitSignal(page.choosing.files_chosen) as told:
        QApplication.sendEvent(page.viewport(), QDragEnterEvent(QPoint(9, 9), copy, dropped, mouse, keys))
        QApplication.sendEvent(page.viewport(), QDropEvent(QPointF(9, 9), copy, dropped, mouse, keys))
    assert told.args == [(Path("/models/phi-4.gguf"),)]


def test_who_has_not_looked_is_asked_before_it_is_looked(page: ModelsPage, qtbot: QtBot) -> None:
    page.render(state("list", has_looked=False))
    with qtbot.waitSignal(page.choosing.again_requested), qtbot.assertNotEmitted(page.choosing.look_requested):
        button(page, "Look for models of other apps").click()
    page.render(state("list"))
    assert button(page, "Look again").isEnabled()


def test_the_model_in_use_is_loaded_taken_out_of_memory_and_given_up(page: ModelsPage, qtbot: QtBot) -> None:
    page.render(state("ask"))
    with qtbot.waitSignal(page.in_use.unload_requested), qtbot.assertNotEmitted(page.in_use.load_requested):
        button(page, "Take it out of memory").click()
    page.render(state("ask", in_use=replace(READY, action="load", status="Not in memory now.")))
    load = button(page, "Load it now")
    load.setFocus()
    with qtbot.waitSignal(page.in_use.load_requested), qtbot.assertNotEmitted(page.in_use.unload_requested):
        QTest.keyClick(load, Qt.Key.Key_Space)
    page.render(state("ask", in_use=LOADING))
    settle()
    assert button(page, "Cancel").hasFocus(), "the keyboard goes on to the way to stop it"
    with qtbot.waitSignal(page.in_use.cancel_requested):
        QTest.keyClick(button(page, "Cancel"), Qt.Key.Key_Space)
    page.render(state("ask", in_use=replace(READY, action="load")))
    assert button(page, "Load it now").hasFocus()


def test_a_model_that_does_not_load_leaves_three_ways_on(page: ModelsPage, qtbot: QtBot) -> None:
    page.render(state("ask", in_use=FAILED))
    with qtbot.waitSignal(page.in_use.load_requested):
        button(page, "Try again").click()
    with qtbot.waitSignal(page.in_use.load_anyway_requested):
        button(page, "Load it anyway").click()
    with qtbot.waitSignal(page.in_use.back_requested):
        button(page, "Go back to llama3.2:3b").click()
    page.render(state("ask"))
    said = [each.text() for each in page.in_use.findChildren(Button) if each.isVisible()]
    assert said == ["Take it out of memory"]


def test_measuring_hands_the_keyboard_to_the_way_to_stop_it_and_back(page: ModelsPage, qtbot: QtBot) -> None:
    page.render(state("ask"))
    measure = button(page, "Measure it")
    measure.setFocus()
    with qtbot.waitSignal(page.trust.measure_requested):
        QTest.keyClick(measure, Qt.Key.Key_Space)
    page.render(state("ask", trust=MEASURING))
    settle()
    assert button(page, "Cancel").hasFocus()
    with qtbot.waitSignal(page.trust.cancel_requested):
        button(page, "Cancel").click()
    page.render(state("ask", trust=MEASURED))
    assert button(page, "Measure it again").hasFocus()
    said = [each.text() for each in page.trust.findChildren(QLabel) if each.isVisible()]
    assert MEASURED.verdict in said
    assert "\n".join(MEASURED.reasons) in said


def test_the_starter_is_one_press_away_before_one_has_looked(page: ModelsPage, qtbot: QtBot) -> None:
    page.render(state("starter offered"))
    with qtbot.waitSignal(page.choosing.starter_requested):
        button(page, "Use the one that came along").click()
    page.render(state("ask"))
    assert not any(
        each.text() == "Use the one that came along" for each in page.findChildren(Button) if each.isVisible()
    )


def test_the_models_for_a_laptop_of_this_size_are_unfolded_and_the_others_are_not(page: ModelsPage) -> None:
    page.render(state("ask"))
    settle()
    shown = {each.text() for each in page.better.findChildren(QLabel) if each.isVisible()}
    tiers = recommended().tiers
    assert {model.title for model in tiers[1].models} <= shown
    assert not shown & {model.title for tier in (tiers[0], tiers[2]) for model in tier.models}
    button(page, "How to get one and bring it over").click()
    settle()
    shown = {each.text() for each in page.better.findChildren(QLabel) if each.isVisible()}
    assert f"1. {recommended().steps[0]}" in shown
