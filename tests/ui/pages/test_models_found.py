from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.models_found import ModelRow, ModelsPhase, ModelsViewState
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.tour.geometry import problems_of
from closeddoor.ui.pages.models_found import ModelsFoundPage
from closeddoor.ui.theme import Appearance, AppearanceSwitch
from closeddoor.ui.widgets.buttons import Button
from closeddoor.ui.widgets.option_row import OptionRow
from tests.ui.shown import exposed, settle

ROWS = (
    ModelRow(0, "SmolLM2 135M Instruct, on this laptop", "Comes with Closed Door"),
    ModelRow(1, "qwen2.5-7b-instruct-with-a-very-long-name-that-wraps-somewhere", "LM Studio · 4.7 GB · Q4_K_M"),
    ModelRow(2, "llama3.2:3b", "Ollama · 2.0 GB · Q4_K_M"),
)
STATES: dict[str, dict[str, object]] = {
    "ask": {},
    "looking": {"busy": Busy("Looking through these folders.")},
    "list": {
        "rows": ROWS,
        "chosen": 1,
        "found_line": "2 found.",
        "has_looked": True,
        "passed_over": ("a.gguf (Jan): a link.",),
    },
    "picking": {"rows": ROWS[:1], "chosen": 0, "busy": Busy("Reading the beginning of the file.")},
    "taking": {"rows": ROWS, "chosen": 1, "busy": Busy("Copying and checking it.", 0.4, can_cancel=True)},
    "wrong": {
        "rows": ROWS,
        "chosen": 1,
        "problem": Problem("The file changed.", "Nothing was changed.", "Look again."),
    },
}


def state(name: str, **more: object) -> ModelsViewState:
    phase: ModelsPhase = "list" if name == "wrong" else name  # type: ignore[assignment]  # the others are phases
    places = ("Ollama: ~/.ollama/models", "LM Studio: ~/.lmstudio/models", "Jan: ~/jan/models")
    return ModelsViewState(phase, ROWS[0].name, "A demonstration.", places, **{**STATES[name], **more})  # type: ignore[arg-type]  # a test's shorthand


@pytest.fixture
def page(qtbot: QtBot) -> ModelsFoundPage:
    return exposed(qtbot, ModelsFoundPage())


def button(page: ModelsFoundPage, words: str) -> Button:
    return next(each for each in page.findChildren(Button) if each.text() == words and each.isVisible())


@pytest.mark.parametrize("name", STATES)
@pytest.mark.parametrize(
    ("theme", "size", "scale"),
    [("light", (824, 640), 1.0), ("dark", (824, 640), 2.0), ("light", (1240, 840), 1.3)],
)
def test_nothing_is_cut_off_and_one_mouseis_primary(
    page: ModelsFoundPage, look: AppearanceSwitch, name: str, theme: str, size: tuple[int, int], scale: float
) -> None:
    look.show(Appearance(theme, scale, reduced_motion=True))  # type: ignore[arg-type]  # a parameter
    page.resize(*size)
    page.render(state(name))
    settle()
    assert problems_of(page) == []
    primaries = [each for each in page.findChildren(Button) if each.isVisible() and each.property("kind") == "primary"]
    assert len(primaries) == 1


def test_a_model_is_chosen_and_used_by_keyboard(page: ModelsFoundPage, qtbot: QtBot) -> None:
    page.render(state("ask"))
    page.setFocus()
    look = button(page, "Look for models")
    qtbot.waitUntil(look.hasFocus)
    with qtbot.waitSignal(page.look_requested):
        QTest.keyClick(look, Qt.Key.Key_Space)
    page.render(state("list"))
    settle()
    options = [each for each in page.findChildren(OptionRow) if each.isVisible()]
    assert options[1].hasFocus()
    with qtbot.waitSignal(page.model_chosen) as told:
        QTest.keyClick(options[1], Qt.Key.Key_Down)
    assert told.args == [2]
    with qtbot.waitSignal(page.use_requested):
        button(page, "Use it where it is").click()
    with qtbot.waitSignal(page.copy_requested):
        button(page, "Copy it first").click()


def test_the_starter_is_neither_copied_nor_elsewhere(page: ModelsFoundPage) -> None:
    page.render(state("list", chosen=0))
    settle()
    assert button(page, "Use this model").isEnabled()
    assert [each for each in page.findChildren(Button) if each.text() == "Copy it first" and each.isVisible()] == []
    page.render(state("list", chosen=None))
    assert not button(page, "Use it where it is").isEnabled()


def test_while_a_model_is_taken_only_giving_up_is_possible(page: ModelsFoundPage, qtbot: QtBot) -> None:
    page.render(state("taking"))
    settle()
    assert not button(page, "Use it where it is").isEnabled()
    with qtbot.waitSignal(page.cancel_requested):
        button(page, "Cancel").click()


def test_every_row_says_what_it_is(page: ModelsFoundPage) -> None:
    page.render(state("list"))
    rows = [(each.accessibleName(), each.accessibleDescription()) for each in page.findChildren(OptionRow)]
    assert rows == [(row.name, row.detail) for row in ROWS]


def test_a_file_is_chosen_in_qts_own_dialog(page: ModelsFoundPage, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "phi-4.gguf"
    path.write_bytes(b"GGUF")
    page.render(state("ask"))
    button(page, "Choose a model file").click()
    dialog = page.window().findChild(QFileDialog)
    assert dialog is not None
    with qtbot.waitSignal(page.files_chosen) as told:
        dialog.filesSelected.emit([str(path)])
    assert told.args == [[path]]
    dialog.close()


def test_a_file_can_be_dropped_on_the_page(page: ModelsFoundPage, qtbot: QtBot) -> None:
    page.render(state("list"))
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile("/models/phi-4.gguf")])
    copy, mouse, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    with qtbot.waitSignal(page.files_chosen) as told:
        QApplication.sendEvent(page.viewport(), QDragEnterEvent(QPoint(9, 9), copy, dropped, mouse, keys))
        QApplication.sendEvent(page.viewport(), QDropEvent(QPointF(9, 9), copy, dropped, mouse, keys))
    assert told.args == [(Path("/models/phi-4.gguf"),)]


def test_who_has_not_looked_is_asked_before_it_is_looked(page: ModelsFoundPage, qtbot: QtBot) -> None:
    page.render(state("list", has_looked=False))
    with qtbot.waitSignal(page.again_requested), qtbot.assertNotEmitted(page.look_requested):
        button(page, "Look for models of other apps").click()
    page.render(state("list"))
    assert button(page, "Look again").isEnabled()
