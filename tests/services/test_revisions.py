"""What a newer revision changes of the pack that is there, over real packs and a real vault."""

from pathlib import Path

import pytest

from closeddoor.domain.scenario import Erratum
from closeddoor.packs import read_files
from closeddoor.packs.build import build_archive
from closeddoor.services.revisions import Changes, changes_between
from closeddoor.vault.vault import Vault
from tests.fakes.ports import QueueDispatcher
from tests.packs.good_pack import Files, good_files
from tests.packs.signed_packs import KEY, letters, signed
from tests.services.test_installing import ID, Desk

SAME = Changes((), (), (), besides=False, errata=())


def with_scenario(files: Files, name: str, title: str) -> Files:
    """Return the files with a copy of the briefing beside it."""
    copy = {path.replace("/letter/", f"/{name}/", 1): files[path] for path in files if path.startswith("scenarios/")}
    toml = f"scenarios/{name}/scenario.toml"
    copy[toml] = copy[toml].replace(b'id = "letter"', f'id = "{name}"'.encode(), 1)
    copy[toml] = copy[toml].replace(b"A letter", title.encode(), 1)
    return files | copy


def changes(former: Files, newer: Files) -> Changes:
    return changes_between(read_files(former), read_files(newer))


def test_briefings_that_came_went_and_changed_are_told_by_their_titles() -> None:
    former = with_scenario(with_scenario(good_files(), "board", "A board paper"), "old", "An old one")
    newer = with_scenario(with_scenario(good_files(), "board", "A board paper"), "call", "A call")
    newer["scenarios/board/debrief.md"] = b"Another end.\n"
    found = changes(former, newer)
    assert found == Changes(("A call",), ("A board paper",), ("An old one",), besides=False, errata=())
    assert not found.are_none


def test_what_only_the_pack_file_says_is_no_change_of_a_briefing() -> None:
    newer = good_files()
    newer["pack.toml"] = newer["pack.toml"].replace(b"revision = 7", b"revision = 8")
    assert changes(good_files(), newer) == SAME
    assert SAME.are_none


@pytest.mark.parametrize("path", ["foreword.md", "facilitator/guide.md", "LICENSE.txt", "images/chart.png"])
def test_what_no_briefing_holds_is_told_as_besides(path: str) -> None:
    newer = good_files()
    newer[path] += b"\n"
    found = changes(good_files(), newer)
    assert (found.besides, found.changed) == (True, ())


def test_only_corrections_that_the_former_one_did_not_name_are_new() -> None:
    newer = good_files()
    newer["pack.toml"] += b'[[errata]]\nrevision = 8\ntext = "The fee is yearly."\n'
    assert changes(good_files(), newer).errata == (Erratum(8, "The fee is yearly."),)


def test_looking_at_a_newer_revision_says_what_it_changes(tmp_path: Path) -> None:
    desk = Desk(tmp_path, Vault.in_memory(), QueueDispatcher())
    assert desk.look_at(signed(tmp_path)).changes is None
    desk.install(signed(tmp_path))
    assert desk.look_at(signed(tmp_path)).changes is None, "there is nothing to replace"
    newer = build_archive(letters(tmp_path, 8, foreword="Read this twice.\n"), KEY)
    assert desk.look_at(newer).changes == Changes((), (), (), besides=True, errata=())


def test_a_pack_whose_bytes_are_lost_can_still_be_replaced(tmp_path: Path) -> None:
    desk = Desk(tmp_path, Vault.in_memory(), QueueDispatcher())
    desk.install(signed(tmp_path))
    with desk.vault._database.write() as writing:
        writing.execute("UPDATE packs SET content = x'00'")
    prospect = desk.look_at(signed(tmp_path, 8))
    assert (prospect.changes, prospect.replaces) == (None, desk.vault.installed.get(ID))
