from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLabel

from closeddoor.bootstrap.models import Models
from closeddoor.bootstrap.pages import Pages
from closeddoor.bootstrap.session import Equipment, Session
from closeddoor.packs.build import build_archive
from closeddoor.presenters.window import WindowPresenter
from closeddoor.profile import Profile
from closeddoor.services.library import LibraryService, pack_folders
from closeddoor.services.packs import Choice, examine, install
from closeddoor.ui.clipboard import PrivateClipboard
from closeddoor.ui.pages.home import HomePage
from closeddoor.ui.theme import AppearanceSwitch
from closeddoor.ui.window import MainWindow
from tests.fakes.ports import InlineExecutor
from tests.packs.good_pack import FOLDER, good_files
from tests.services.practice_bench import DECIDED, PracticeBench, letter_pack


class Bench(PracticeBench):
    """A session as the application makes it, over a vault in memory and without models."""

    def __init__(self, folder: Path, app: QApplication) -> None:
        super().__init__(letter_pack(folder / "packs" / "letters"))
        self.parent = QObject()
        pages = Pages()
        self.window = MainWindow(pages.by_name, AppearanceSwitch(app))
        self.frame = WindowPresenter(self.window, "", self.parent)
        equipment = Equipment(
            profile=Profile(folder),
            pages=pages,
            window=self.window,
            frame=self.frame,
            models=Models([], self.parent),
            library=LibraryService(pack_folders(folder / "packs"), InlineExecutor()),
            database=InlineExecutor(),
            database_wanted=lambda: False,
            jobs=InlineExecutor(),
            dispatcher=self.dispatcher,
            clipboard=PrivateClipboard(self.parent),
        )
        self.session = Session(self.vault, equipment, self.parent)
        self.session.begin()
        self.dispatcher.run()

    def go(self, page: str) -> None:
        self.window.page_requested.emit(page)

    def open_committed(self) -> None:
        self.wait(self.practice.keep_committed(self.answered(self.open(), "decide", DECIDED).committed()))
        self.session.open_briefing(self.pack.info.id, self.scenario.id)
        while self.dispatcher._ready and not self.session.briefing.is_busy:  # scoring may begin by itself
            self.dispatcher._ready.popleft()()


@pytest.fixture
def bench(qapp: QApplication, tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path, qapp)
    yield bench
    bench.window.close()
    bench.window.deleteLater()
    bench.parent.deleteLater()
    bench.vault.close()


def test_scoring_leads_on_to_the_debrief(bench: Bench) -> None:
    bench.open_committed()
    pages = [bench.frame.page]
    bench.session.briefing.score()
    bench.dispatcher.run()
    assert [*pages, bench.frame.page] == ["briefing", "debrief"]


@pytest.mark.parametrize("page", ["home", "sandbox", "settings"])
def test_who_left_while_it_was_scored_stays_where_they_are(bench: Bench, page: str) -> None:
    bench.open_committed()
    bench.session.briefing.score()
    bench.go(page)
    bench.dispatcher.run()
    assert bench.frame.page == page
    assert bench.vault.attempts.list()[0].stage == "debrief"
    if page == "home":
        assert "The debrief is open" in [label.text() for label in bench.window.findChildren(QLabel)]
    bench.session.open_briefing(bench.pack.info.id, bench.scenario.id)
    bench.dispatcher.run()
    assert bench.frame.page == "debrief"


def test_a_finished_briefing_shows_its_debrief_again_and_nothing_is_scored(bench: Bench) -> None:
    scored = bench.scored()
    bench.wait(bench.practice.finish(scored))
    kept = bench.vault.attempts.list()
    bench.go("home")
    bench.dispatcher.run()
    page = bench.window.findChild(HomePage)
    assert page is not None
    page.debrief_requested.emit(scored.attempt_id)
    bench.dispatcher.run()
    assert (bench.frame.page, bench.session.debrief.briefing.result) == ("debrief", scored.result)
    bench.session.debrief.finish()
    bench.dispatcher.run()
    assert bench.frame.page == "home"
    again = bench.vault.attempts.list()
    assert [(each.finished_at_ms, each.result_json) for each in again] == [
        (each.finished_at_ms, each.result_json) for each in kept
    ]


def test_a_debrief_whose_pack_is_gone_is_named_at_home(bench: Bench) -> None:
    scored = bench.scored()
    bench.wait(bench.practice.finish(scored))
    with bench.vault._database.write() as writing:
        writing.execute("DELETE FROM packs")
    bench.session.open_finished(scored.attempt_id)
    bench.dispatcher.run()
    assert bench.frame.page == "home"
    assert any("cannot be opened" in label.text() for label in bench.window.findChildren(QLabel))


def test_an_installed_pack_stands_at_home_and_opens(bench: Bench, tmp_path: Path) -> None:
    files = good_files()
    files["pack.toml"] = files["pack.toml"].replace(b"org.example.letters", b"org.example.installed")
    files[f"{FOLDER}/scenario.toml"] = files[f"{FOLDER}/scenario.toml"].replace(b"A letter", b"An installed one", 1)
    archive = build_archive(letter_pack(tmp_path / "installed", files))
    install(bench.vault, examine(archive, (), Choice(accept_unsigned=True)))
    bench.session._equipment.library.read_again()
    bench.go("home")
    bench.dispatcher.run()
    assert {"A letter", "An installed one"} <= {label.text() for label in bench.window.findChildren(QLabel)}
    bench.session.open_briefing("org.example.installed", "letter")
    bench.dispatcher.run()
    assert bench.frame.page == "briefing"
    assert bench.vault.attempts.open_attempt("org.example.installed", "letter") is not None
