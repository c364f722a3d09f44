"""What could carry a word of the user's past the encryption: titles, notices, links, settings, input methods."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from closeddoor.ui.pages.specs import PAGES, PageSpec
from closeddoor.ui.palette import Palette
from closeddoor.ui.widgets.fields import PRIVATE

APP = Path(__file__).resolve().parents[2] / "app" / "closeddoor"
WINDOW = sorted(path for room in ("ui", "presenters", "bootstrap") for path in (APP / room).rglob("*.py"))
CARRIES_OUT = {
    *("QSystemTrayIcon", "QDesktopServices", "openUrl", "setOpenExternalLinks", "setOpenLinks"),
    *("QTextBrowser", "setHtml", "setMarkdown", "appendHtml", "insertHtml"),
    *("QTemporaryFile", "QTemporaryDir", "QPrinter", "QNetworkAccessManager", "setWindowFilePath"),
}
"""A notification, a program of the desktop's, markup that may fetch, a file of its own: each tells somebody else."""


def calls(name: str) -> Iterator[ast.Call]:
    for path in WINDOW:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == name:
                yield node


def test_nothing_in_the_window_can_notify_open_a_link_or_leave_a_file() -> None:
    used = {
        f"{path.relative_to(APP)}: {name}"
        for path in WINDOW
        for node in ast.walk(ast.parse(path.read_text()))
        if (name := getattr(node, "attr", "") or getattr(node, "name", "") or getattr(node, "id", "")) in CARRIES_OUT
    }
    assert used == set()


def test_a_title_of_a_window_is_a_constant() -> None:
    titles = [ast.unparse(argument) for call in calls("setWindowTitle") for argument in call.args]
    assert titles
    assert set(titles) <= {"TITLE", "tr('Closed Door')"}


def editable(widget: QWidget) -> list[QWidget]:
    """Return every field in `widget` that takes what is typed, those inside other widgets too."""
    kinds = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox)
    found = [each for kind in kinds for each in widget.findChildren(kind)]
    return [each for each in found if not (hasattr(each, "isReadOnly") and each.isReadOnly())]


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.name)
def test_no_input_method_is_asked_to_learn_what_is_typed(qtbot: QtBot, spec: PageSpec) -> None:
    page = spec.make()
    qtbot.addWidget(page)
    open_to_learning = [
        each.accessibleName() or type(each).__name__
        for each in editable(page)
        if each.inputMethodHints() & PRIVATE != PRIVATE and not isinstance(each, QComboBox)
    ]
    assert open_to_learning == []


def test_the_fields_are_really_looked_at(qtbot: QtBot) -> None:
    """The control: there are many, and a field of Qt's own is none of those that are private."""
    found = 0
    for spec in PAGES:
        page = spec.make()
        qtbot.addWidget(page)
        found += len(editable(page))
    ground, bare = QWidget(), QLineEdit()
    palette = Palette(ground)
    qtbot.addWidget(ground)
    qtbot.addWidget(bare)
    assert found > 20
    assert editable(palette)
    assert all(each.inputMethodHints() & PRIVATE == PRIVATE for each in editable(palette))
    assert not bare.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData
