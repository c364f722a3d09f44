from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel

from closeddoor.bootstrap.equipment import Equipment
from closeddoor.bootstrap.models import Models
from closeddoor.bootstrap.pages import Pages
from closeddoor.bootstrap.session import Session
from closeddoor.domain.idle import LockReason
from closeddoor.packs import read_archive
from closeddoor.packs.build import build_archive
from closeddoor.presenters.palette import REGISTRY, PalettePresenter
from closeddoor.presenters.window import WindowPresenter
from closeddoor.profile import Profile
from closeddoor.services.library import LibraryService, pack_folders
from closeddoor.services.packs import Choice, examine, install
from closeddoor.services.practice.errors import AttemptUnreadableError
from closeddoor.ui.clipboard import PrivateClipboard
from closeddoor.ui.pages.home import HomePage
from closeddoor.ui.pages.library import LibraryPage
from closeddoor.ui.palette import Palette
from closeddoor.ui.theme import AppearanceSwitch
from closeddoor.ui.window import MainWindow
from tests.fakes.ports import InlineExecutor
from tests.packs.good_pack import FOLDER, good_files
from tests.services.practice_bench import DECIDED, PracticeBench, letter_pack

INSTALLED = "org.example.installed"


class Bench(PracticeBench):
    """A session as the application makes it, over a vault in memory and without models."""

    def __init__(self, folder: Path, app: QApplication) -> None:
        super().__init__(letter_pack(folder / "packs" / "letters"))
        self.parent = QObject()
        pages = Pages()
        self.afresh: list[str] = []
        self.locked: list[LockReason] = []
        self.window = MainWindow({"unlock": pages.unlock}, AppearanceSwitch(app, in_parts=True))
        pages.follow(self.window.add_page)
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
            start_afresh=lambda: self.afresh.append(self.frame.page),
            lock=self.locked.append,
        )
        self.session = Session(self.vault, equipment, self.parent)
        self.session.begin()
        self.dispatcher.run()

    def said(self) -> list[str]:
        return [label.text() for label in self.window.findChildren(QLabel)]

    def go(self, page: str) -> None:
        self.window.page_requested.emit(page)

    def end(self) -> None:
        """End it for good, before the next test: a style sheet is put on every widget that is alive."""
        self.window.close()
        self.window.deleteLater()
        self.parent.deleteLater()
        self.vault.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def open_committed(self) -> None:
        self.wait(self.practice.keep_committed(self.answered(self.open(), "decide", DECIDED).committed()))
        self.session.ways.open_briefing(self.pack.info.id, self.scenario.id)
        while self.dispatcher._ready and not self.session.briefing.is_busy:  # scoring may begin by itself
            self.dispatcher._ready.popleft()()


def test_scoring_leads_on_to_the_debrief(bench: Bench) -> None:
    bench.open_committed()
    pages = [bench.frame.page]
    bench.session.briefing.score()
    bench.dispatcher.run()
    assert [*pages, bench.frame.page] == ["briefing", "debrief"]


@pytest.mark.parametrize("page", ["home", "library", "sandbox", "settings"])
def test_who_left_while_it_was_scored_stays_where_they_are(bench: Bench, page: str) -> None:
    bench.open_committed()
    bench.session.briefing.score()
    bench.go(page)
    bench.dispatcher.run()
    assert bench.frame.page == page
    assert bench.vault.attempts.list()[0].stage == "debrief"
    if page == "home":
        assert any("debrief is still open" in label.text() for label in bench.window.findChildren(QLabel))
    bench.session.ways.open_briefing(bench.pack.info.id, bench.scenario.id)
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
    bench.session.ways.open_finished(scored.attempt_id)
    bench.dispatcher.run()
    assert bench.frame.page == "home"
    assert AttemptUnreadableError().happened in bench.said()


def installed_pack(folder: Path) -> bytes:
    """Return an unsigned pack with an id and a title of its own."""
    files = good_files()
    files["pack.toml"] = files["pack.toml"].replace(b"org.example.letters", INSTALLED.encode())
    files[f"{FOLDER}/scenario.toml"] = files[f"{FOLDER}/scenario.toml"].replace(b"A letter", b"An installed one", 1)
    return build_archive(letter_pack(folder / "installed", files))


def test_a_pack_added_in_the_library_stands_at_home_and_opens(bench: Bench, tmp_path: Path) -> None:
    file = tmp_path / "new.cdpack"
    file.write_bytes(installed_pack(tmp_path))
    bench.go("library")
    page = bench.window.findChild(LibraryPage)
    assert page is not None
    page.pack_chosen.emit(file)
    bench.dispatcher.run()
    assert "An installed one" not in bench.said()
    page.confirm_requested.emit()
    bench.dispatcher.run()
    bench.go("home")
    bench.dispatcher.run()
    assert {"A letter", "An installed one"} <= set(bench.said())
    home = bench.window.findChild(HomePage)
    assert home is not None
    assert sum("unsigned pack" in label.text() for label in home.findChildren(QLabel)) == 1
    bench.session.ways.open_briefing(INSTALLED, "letter")
    bench.dispatcher.run()
    assert bench.frame.page == "briefing"
    assert bench.vault.attempts.open_attempt(INSTALLED, "letter") is not None


# The offscreen platform has no window manager to tell about least sizes.
@pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)
def test_the_palette_leads_everywhere_it_says(bench: Bench) -> None:
    assert bench.window.findChild(Palette) is None
    bench.window.palette_requested.emit()
    palette = bench.window.findChild(Palette)
    assert palette is not None
    bench.dispatcher.run()
    for kind, key, page in (
        ("page", "settings", "settings"),
        ("page", "meeting", "meeting"),
        ("page", "own_practice", "own_practice"),
        ("page", "models", "models"),
        ("page", "record", "record"),
        ("meeting", "board", "meeting"),
        ("action", "packs", "library"),
        ("action", "new_conversation", "sandbox"),
        ("briefing", f"{bench.pack.info.id}/{bench.scenario.id}", "briefing"),
    ):
        palette.entry_chosen.emit(kind, key)
        bench.dispatcher.run()
        assert bench.frame.page == page
    palette.entry_chosen.emit("action", "text.larger")
    bench.dispatcher.run()
    assert bench.vault.settings.get("text_scale") == 1.15
    presenter = bench.session.findChild(PalettePresenter)
    assert presenter is not None
    assert presenter._fixed == REGISTRY  # nothing is listed that no installation has


@pytest.mark.parametrize("is_lost", [False, True])
def test_what_was_finished_with_a_removed_pack_is_read_from_the_library(
    bench: Bench, tmp_path: Path, *, is_lost: bool
) -> None:
    install(bench.vault, examine(installed_pack(tmp_path), (), Choice(accept_unsigned=True)))
    bench.pack = read_archive(installed_pack(tmp_path))
    scored = bench.scored()
    bench.wait(bench.practice.finish(scored))
    bench.go("library")
    bench.dispatcher.run()
    page = bench.window.findChild(LibraryPage)
    assert page is not None
    page.view_requested.emit("packs")
    page.removal_requested.emit(INSTALLED)
    bench.dispatcher.run()
    assert "Finished earlier, pack removed" in bench.said()
    if is_lost:
        with bench.vault._database.write() as writing:
            writing.execute("DELETE FROM packs")
    page.debrief_requested.emit(scored.attempt_id)
    bench.dispatcher.run()
    assert bench.frame.page == ("library" if is_lost else "debrief")
    assert (AttemptUnreadableError().happened in bench.said()) is is_lost
