"""The shelf: built-in packs, and beside them what is in the open vault."""

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

import pytest

from closeddoor.domain.installed import Claim
from closeddoor.domain.scenario import Pack
from closeddoor.packs import read_archive
from closeddoor.packs.build import build_archive
from closeddoor.services import shelf_reading
from closeddoor.services.library import LibraryService, pack_folders
from closeddoor.services.packs import Choice, examine, install, remove
from closeddoor.services.shelf import Shelf
from closeddoor.vault.errors import StorageError
from closeddoor.vault.vault import Vault
from tests.fakes.ports import InlineExecutor
from tests.packs.good_pack import good_files, write_files
from tests.packs.signed_packs import signed
from tests.services.practice_bench import letter_pack

T = TypeVar("T")

BUILT_IN, INSTALLED = "org.example.built-in", "org.example.letters"


@pytest.fixture
def vault() -> Vault:
    return Vault.in_memory()


@pytest.fixture
def library(tmp_path: Path) -> LibraryService:
    files = good_files()
    files["pack.toml"] = files["pack.toml"].replace(INSTALLED.encode(), BUILT_IN.encode())
    write_files(tmp_path / "shelf" / "built-in", files)
    return LibraryService(pack_folders(tmp_path / "shelf"), InlineExecutor())


def put(vault: Vault, archive: bytes) -> None:
    install(vault, examine(archive, (), Choice(accept_unsigned=True)))


def ids(shelf: Shelf) -> list[str]:
    return [pack.info.id for pack in shelf.packs]


def test_installed_packs_stand_behind_the_built_in_ones(library: LibraryService, vault: Vault, tmp_path: Path) -> None:
    assert ids(library.shelf().result(0)) == [BUILT_IN]
    put(vault, signed(tmp_path))
    library.open_vault(vault, InlineExecutor())
    shelf = library.shelf().result(0)
    assert ids(shelf) == [BUILT_IN, INSTALLED]
    assert shelf.problems == ()
    assert not shelf.is_unsigned(INSTALLED)
    assert library.shelf() is library.shelf()


def test_an_update_is_read_when_it_is_said_so(library: LibraryService, vault: Vault, tmp_path: Path) -> None:
    library.open_vault(vault, InlineExecutor())
    assert ids(library.shelf().result(0)) == [BUILT_IN]
    put(vault, build_archive(letter_pack(tmp_path / "unsigned")))
    library.read_again()
    shelf = library.shelf().result(0)
    assert ids(shelf) == [BUILT_IN, INSTALLED]
    assert shelf.is_unsigned(INSTALLED)
    assert not shelf.is_unsigned(BUILT_IN)


def test_an_unsigned_pack_that_was_removed_is_still_called_so(
    library: LibraryService, vault: Vault, tmp_path: Path
) -> None:
    put(vault, build_archive(letter_pack(tmp_path / "unsigned")))
    remove(vault, INSTALLED)
    library.open_vault(vault, InlineExecutor())
    shelf = library.shelf().result(0)
    assert ids(shelf) == [BUILT_IN]
    assert shelf.is_unsigned(INSTALLED)


def test_an_installed_pack_that_is_damaged_hides_no_other(
    library: LibraryService, vault: Vault, tmp_path: Path
) -> None:
    put(vault, signed(tmp_path))
    vault.installed.install(Claim("org.example.damaged", None, 1, "ab" * 32), "Damaged", "1.0.0", b"no archive")
    library.open_vault(vault, InlineExecutor())
    shelf = library.shelf().result(0)
    assert ids(shelf) == [BUILT_IN, INSTALLED]
    assert [problem.code for problem in shelf.problems] == ["archive.damaged"]


def test_a_built_in_pack_keeps_its_id_against_one_installed_before_it_came(
    library: LibraryService, vault: Vault, tmp_path: Path
) -> None:
    files = good_files()
    files["pack.toml"] = files["pack.toml"].replace(INSTALLED.encode(), BUILT_IN.encode())
    put(vault, build_archive(letter_pack(tmp_path / "same id", files | {"foreword.md": b"Mine.\n"})))
    library.open_vault(vault, InlineExecutor())
    shelf = library.shelf().result(0)
    (shown,) = shelf.packs
    assert library.whole(shelf, shown).result(0).foreword == good_files()["foreword.md"].decode()
    assert [problem.code for problem in shelf.problems] == ["id.built_in"]
    assert not shelf.is_unsigned(BUILT_IN)


class RefusingDatabase:
    """The database's thread when the disk refuses to read."""

    def submit(self, job: Callable[[], T]) -> Future[T]:
        del job
        future: Future[T] = Future()
        future.set_exception(StorageError("SQLITE_IOERR"))
        return future


def test_a_vault_that_cannot_be_read_leaves_the_built_in_packs(library: LibraryService, vault: Vault) -> None:
    library.open_vault(vault, RefusingDatabase())
    shelf = library.shelf().result(0)
    assert ids(shelf) == [BUILT_IN]
    assert [problem.code for problem in shelf.problems] == ["vault.storage"]


def test_a_pack_that_stays_is_read_once(
    library: LibraryService, vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[int, int]] = []

    def read(untrusted_archive: bytes) -> Pack:
        told.append(library.progress)
        return read_archive(untrusted_archive)

    monkeypatch.setattr(shelf_reading, "read_archive", read)
    put(vault, signed(tmp_path))
    library.open_vault(vault, InlineExecutor())
    first = library.shelf().result(0)
    library.read_again()
    assert library.shelf().result(0) == first
    assert told == [(0, 1)]
    assert library.progress == (0, 0)
    put(vault, signed(tmp_path, 8))
    library.read_again()
    assert [pack.info.revision for pack in library.shelf().result(0).packs] == [7, 8]
