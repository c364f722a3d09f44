"""Locking as the application does it, with a process that would be replaced at its end."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from closeddoor.bootstrap import Application
from closeddoor.bootstrap.places import CODE_LEFT_UNCHECKED
from closeddoor.bootstrap.session import Session
from closeddoor.domain.idle import LockReason
from closeddoor.domain.place import Place
from closeddoor.instance import Message, SingleInstance
from closeddoor.presenters.keep import CANNOT_LOCK
from closeddoor.profile import Profile
from closeddoor.services.places import KEY, keep_place
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder

LONGEST_MS = 30_000
NOTES = "what I asked the vendor"


class Bench:
    """The application over one profile; `begun_anew` is how its process would have been replaced: hidden or not."""

    def __init__(self, app: QApplication, qtbot: QtBot, folder: Path, *, is_again: bool = False) -> None:
        self._qtbot = qtbot
        self._has_ended = False
        self.begun_anew: list[bool] = []
        self.sessions: list[Session] = []
        self.application = Application(app, Profile(folder), self._begin_anew)
        self.application._front.folder = cheap_folder(folder / "vault")
        self.application.session_began.connect(self.sessions.append)
        self.application.start(is_again=is_again)

    @property
    def page(self) -> str:
        return self.application.frame.page

    @property
    def session(self) -> Session:
        self.wait(lambda: self.sessions)
        return self.sessions[0]

    def wait(self, condition: Callable[[], object]) -> None:
        self._qtbot.waitUntil(lambda: bool(condition()), timeout=LONGEST_MS)

    def open(self) -> Session:
        self.application._front.page.unlock_requested.emit(PASSPHRASE.reveal().decode())
        return self.session

    def lock(self, reason: LockReason = "shortcut") -> None:
        """Lock, and let the database's thread come to its end, which a process that is replaced does not wait for."""
        self.application.locker.lock(reason)
        self.application._front.database.submit(lambda: None).result(LONGEST_MS / 1000)

    def _begin_anew(self, is_hidden: bool) -> None:  # noqa: FBT001 - as the application calls it
        """Hear nothing more of what is under way on other threads: a process that is replaced is not there."""
        self.begun_anew.append(is_hidden)
        self.application._front.dispatcher.blockSignals(True)

    def said(self) -> list[str]:
        return [label.text() for label in self.application.window.findChildren(QLabel)]

    def end(self) -> None:
        if self._has_ended:
            return
        self._has_ended = True
        self.application.frame.ask_before_closing(asks=False)
        self.application.window.close()
        self.application.close()
        self.application.window.deleteLater()
        self.application.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


Start = Callable[..., Bench]


