from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from closeddoor.ui.file_choice import ask_for_files, ask_for_folder, ask_where_to_save
from tests.e2e.running import started


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


def write_name(dialog: QFileDialog, name: str) -> None:
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    assert field is not None
    field.setText(name)


def test_a_file_that_is_chosen_is_handed_over(window: QWidget, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"")
    chosen: list[Path] = []
    dialog = ask_for_files(window, "Choose", "Documents (*.pdf)", chosen.extend)
    dialog.setDirectory(str(tmp_path))
    write_name(dialog, "a.pdf")
    dialog.accept()
    assert chosen == [tmp_path / "a.pdf"]


def test_a_folder_that_is_chosen_is_handed_over(window: QWidget, tmp_path: Path) -> None:
    (tmp_path / "pack").mkdir()
    chosen: list[Path] = []
    dialog = ask_for_folder(window, "Choose", chosen.append)
    dialog.setDirectory(str(tmp_path))
    write_name(dialog, "pack")
    dialog.accept()
    assert chosen == [tmp_path / "pack"]


def test_a_place_to_save_gets_the_suffix(window: QWidget, tmp_path: Path) -> None:
    chosen: list[Path] = []
    dialog = ask_where_to_save(window, "Save", "debrief.pdf", "PDF (*.pdf)", chosen.append)
    dialog.setDirectory(str(tmp_path))
    write_name(dialog, "mine")
    dialog.accept()
    assert chosen == [tmp_path / "mine.pdf"]


def test_a_dialog_that_is_dismissed_hands_over_nothing(window: QWidget) -> None:
    chosen: list[Path] = []
    dialog = ask_where_to_save(window, "Save", "debrief.pdf", "PDF (*.pdf)", chosen.append)
    dialog.reject()
    assert chosen == []


def test_no_desktop_portal_is_asked(window: QWidget) -> None:
    dialog = ask_for_folder(window, "Choose", lambda _path: None)
    assert dialog.testOption(QFileDialog.Option.DontUseNativeDialog)


@pytest.mark.parametrize("is_forgetful", [True, False])
def test_the_dialog_leaves_no_trace_of_where_one_looked(tmp_path: Path, *, is_forgetful: bool) -> None:
    """The control leaves out the one line that keeps Qt from writing the folder down."""
    home, looked_in = tmp_path / "home", tmp_path / "looked-in"
    looked_in.mkdir()
    command = ("-m", "tests.ui.choosing_participant", str(looked_in), "forgetful" if is_forgetful else "")
    with started(*command, home=home) as child:
        said_by_it, errors = child.communicate(timeout=60)
    assert set(errors.splitlines()) <= {"This plugin does not support propagateSizeHints()"}
    assert (child.returncode, said_by_it.strip()) == (0, str(looked_in / "letters.cdpack"))
    traces = [path for path in home.rglob("*") if path.is_file() and b"looked-in" in path.read_bytes()]
    assert bool(traces) is not is_forgetful
