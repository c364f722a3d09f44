"""Looking at a file, installing, removing, and what stays readable, over real vaults and real packs."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from closeddoor.domain.errors import KnownError
from closeddoor.packs.build import build_archive
from closeddoor.packs.fingerprint import fingerprint
from closeddoor.services import installing
from closeddoor.services.earlier import EarlierService
from closeddoor.services.installing import InstallingService, Threads
from closeddoor.services.library import LibraryService, pack_folders
from closeddoor.services.packs import Choice, Prospect, remove, restore
from closeddoor.services.practice import FinishedService
from closeddoor.vault.vault import Vault
from tests.fakes.ports import InlineExecutor, QueueDispatcher
from tests.packs.good_pack import Files, good_files, write_files
from tests.packs.signed_packs import KEY, OTHER, letters, public, signed
from tests.services.practice_bench import PracticeBench, letter_pack
from tests.services.test_packs import rows
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder

ID, BUILT_IN = "org.example.letters", "org.example.built-in"
UNSIGNED = Choice(accept_unsigned=True)


class Desk:
    """A person with a file, a vault and the built-in shelf."""

    def __init__(self, folder: Path, vault: Vault, dispatcher: QueueDispatcher) -> None:
        write_files(folder / "built-in" / "letters", with_built_in_id())
        threads = Threads(InlineExecutor(), InlineExecutor(), dispatcher)
        self.vault, self.file, self._dispatcher = vault, folder / "x.cdpack", dispatcher
        self.library = LibraryService(pack_folders(folder / "built-in"), InlineExecutor())
        self.library.open_vault(vault, InlineExecutor())
        self.installing = InstallingService(vault, self.library, threads)
        self.earlier = EarlierService(vault, self.library, threads)

    def look_at(self, archive: bytes) -> Prospect:
        self.file.write_bytes(archive)
        return self.installing.look_at(self.file).result(0)

    def install(self, archive: bytes, choice: Choice = Choice()) -> None:  # noqa: B008 - frozen
        installed = self.installing.install(self.look_at(archive), choice)
        self._dispatcher.run()
        installed.result(0)

    def remove(self) -> None:
        removed = self.installing.remove(ID)
        self._dispatcher.run()
        removed.result(0)

    def shelf(self) -> list[str]:
        return [pack.info.id for pack in self.library.shelf().result(0).packs]

    def finished_earlier(self) -> list[tuple[int, str, str]]:
        found = self.earlier.finished()
        self._dispatcher.run()
        return [(each.attempt_id, each.title, each.pack_title) for each in found.result(0)]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path, Vault.in_memory(), QueueDispatcher())


def test_what_is_installed_and_removed_shows_at_once_and_stays(tmp_path: Path) -> None:
    folder = cheap_folder(tmp_path / "vault")
    vault, _ = folder.create(PASSPHRASE)
    desk = Desk(tmp_path, vault, QueueDispatcher())
    assert desk.shelf() == [BUILT_IN]
    desk.install(signed(tmp_path))
    assert desk.shelf() == [BUILT_IN, ID]
    vault.close()
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    desk = Desk(tmp_path, vault, QueueDispatcher())
    assert desk.shelf() == [BUILT_IN, ID]
    desk.remove()
    assert desk.shelf() == [BUILT_IN]
    vault.close()


def test_looking_changes_nothing_and_says_how_the_key_stands(desk: Desk, tmp_path: Path) -> None:
    before = rows(desk.vault)
    assert desk.look_at(build_archive(letters(tmp_path))).standing == "new"
    assert desk.look_at(signed(tmp_path)).standing == "new"
    assert rows(desk.vault) == before
    desk.install(build_archive(letters(tmp_path)), UNSIGNED)
    again, signed_now = desk.look_at(build_archive(letters(tmp_path))), desk.look_at(signed(tmp_path))
    assert (again.standing, again.is_here_already) == ("not_owned", True)
    assert (signed_now.standing, signed_now.is_here_already, signed_now.owner) == ("not_owned", False, None)
    desk.install(signed(tmp_path))
    before = rows(desk.vault)
    other, successor = desk.look_at(signed(tmp_path, 8, OTHER)), build_archive(letters(tmp_path, 8), OTHER, KEY)
    assert (other.standing, other.owner, other.replaces) == ("other_key", public(KEY), desk.vault.installed.get(ID))
    assert desk.look_at(successor).standing == "successor"
    assert desk.look_at(signed(tmp_path, 8)).standing == "same_key"
    assert desk.look_at(signed(tmp_path)).is_here_already
    assert rows(desk.vault) == before


def with_built_in_id() -> Files:
    files = good_files()
    return {**files, "pack.toml": files["pack.toml"].replace(ID.encode(), BUILT_IN.encode())}


REFUSED: list[tuple[str, Callable[[Path], bytes]]] = [
    ("revision.lower", lambda folder: signed(folder, 6)),
    ("revision.lower", lambda folder: signed(folder, 6, OTHER)),
    ("revision.other_content", lambda folder: build_archive(letters(folder, foreword="Another.\n"), KEY)),
    ("signature.unsigned", lambda folder: build_archive(letters(folder, 8))),
    ("id.built_in", lambda folder: build_archive(letter_pack(folder / "copy", with_built_in_id()), KEY)),
    ("archive.damaged", lambda _: b"no archive"),
]


@pytest.mark.parametrize(("code", "archive"), REFUSED)
@pytest.mark.parametrize("is_removed", [False, True])
def test_what_no_choice_lifts_is_refused_before_anything_is_asked(
    desk: Desk, tmp_path: Path, code: str, archive: Callable[[Path], bytes], *, is_removed: bool
) -> None:
    desk.install(signed(tmp_path))
    if is_removed:
        desk.remove()
    before = rows(desk.vault)
    with pytest.raises(KnownError) as refused:
        desk.look_at(archive(tmp_path))
    assert refused.value.code == code
    assert rows(desk.vault) == before


def test_installing_asks_again_for_what_was_not_chosen(desk: Desk, tmp_path: Path) -> None:
    desk.install(signed(tmp_path))
    before = rows(desk.vault)
    accepted = Choice(fingerprint(public(OTHER)))
    for archive, choice, code in (
        (signed(tmp_path, 8, OTHER), Choice(), "signature.other_key"),
        (signed(tmp_path, 8, OTHER), Choice(fingerprint(public(KEY))), "signature.not_accepted"),
    ):
        with pytest.raises(KnownError) as refused:
            desk.install(archive, choice)
        assert (refused.value.code, rows(desk.vault)) == (code, before)
    desk.install(signed(tmp_path, 8, OTHER), accepted)
    claim = desk.vault.installed.claim(ID)
    assert claim is not None
    assert claim.public_key == public(OTHER)


def test_what_is_no_ordinary_file_is_refused_unread(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe.cdpack")
    for name in ("pipe.cdpack", "none.cdpack"):
        with pytest.raises(KnownError) as refused:
            desk.installing.look_at(tmp_path / name).result(0)
        assert refused.value.code == "file.no_file"
    monkeypatch.setattr(installing, "MOST_ARCHIVE_BYTES", 100)
    with pytest.raises(KnownError, match="longer than"):
        desk.look_at(signed(tmp_path))


def test_a_folder_is_looked_at_like_a_file_and_nobody_has_signed_it(desk: Desk, tmp_path: Path) -> None:
    folder = write_files(tmp_path / "authored", good_files())
    prospect = desk.installing.look_at(folder).result(0)
    assert (prospect.offer.pack.info.id, prospect.offer.signer, prospect.standing) == (ID, None, "new")
    beside = tmp_path / "handed-over"
    beside.mkdir()
    (beside / "Letters.CDPACK").write_bytes(signed(tmp_path))
    signer = desk.installing.look_at(beside).result(0).offer.signer
    assert signer is not None
    assert signer.public_key == public(KEY)


def test_a_folder_that_is_none_of_a_pack_is_refused_with_what_is_missing(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    with pytest.raises(KnownError, match=r"no pack.toml in it, and no .cdpack file"):
        desk.installing.look_at(folder).result(0)
    for name in ("a.cdpack", "b.cdpack"):
        (folder / name).write_bytes(b"")
    with pytest.raises(KnownError, match="holds 2 packs"):
        desk.installing.look_at(folder).result(0)


def test_a_fault_in_a_folder_is_named_by_file_and_line(desk: Desk, tmp_path: Path) -> None:
    files = good_files()
    broken = {**files, "pack.toml": files["pack.toml"] + b"\nsummary = \n"}
    before = rows(desk.vault)
    with pytest.raises(KnownError, match=r"^pack.toml, line \d+: "):
        desk.installing.look_at(write_files(tmp_path / "broken", broken)).result(0)
    assert rows(desk.vault) == before


def test_a_removed_pack_comes_back_as_it_was(desk: Desk, tmp_path: Path) -> None:
    desk.install(signed(tmp_path))
    before = desk.vault.installed.get(ID), desk.vault.installed.claim(ID)
    removed = remove(desk.vault, ID)
    assert removed is not None
    assert desk.vault.packs.get(removed.installed.content_hash) is None
    desk.installing.restore(removed)
    there = desk.vault.installed.get(ID)
    assert there is not None
    assert (replace(there, installed_at_ms=0), desk.vault.installed.claim(ID)) == (
        replace(removed.installed, installed_at_ms=0),
        before[1],
    )
    assert desk.vault.packs.get(there.content_hash) == signed(tmp_path)


def test_what_came_in_its_place_is_not_undone_with_it(desk: Desk, tmp_path: Path) -> None:
    desk.install(signed(tmp_path))
    removed = remove(desk.vault, ID)
    assert removed is not None
    desk.install(signed(tmp_path, 8))
    restore(desk.vault, removed)
    there = desk.vault.installed.get(ID)
    assert there is not None
    assert there.revision == 8


def test_what_was_finished_with_a_removed_pack_is_found_and_opens(tmp_path: Path) -> None:
    bench = PracticeBench(letters(tmp_path))
    desk = Desk(tmp_path, bench.vault, bench.dispatcher)
    desk.install(signed(tmp_path))
    made = bench.scored()
    bench.wait(bench.practice.finish(made))
    bench.open()
    assert desk.finished_earlier() == []
    desk.remove()
    assert desk.finished_earlier() == [(made.attempt_id, "A letter", "Letters")]
    assert FinishedService(bench.vault, InlineExecutor()).reopen(made.attempt_id).result(0).result == made.result
    with bench.vault._database.write() as writing:
        writing.execute("DELETE FROM packs")
    assert desk.finished_earlier() == [(made.attempt_id, "letter", ID)]