@pytest.fixture
def start(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Start]:
    benches: list[Bench] = []

    def start(*, is_again: bool = False) -> Bench:
        benches.append(Bench(qapp, qtbot, tmp_path / "profile", is_again=is_again))
        return benches[-1]

    yield start
    for bench in benches:
        bench.end()


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A profile with a history."""
    (tmp_path / "profile").mkdir()
    cheap_folder(tmp_path / "profile" / "vault").create(PASSPHRASE)[0].close()
    return tmp_path / "profile"


def stored_place(profile: Path) -> object:
    """Return the place in the history, which nobody else may have open."""
    vault = cheap_folder(profile / "vault").unlock_with_passphrase(PASSPHRASE)
    place = vault.settings.get(KEY)
    vault.close()
    return place


def test_a_lock_covers_keeps_the_place_closes_and_begins_anew(kept: Path, start: Start) -> None:
    bench = start()
    session = bench.open()
    session.ways.go("record")
    session.record.show_view("cards")
    bench.application._front.clipboard.copy(NOTES)
    bench.application.window.lock_requested.emit()
    assert bench.begun_anew == [False]
    assert not bench.application.window.isEnabled()
    assert QApplication.clipboard().text() == ""
    bench.lock()  # the second one does nothing
    assert stored_place(kept) == Place("record", view="cards").to_json()


def test_what_was_typed_last_is_kept(kept: Path, start: Start) -> None:
    bench = start()
    session = bench.open()
    session.ways.open_meeting("board")
    bench.wait(lambda: session.meeting._state.can_write)
    session.meeting.write_notes(NOTES)
    bench.lock()
    vault = cheap_folder(kept / "vault").unlock_with_passphrase(PASSPHRASE)
    texts = [note.text for note in vault.meeting_notes.list("board")]
    vault.close()
    assert texts == [NOTES]


def test_what_was_typed_and_not_begun_is_where_it_was(kept: Path, start: Start) -> None:
    assert kept
    before = start()
    session = before.open()
    session.ways.go("own_practice")
    session.own_practice.paste(NOTES)
    session.sandbox.set_up.write_own(NOTES)
    before.lock("idle")
    before.end()
    again = start(is_again=True)
    session = again.open()
    again.wait(lambda: session.own_practice.state.pasted == NOTES)
    assert again.page == "own_practice"
    session.sandbox.refresh()
    again.wait(lambda: session.sandbox.state.set_up.own_text == NOTES)


def test_no_mistake_of_one_step_takes_another_away(kept: Path, start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = start()
    session, front = bench.open(), bench.application._front
    front.clipboard.copy(NOTES)
    kept_now: list[bool] = []

    def fail() -> None:
        raise RuntimeError("a step that goes wrong")

    monkeypatch.setattr(session.rooms.briefing, "leave", fail)
    monkeypatch.setattr(session.chat, "keep_now", lambda: kept_now.append(True))
    monkeypatch.setattr(session.reader, "kill_all", fail)
    monkeypatch.setattr(bench.application.models, "kill_now", fail)
    with pytest.raises(RuntimeError, match="goes wrong"):
        bench.lock("idle")
    bench.lock()  # the second one does nothing
    assert (bench.begun_anew, kept_now, QApplication.clipboard().text()) == ([False], [True], "")
    assert stored_place(kept) == Place("home").to_json()


def test_a_key_that_is_being_worked_out_is_given_up(kept: Path, start: Start) -> None:
    assert kept
    bench = start()
    bench.lock()  # nothing is open: there is nothing to lock
    bench.lock("screen_lock")
    assert bench.begun_anew == []
    bench.application._front.page.unlock_requested.emit(PASSPHRASE.reveal().decode())
    bench.lock("screen_lock")
    assert bench.begun_anew == [False]


class Asked(SingleInstance):
    """Another process has asked to lock."""

    def __init__(self) -> None:
        super().__init__(-1, None)

    def take_request(self) -> Message:
        return "lock"


def test_a_lock_asked_for_before_all_is_made_gives_up_the_key_too(kept: Path, start: Start) -> None:
    assert kept
    bench = start()
    application = bench.application
    application._answer(Asked())
    assert (bench.begun_anew, application._house.is_made) == ([], False), "nothing is open or typed"
    application._front.page.unlock_requested.emit(PASSPHRASE.reveal().decode())
    application._answer(Asked())
    assert bench.begun_anew == [False]


def test_what_is_in_memory_only_is_not_lost_by_a_lock(start: Start) -> None:
    bench = start()
    assert bench.session
    bench.wait(lambda: bench.page == "home")
    bench.lock()
    assert (bench.begun_anew, bench.page) == ([], "keep")
    assert CANNOT_LOCK.happened in bench.said()
    bench.application.window.hide_requested.emit()
    assert (bench.begun_anew, bench.application.window.isMinimized()) == ([], True)


def test_hiding_is_kept_over_the_lock(kept: Path, start: Start) -> None:
    assert kept
    bench = start()
    bench.open()
    bench.application.window.hide_requested.emit()
    assert bench.begun_anew == [True]


def put_place(profile: Path, place: Place) -> None:
    vault = cheap_folder(profile / "vault").unlock_with_passphrase(PASSPHRASE)
    keep_place(vault, place)
    vault.close()


def test_one_comes_back_after_a_lock_and_is_told_what_it_ended(kept: Path, start: Start) -> None:
    put_place(kept, Place("sandbox", ended=2))
    bench = start(is_again=True)
    bench.open()
    assert bench.page == "sandbox"
    assert "2 conversations off the record ended when the window was locked." in bench.said()


def test_a_place_counts_once_and_after_a_lock_only(kept: Path, start: Start) -> None:
    put_place(kept, Place("library", view="packs"))
    usual = start()
    usual.open()
    assert usual.page == "home"
    usual.end()
    again = start(is_again=True)
    again.open()
    assert again.page == "home"


def test_what_a_lock_has_to_say_is_said_in_another_window_too(kept: Path, start: Start) -> None:
    """A lock that was followed by a restart of the computer took the place away, and said nothing of the code."""
    put_place(kept, Place("library", view="packs", ended=2, code_unchecked=True))
    usual = start()
    session = usual.open()
    assert usual.page == "home"
    assert CODE_LEFT_UNCHECKED.happened in usual.said()
    session.ways.go("sandbox")
    assert "2 conversations off the record ended when the window was locked." in usual.said()
