"""A file that is newer than what is there, dropped on the window: what it changes is said before anything is."""

import base64
from pathlib import Path

import pytest

from closeddoor.packs import read_files
from closeddoor.packs.build import build_archive
from closeddoor.services.updates import SUFFIX, publisher_key, sign
from tests.bootstrap.test_policy import says
from tests.bootstrap.test_session import INSTALLED, Bench, installed_pack
from tests.packs.good_pack import FOLDER, good_files
from tests.packs.signed_packs import KEY, public
from tests.ui.test_pack_drop import drop


def test_a_newer_revision_dropped_says_what_it_changes_and_replaces_nothing_unasked(
    bench: Bench, tmp_path: Path
) -> None:
    file = tmp_path / "new.cdpack"
    file.write_bytes(installed_pack(tmp_path))
    assert drop(bench.window, file.as_uri())
    bench.dispatcher.run()
    bench.session._equipment.pages.library.confirm_requested.emit()
    bench.dispatcher.run()
    files = good_files()
    files["pack.toml"] = files["pack.toml"].replace(b"org.example.letters", INSTALLED.encode())
    files["pack.toml"] = files["pack.toml"].replace(b"revision = 7", b"revision = 8")
    files[f"{FOLDER}/debrief.md"] = b"Another end.\n"
    file.write_bytes(build_archive(read_files(files)))
    assert drop(bench.window, file.as_uri())
    assert says(bench, "It takes the place of revision 7 (version 1.2.0) and is revision 8 (version 1.2.0).")
    assert says(bench, "What changes")
    assert says(bench, "Changed: A letter")
    assert [each.revision for each in bench.vault.installed.list()] == [7]
    bench.session._equipment.pages.library.confirm_requested.emit()
    bench.dispatcher.run()
    assert [each.revision for each in bench.vault.installed.list()] == [8]


def test_a_newer_version_dropped_is_shown_and_leads_to_a_backup(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = tmp_path / "publisher.key"
    key.write_text(base64.b64encode(public(KEY)).decode(), encoding="ascii")
    monkeypatch.setattr("closeddoor.services.updates.publisher_key", lambda: publisher_key(key))
    file = tmp_path / "closed-door-9.0.0.tar.gz"
    file.write_bytes(bytes(5000))
    statement = file.with_name(file.name + SUFFIX)
    statement.write_bytes(sign(file, KEY, "9.0.0", "", "* Erasing is faster."))
    assert drop(bench.window, file.as_uri(), statement.as_uri())
    assert page_of(bench) == "library"
    for words in ("Closed Door 9.0.0", "Signed by the publisher", "Erasing is faster.", "To put it in place"):
        assert says(bench, words)
    bench.session._equipment.pages.library.confirm_requested.emit()
    assert page_of(bench) == "privacy"
    assert says(bench, "Save a backup")
    bench.go("library")
    assert says(bench, "To go back")


def test_a_newer_version_that_nobody_vouches_for_is_refused_where_it_was_dropped(bench: Bench, tmp_path: Path) -> None:
    file = tmp_path / "closed-door-9.0.0.tar.gz"
    file.write_bytes(bytes(5000))
    assert drop(bench.window, file.as_uri())
    assert says(bench, "This build of Closed Door knows no publisher")
    assert says(bench, "Nothing was changed.")


def page_of(bench: Bench) -> str:
    return bench.frame.page
