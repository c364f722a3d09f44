"""A whole session with a group, in the real window, over a history on the disk: nothing of it is kept anywhere."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from closeddoor.bootstrap.places import place_of
from closeddoor.domain.secret import Secret
from closeddoor.ui.pages.library import LibraryPage
from closeddoor.ui.pages.session import SessionPage, StagePage
from closeddoor.ui.pages.session.stage_text import StageText
from closeddoor.ui.widgets.rail import Rail
from closeddoor.ui.widgets.words import ElidedLabel, Words
from closeddoor.ui.window_place import PlaceKeeper
from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_folder import VaultFolder
from tests.bootstrap.test_session import Bench

W = TypeVar("W", bound=QWidget)

MOST_KEYS = 80


@pytest.fixture
def bench(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    """A session over a history in a file, with the real key."""
    vault, _ = VaultFolder(tmp_path / "vault").create(Secret.from_text("seven lamps"))
    monkeypatch.setattr(Vault, "in_memory", lambda: vault)
    bench = Bench(tmp_path, qapp)
    bench.window.show()
    yield bench
    bench.end()


def the(bench: Bench, kind: type[W]) -> W:
    found = bench.window.findChild(kind)
    assert found is not None
    return found


def rows_of(vault: Vault) -> dict[str, list[tuple[object, ...]]]:
    read = vault._database.read
    names = [name for (name,) in read("SELECT name FROM sqlite_master WHERE type = 'table'")]
    assert len(names) > 10
    return {name: sorted(map(tuple, read(f'SELECT * FROM "{name}"')), key=repr) for name in names}  # noqa: S608 - names of our own


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def desk_of(bench: Bench) -> SessionPage:
    """Go from the library to the desk, and choose the only briefing."""
    bench.go("library")
    bench.dispatcher.run()
    the(bench, LibraryPage).session_requested.emit()
    bench.dispatcher.run()
    desk = the(bench, SessionPage)
    desk.briefing_chosen.emit(bench.pack.info.id, bench.scenario.id)
    bench.dispatcher.run()
    return desk


def settle(bench: Bench) -> None:
    """Let the window keep what it keeps of itself, whatever it shows: its place, and when it checked its file."""
    QApplication.processEvents()
    for keeper in bench.parent.findChildren(PlaceKeeper):
        keeper._tell()
    bench.dispatcher.advance(3600)


def shown(bench: Bench) -> str:
    return bench.frame.page


def said_by(stage: StagePage) -> str:
    labels = [label.text() for label in stage.findChildren(Words) if label.isVisible()]
    labels += [label.text() for label in stage.findChildren(ElidedLabel) if label.isVisible()]
    texts = [text.toPlainText() for text in stage.findChildren(StageText) if text.isVisible()]
    return "\n".join((*labels, *texts))


def press(stage: StagePage, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> str:
    QTest.keyClick(stage, key, modifier)
    QApplication.processEvents()
    return said_by(stage)


def on_stage(bench: Bench) -> StagePage:
    desk_of(bench).begin_requested.emit()
    bench.dispatcher.run()
    stage = the(bench, StagePage)
    stage.activateWindow()
    stage.setFocus()
    QApplication.processEvents()
    return stage


def test_a_whole_session_leaves_no_row_and_no_byte(bench: Bench, tmp_path: Path) -> None:
    desk_of(bench)
    settle(bench)
    rows, content = rows_of(bench.vault), bytes_of(tmp_path)
    assert content
    stage = on_stage(bench)
    assert shown(bench) == "stage"
    seen = [said_by(stage)]
    seen += [press(stage, key) for key in (Qt.Key.Key_Right, Qt.Key.Key_PageDown) * (MOST_KEYS // 2)]
    whole = "\n".join(seen)
    assert "No names, no scores" in whole
    for task in bench.scenario.tasks:
        for key in ("targets", "decoys", "options", "inputs", "criteria", "facts"):
            assert all(each.why in whole for each in getattr(task, key, ()))
    assert seen[-1] == seen[-2]
    for _ in range(MOST_KEYS):
        press(stage, Qt.Key.Key_Left)
    assert said_by(stage) == seen[0]
    bench.dispatcher.advance(3600)
    press(stage, Qt.Key.Key_Escape)
    bench.dispatcher.run()
    assert shown(bench) == "session"
    assert rows_of(bench.vault) == rows
    assert bytes_of(tmp_path) == content


def test_the_room_sees_a_place_before_what_is_said_of_it(bench: Bench) -> None:
    stage = on_stage(bench)
    task = next(task for task in bench.scenario.tasks if task.type == "highlight")
    why = task.targets[0].why  # type: ignore[attr-defined]  # of a highlight
    stage.part_requested.emit(task.title)
    before = ""
    for _ in range(MOST_KEYS):
        now = press(stage, Qt.Key.Key_Right)
        if why in now:
            break
        before = now
    assert "Would you put your name under this?" in before
    assert why not in before
    assert why not in press(stage, Qt.Key.Key_Left)


def test_what_is_the_users_alone_is_not_beside_the_stage(bench: Bench) -> None:
    rail = the(bench, Rail)
    desk_of(bench)
    assert rail.isVisible()
    on_stage(bench)
    assert not rail.isVisible()
    bench.window.back_requested.emit()
    assert shown(bench) == "session"
    assert rail.isVisible()


def test_the_stage_fills_the_screen_and_gives_it_back(bench: Bench) -> None:
    stage = on_stage(bench)
    press(stage, Qt.Key.Key_F11)
    assert bench.window.isFullScreen()
    press(stage, Qt.Key.Key_F11)
    assert not bench.window.isFullScreen()
    press(stage, Qt.Key.Key_F11)
    press(stage, Qt.Key.Key_Escape)
    bench.dispatcher.run()
    assert shown(bench) == "session"
    assert not bench.window.isFullScreen()


def test_the_clock_says_that_a_step_is_over_and_no_more(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(bench.session.group, "_clock_s", lambda: now[0])
    stage = on_stage(bench)
    assert "0 of 5 min" in said_by(stage)
    now[0] = 7 * 60
    bench.dispatcher.advance(10)
    assert "5 min, 2 over" in said_by(stage)
    later = press(stage, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert "0 of " in later
    assert "over" not in later


def test_after_a_lock_nobody_comes_back_to_an_empty_stage(bench: Bench) -> None:
    on_stage(bench)
    place = place_of(bench.frame.page, bench.session.rooms, bench.session.ways)
    assert (place.page, place.scenario_id) == ("session", "")
    bench.session.come_back(place)
    bench.dispatcher.run()
    assert shown(bench) == "session"
