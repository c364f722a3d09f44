"""What somebody who began from a menu sees of a refusal at the start."""

import io
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from closeddoor.cli import run
from closeddoor.domain.errors import KnownError
from closeddoor.ui import refusal
from closeddoor.ui.refusal import RefusalWindow, is_out_of_sight

REFUSED = KnownError("area.what", "It <b>happened</b>.", "All is safe.", "Do this.")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_it_says_the_three_things_in_plain_text_and_all_of_them_fit(qtbot: QtBot) -> None:
    window = RefusalWindow(REFUSED)
    qtbot.addWidget(window)
    window.show()
    labels = window.findChildren(QLabel)
    assert [label.text() for label in labels] == [
        *("Closed Door did not start", "It <b>happened</b>.", "All is safe.", "Do this."),
    ]
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
    assert all(label.height() >= label.heightForWidth(label.width()) for label in labels)


def test_what_was_not_said_takes_no_room(qtbot: QtBot) -> None:
    window = RefusalWindow(KnownError("area.what", "It happened."))
    qtbot.addWidget(window)
    assert len(window.findChildren(QLabel)) == 2


@pytest.mark.usefixtures("qapp")
def test_the_window_that_cannot_open_says_so_and_ends_with_1_once_it_was_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    in_the_way = tmp_path / "profile"
    in_the_way.write_text("a file where a folder should be")
    monkeypatch.setattr(refusal, "is_out_of_sight", lambda *_: True)
    read: list[str] = []

    def read_and_close() -> None:
        window = next(each for each in QApplication.topLevelWidgets() if isinstance(each, RefusalWindow))
        read.extend(label.text() for label in window.findChildren(QLabel))
        window.findChildren(QAbstractButton)[-1].click()

    QTimer.singleShot(200, read_and_close)
    assert run(["--profile", str(in_the_way)]) == 1
    assert " ".join(read[1:]) in capsys.readouterr().err
    assert "not fit for a history" in read[1]


def test_a_command_shows_no_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refusal, "show_refusal", lambda _: pytest.fail("a window was shown"))
    assert run(["pack", "show", str(tmp_path / "none")]) == 1


@pytest.mark.parametrize(
    ("environment", "is_shown"),
    [
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "xcb"}, True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
        ({"DISPLAY": "elsewhere:0"}, False),
        ({}, False),
    ],
)
def test_it_is_shown_where_there_is_a_screen_of_this_machine(
    environment: dict[str, str],
    *,
    is_shown: bool,
) -> None:
    assert is_out_of_sight(environment, io.StringIO()) is is_shown
    assert is_out_of_sight(environment, None) is is_shown


def test_who_began_in_a_terminal_reads_it_there() -> None:
    assert not is_out_of_sight({"DISPLAY": ":0"}, Terminal())
