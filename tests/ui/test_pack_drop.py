"""A pack dropped anywhere on the window is looked at; anything else is left to who it is meant for."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.window import WindowViewState
from closeddoor.ui.theme import AppearanceSwitch
from closeddoor.ui.widgets.fields import TextArea
from closeddoor.ui.window import MainWindow
from tests.ui.shown import exposed


class Page(QWidget):
    """A page that is all field, to be dropped on."""

    def __init__(self) -> None:
        super().__init__()
        self.field = TextArea("Note", most_lines=20, least_lines=20)
        QVBoxLayout(self).addWidget(self.field)


@pytest.fixture
def page() -> Page:
    return Page()


@pytest.fixture
def window(qtbot: QtBot, look: AppearanceSwitch, page: Page) -> MainWindow:
    window = exposed(qtbot, MainWindow({"home": page}, look))
    window.render(WindowViewState("home", can_navigate=True, privacy_line="", privacy_detail=""))
    return window


def drop(target: QWidget, *addresses: str) -> bool:
    """Bring addresses over `target` as the window system would, let go; return whether they were welcome."""
    data = QMimeData()
    data.setUrls([QUrl(address) for address in addresses])
    copy, button, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(20, 20), copy, data, button, keys)
    enter.ignore()
    QApplication.sendEvent(target, enter)
    QApplication.sendEvent(target, QDropEvent(QPointF(20, 20), copy, data, button, keys))
    return enter.isAccepted()


def told_by(window: MainWindow) -> list[object]:
    told: list[object] = []
    window.pack_dropped.connect(told.append)
    return told


def test_a_pack_is_taken_even_over_a_field(window: MainWindow, page: Page, tmp_path: Path) -> None:
    told = told_by(window)
    assert drop(page.field.viewport(), "file:///packs/Letters.CDPACK")
    (tmp_path / "pack.toml").write_bytes(b"")
    assert drop(page, QUrl.fromLocalFile(str(tmp_path)).toString())
    assert told == [Path("/packs/Letters.CDPACK"), tmp_path]
    assert page.field.draft() == ""


def test_a_newer_version_is_taken_alone_or_with_its_statement(window: MainWindow, page: Page) -> None:
    told = told_by(window)
    assert drop(page, "file:///new/closed-door.deb")
    assert drop(page.field.viewport(), "file:///new/closed-door.tar.gz.sig", "file:///new/Closed-Door.TAR.GZ") is False
    assert drop(page.field.viewport(), "file:///new/closed-door.tar.gz.sig", "file:///new/closed-door.tar.gz")
    assert told == [Path("/new/closed-door.deb"), Path("/new/closed-door.tar.gz")]
    assert page.field.draft() == ""


def test_before_the_vault_is_open_nothing_is_taken(window: MainWindow, page: Page) -> None:
    told = told_by(window)
    window.render(WindowViewState("home", can_navigate=False, privacy_line="", privacy_detail=""))
    assert not drop(page, "file:///packs/letters.cdpack")
    assert told == []


@pytest.mark.parametrize(
    "addresses",
    [
        ("file:///packs/a.cdpack", "file:///packs/b.cdpack"),
        ("file:///packs/a.zip",),
        ("file:///new/a.deb", "file:///new/b.deb"),
        ("file:///new/a.deb", "file:///other/a.deb.sig"),
        ("file:///new/a.deb.sig",),
        ("file:///packs",),
        ("https://example.org/a.cdpack",),
        (),
    ],
)
def test_nothing_else_is_taken(window: MainWindow, page: Page, addresses: tuple[str, ...]) -> None:
    told = told_by(window)
    assert not drop(page, *addresses)
    assert told == []
