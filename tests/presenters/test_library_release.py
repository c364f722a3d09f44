"""A newer version of the application, looked at in the library: shown when all is right, refused in words when not."""

import hashlib
from concurrent.futures import Future
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from closeddoor.domain.errors import KnownError
from closeddoor.presenters.library.presenter import LOOKING_AT_RELEASE
from closeddoor.presenters.library.releases import MOST_CHANGES, changes_in
from closeddoor.presenters.states.library import LibraryViewState, QuestionView
from closeddoor.services.updates import SUFFIX, Update, UpdateService, publisher_key, sign
from tests.fakes.ports import InlineExecutor
from tests.packs.signed_packs import KEY, OTHER
from tests.presenters.test_library import Bench
from tests.services.test_packs import rows

CHANGES = "# 0.2.0\n\n* Erasing is\n  faster.\n* A group sees the clock.\n"


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Bench:
    assert qtbot
    return Bench(tmp_path)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "new" / "closed-door_0.2.0_amd64.deb"
    file.parent.mkdir()
    file.write_bytes(b"!<arch>\n" + bytes(2_100_000))
    stated(file)
    return file


def stated(file: Path, version: str = "0.2.0", changes: str = CHANGES) -> None:
    file.with_name(file.name + SUFFIX).write_bytes(sign(file, KEY, version, "a kernel with Landlock", changes))


def shown(bench: Bench, file: Path) -> LibraryViewState:
    bench.presenter.look_at(file)
    bench.dispatcher.run()
    return bench.page.now()


def question(bench: Bench, file: Path) -> QuestionView:
    state = shown(bench, file)
    assert state.question is not None
    assert (state.busy, state.problem) == (None, None)
    return state.question


def test_a_newer_version_says_what_it_is_what_is_new_and_how_to_put_it_in_place_and_back(
    bench: Bench, file: Path
) -> None:
    found = question(bench, file)
    assert (found.kicker, found.title, found.heading) == (
        "A newer version",
        "Closed Door 0.2.0",
        "Signed by the publisher",
    )
    assert found.lines == (
        "0.1.0 is installed here. The file has 2.1 MB, and is whole.",
        "It needs: a kernel with Landlock",
    )
    new, steps, back = found.sections
    assert new.lines == ("0.2.0", "Erasing is faster.", "A group sees the clock.")
    assert steps.lines[0].startswith("1. Save a backup")
    assert steps.lines[2].endswith(f"sudo apt install ./{file.name}")
    assert any("--allow-downgrades" in line for line in back.lines)


def test_a_folder_to_unpack_has_steps_of_its_own(bench: Bench, file: Path) -> None:
    other = file.rename(file.with_name("closed-door-0.2.0.tar.gz"))
    stated(other)
    _, steps, back = question(bench, other).sections
    assert any(f"tar -xzf PATH/{other.name}" in line for line in steps.lines)
    assert not any("apt" in line for line in (*steps.lines, *back.lines))


def test_a_backup_can_be_saved_first_and_the_steps_stay(bench: Bench, file: Path, qtbot: QtBot) -> None:
    asked = question(bench, file)
    before = rows(bench.vault)
    for _ in range(2):
        with qtbot.waitSignal(bench.presenter.backup_requested):
            bench.presenter.confirm()
    assert bench.refreshed().question == asked
    assert rows(bench.vault) == before
    bench.presenter.dismiss()
    assert bench.page.now().question is None


@pytest.mark.parametrize("what", ["signature", "other_key", "changed", "not_newer", "no_statement", "unreadable"])
def test_what_is_not_right_is_refused_in_words_and_nothing_is_changed(bench: Bench, file: Path, what: str) -> None:
    place = file.with_name(file.name + SUFFIX)
    words = "The signature is not right."
    if what == "signature":
        place.write_bytes(place.read_bytes().replace(b"0.2.0", b"0.3.0", 1))
    elif what == "other_key":
        place.write_bytes(sign(file, OTHER, "0.2.0", "", ""))
        words = "Somebody else than the publisher signed this file."
    elif what == "changed":
        file.write_bytes(file.read_bytes() + b"x")
        words = "The file is not the one that the publisher signed."
    elif what == "not_newer":
        stated(file, "0.1.0")
        words = "This is version 0.1.0; 0.1.0 is installed."
    elif what == "no_statement":
        place.unlink()
        words = f"The statement “{place.name}” is not beside the file."
    else:
        file.unlink()
        words = "The file cannot be read."
    before = rows(bench.vault), hashes(file.parent)
    state = shown(bench, file)
    assert (state.question, state.busy) == (None, None)
    assert state.problem is not None
    assert words in f"{state.problem}"
    assert "Nothing was changed." in f"{state.problem}"
    assert (rows(bench.vault), hashes(file.parent)) == before


def test_a_build_that_knows_no_publisher_says_so(file: Path) -> None:
    service = UpdateService(InlineExecutor(), lambda: publisher_key(file.with_name("publisher.key")))
    with pytest.raises(KnownError, match="knows no publisher"):
        service.look_at(file).result(0)


def test_who_gives_up_on_it_is_asked_nothing_later(bench: Bench, file: Path) -> None:
    later: Future[Update] = Future()
    bench.updates.look_at = lambda path: later  # type: ignore[method-assign]  # noqa: ARG005 - one that has not ended
    bench.presenter.look_at(file)
    assert bench.page.now().busy == LOOKING_AT_RELEASE
    bench.presenter.dismiss()
    later.set_exception(OSError("late"))
    bench.dispatcher.run()
    state = bench.page.now()
    assert (state.question, state.busy, state.problem) == (None, None, None)


def test_of_many_changes_the_first_are_shown_and_the_others_counted(bench: Bench, file: Path) -> None:
    stated(file, changes="".join(f"* Change {number}.\n" for number in range(MOST_CHANGES + 5)))
    new = question(bench, file).sections[0]
    assert new.lines[-1] == f"And 5 more; closed-door update verify {file.name} names all."
    assert len(new.lines) == MOST_CHANGES + 1
    assert changes_in("") == ()
    assert changes_in("* Read [the guide](docs/guide.md); `doctor` [sic].") == ("Read the guide; doctor [sic].",)
    stated(file, changes="\n")
    assert question(bench, file).sections[0].lines == ("The publisher names no changes.",)


def hashes(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
