"""A file that is newer than what is there, dropped on the window: what it changes is said before anything is."""

from pathlib import Path

from closeddoor.packs import read_files
from closeddoor.packs.build import build_archive
from tests.bootstrap.test_policy import says
from tests.bootstrap.test_session import INSTALLED, Bench, installed_pack
from tests.packs.good_pack import FOLDER, good_files
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
