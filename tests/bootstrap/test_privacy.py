"""The privacy room in a session: what leads there, and the way back."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from closeddoor.presenters.palette import PalettePresenter
from closeddoor.ui.pages.privacy.page import Overview, PrivacyPage
from closeddoor.ui.widgets.privacy_line import PrivacyLine
from closeddoor.ui.widgets.row_button import RowButton
from tests.bootstrap.test_session import Bench


@pytest.fixture
def bench(qapp: QApplication, tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path, qapp)
    bench.window.show()
    yield bench
    QApplication.clipboard().clear()
    bench.end()


def button(bench: Bench, name: str) -> QPushButton:
    return next(
        each
        for each in bench.window.findChildren(QPushButton)
        if each.accessibleName() == name and each.isVisibleTo(bench.window)
    )


def page(bench: Bench) -> PrivacyPage:
    found = bench.window.findChild(PrivacyPage)
    assert found is not None
    return found


def gone_back(bench: Bench) -> str:
    bench.window.back_requested.emit()
    return bench.frame.page


def is_overview(bench: Bench) -> bool:
    return page(bench).findChildren(Overview)[0].isVisibleTo(bench.window)


def test_the_privacy_line_the_settings_and_the_palette_lead_there(bench: Bench) -> None:
    bench.window.show_privacy_detail()
    button(bench, "Privacy room").click()
    assert (bench.frame.page, is_overview(bench)) == ("privacy", True)
    assert gone_back(bench) == "home"
    bench.window.show_privacy_detail(is_open=False)

    bench.go("settings")
    button(bench, "Privacy room").click()
    assert gone_back(bench) == "settings"

    palette = bench.parent.findChild(PalettePresenter) or bench.session.findChild(PalettePresenter)
    assert palette is not None
    palette.choose("page", "privacy")
    assert bench.frame.page == "privacy"


def test_the_line_offers_the_room_only_while_it_can_be_gone_to(bench: Bench) -> None:
    line = bench.window.findChild(PrivacyLine)
    assert line is not None
    line.render("Nothing leaves this laptop", "why", has_room=False)
    line.set_open(is_open=True)
    assert [each for each in line.findChildren(QPushButton) if each.text() == "Privacy room" and each.isVisible()] == []


def test_back_goes_from_a_section_to_the_overview_and_then_to_where_it_was_opened(bench: Bench) -> None:
    bench.go("library")
    bench.go("privacy")
    bench.dispatcher.run()
    first = page(bench).findChildren(RowButton)[0]
    first.click()
    assert (bench.frame.page, is_overview(bench)) == ("privacy", False)
    bench.window.back_requested.emit()
    assert (bench.frame.page, is_overview(bench)) == ("privacy", True)
    bench.window.back_requested.emit()
    assert bench.frame.page == "library"


def test_who_comes_again_sees_the_overview_and_who_returns_what_they_left(bench: Bench) -> None:
    bench.go("privacy")
    bench.session.privacy.show_section("stored")
    bench.go("home")
    bench.go("privacy")
    assert is_overview(bench)
    bench.session.privacy.show_section("stored")
    bench.frame.show("models")
    bench.window.back_requested.emit()
    assert (bench.frame.page, is_overview(bench)) == ("privacy", False)


def test_the_overview_has_one_line_for_each_section_that_is_there(bench: Bench) -> None:
    bench.go("privacy")
    bench.dispatcher.run()
    rows = [each.accessibleName() for each in page(bench).findChildren(RowButton)]
    assert rows[0] == "What is kept, and where"
    assert any("kept in memory only" in said for said in bench.said()), "nothing of this session is on the disk"
    assert len(rows) == len(set(rows))


@pytest.mark.skipif(sys.platform != "linux", reason="seccomp is a part of Linux")
def test_the_attempts_are_made_from_the_room_and_copied_as_they_came_out(bench: Bench, tmp_path: Path) -> None:
    bench.go("privacy")
    bench.session.privacy.show_section("shut")
    bench.dispatcher.run()
    button(bench, "Try to get out").click()
    bench.dispatcher.run()
    button(bench, "Copy all of it as text").click()
    copied = QApplication.clipboard().text()
    verdict = copied.splitlines()[0]
    assert any(said.startswith(verdict) for said in bench.said())
    refused = int(verdict.removeprefix("All ").split()[0])
    assert copied.count("refused (") == refused >= 200
    assert list(tmp_path.glob("closed-door-selftest-*")) == []


class Underway:
    """Attempts that go on until they are given up."""

    def __init__(self) -> None:
        self.is_given_up = False

    def cancel(self) -> None:
        self.is_given_up = True


def test_who_goes_elsewhere_stops_the_attempts(bench: Bench) -> None:
    shut, underway = bench.session.privacy._sections["shut"], Underway()
    bench.go("privacy")
    vars(shut)["_running"] = underway
    bench.go("home")
    assert underway.is_given_up
