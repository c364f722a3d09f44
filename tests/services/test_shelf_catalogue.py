"""What was written down of packs is believed only of the very packs that it was written of."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from closeddoor.domain.errors import KnownError
from closeddoor.domain.installed import CatalogueRow, Claim
from closeddoor.domain.scenario import Erratum, Pack
from closeddoor.packs import read_archive, read_pack
from closeddoor.packs.build import build_archive
from closeddoor.services import shelf_catalogue, shelf_reading
from closeddoor.services.library import LibraryService, pack_folders
from closeddoor.services.packs import Choice, examine, install, remove
from closeddoor.services.shelf import Shelf, listed
from closeddoor.services.shelf_catalogue import believed, catalogue_row, digest_of
from closeddoor.vault.errors import StorageError
from closeddoor.vault.vault import Vault
from tests.fakes.ports import InlineExecutor
from tests.packs.good_pack import good_files, write_files
from tests.packs.signed_packs import signed
from tests.services.built_in_shelf import built_in_shelf
from tests.services.practice_bench import letter_pack

T = TypeVar("T")

BUILT_IN, INSTALLED = "org.example.built-in", "org.example.letters"


class Starts:
    """The application, started again and again over one vault; `read` are the ids of the packs read since the last."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.vault = Vault.in_memory()
        self.read: list[str] = []
        monkeypatch.setattr(shelf_reading, "read_archive", lambda archive: self._note(read_archive(archive)))
        monkeypatch.setattr(shelf_reading, "read_pack", lambda path: self._note(read_pack(path)))

    def start(self) -> tuple[LibraryService, Shelf]:
        self.read.clear()
        library = LibraryService(pack_folders(self.folder), InlineExecutor())
        library.open_vault(self.vault, InlineExecutor())
        return library, library.shelf().result(0)

    def titles(self) -> list[str]:
        return [pack.info.title for pack in self.start()[1].packs]

    def put(self, archive: bytes) -> None:
        install(self.vault, examine(archive, (), Choice(accept_unsigned=True)))

    def rows(self) -> list[CatalogueRow]:
        return list(self.vault.pack_catalogue.all().values())

    def _note(self, pack: Pack) -> Pack:
        self.read.append(pack.info.id)
        return pack


@pytest.fixture
def starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Starts]:
    files = good_files()
    files["pack.toml"] = files["pack.toml"].replace(INSTALLED.encode(), BUILT_IN.encode())
    write_files(tmp_path / "shelf" / "built-in", files)
    starts = Starts(tmp_path / "shelf", monkeypatch)
    starts.put(build_archive(letter_pack(tmp_path / "letters")))
    yield starts
    starts.vault.close()


def test_the_second_start_reads_no_pack_and_lists_the_same(starts: Starts) -> None:
    _, first = starts.start()
    assert starts.read == [BUILT_IN, INSTALLED]
    library, second = starts.start()
    assert (second, starts.read) == (first, [])
    opened = library.whole(second, second.packs[1]).result(0)
    assert (listed(opened), starts.read) == (first.packs[1], [INSTALLED])
    library.whole(second, second.packs[1]).result(0)
    assert starts.read == [INSTALLED]


def test_what_is_listed_of_every_built_in_pack_survives_being_written_down() -> None:
    for pack in built_in_shelf().packs:
        corrected = replace(pack, info=replace(pack.info, errata=(Erratum(1, "“60 days”, not 90.\u00a0☐"),)))
        assert believed(catalogue_row(corrected, b"digest"), b"digest") == corrected


def test_other_bytes_are_never_shown_under_an_old_row(starts: Starts, tmp_path: Path) -> None:
    starts.start()
    other = letter_pack(tmp_path / "other", good_files() | {"foreword.md": b"Another foreword.\n"})
    claim = starts.vault.installed.claim(INSTALLED)
    assert claim is not None
    starts.vault.installed.install(claim, "Letters", "1.2.0", build_archive(other))
    _, shelf = starts.start()
    assert [pack.info.id for pack in shelf.packs] == [BUILT_IN]
    assert [problem.code for problem in shelf.problems] == ["pack.changed"]


def test_a_pack_that_changed_after_it_was_listed_does_not_open(starts: Starts) -> None:
    library, shelf = starts.start()
    claim = starts.vault.installed.claim(INSTALLED)
    assert claim is not None
    starts.vault.installed.install(claim, "Letters", "1.2.0", b"no archive")
    with pytest.raises(KnownError) as refused:
        library.whole(shelf, shelf.packs[1]).result(0)
    assert (refused.value.code, "Letters" in refused.value.happened) == ("archive.damaged", True)


def test_the_same_content_in_other_bytes_is_read_again(starts: Starts, tmp_path: Path) -> None:
    starts.start()
    starts.put(signed(tmp_path))
    _, shelf = starts.start()
    assert (starts.read, shelf.is_unsigned(INSTALLED)) == ([INSTALLED], False)


def test_a_built_in_pack_that_came_with_an_update_is_read(starts: Starts) -> None:
    starts.start()
    (starts.folder / "built-in" / "foreword.md").write_text("Newer.\n")
    library, shelf = starts.start()
    assert starts.read == [BUILT_IN]
    assert library.whole(shelf, shelf.packs[0]).result(0).foreword == "Newer.\n"


def flattered(row: CatalogueRow) -> CatalogueRow:
    """Return a row whose words are not those it was sealed with."""
    return replace(row, listed_json=row.listed_json.replace('"title":"', '"title":"The best: '))


def of_another_pack(row: CatalogueRow) -> CatalogueRow:
    return replace(row, seal=bytes(32))


def sealed_nonsense(row: CatalogueRow) -> CatalogueRow:
    """Return a row that a fault of ours sealed."""
    made = json.dumps({"info": {"title": "Half a row"}})
    return CatalogueRow(row.content_hash, shelf_catalogue._seal(digest_of(row.content_hash.encode()), made), made)


@pytest.mark.parametrize("spoil", [flattered, of_another_pack, sealed_nonsense])
def test_a_wrong_row_is_made_again(starts: Starts, spoil: Callable[[CatalogueRow], CatalogueRow]) -> None:
    titles, right = starts.titles(), starts.rows()
    starts.vault.pack_catalogue.keep([spoil(row) for row in right], ())
    assert (starts.titles(), starts.read) == (titles, [BUILT_IN, INSTALLED])
    assert sorted(starts.rows(), key=hash) == sorted(right, key=hash)


def test_rows_of_another_version_of_the_application_are_not_believed(
    starts: Starts, monkeypatch: pytest.MonkeyPatch
) -> None:
    starts.start()
    monkeypatch.setattr(shelf_catalogue, "__version__", "99.0.0")
    starts.start()
    assert starts.read == [BUILT_IN, INSTALLED]


def test_nothing_stays_written_down_of_a_pack_that_was_removed(starts: Starts) -> None:
    starts.start()
    assert len(starts.rows()) == 2
    remove(starts.vault, INSTALLED)
    starts.start()
    assert [json.loads(row.listed_json)["info"]["id"] for row in starts.rows()] == [BUILT_IN]


def test_a_pack_that_was_lost_is_said_to_be_when_it_is_opened(starts: Starts) -> None:
    library, shelf = starts.start()
    remove(starts.vault, INSTALLED)
    with pytest.raises(KnownError) as refused:
        library.whole(shelf, shelf.packs[1]).result(0)
    assert refused.value.code == "pack.lost"


class FullDisk:
    """A database's thread on which the third job, writing down what was read, fails."""

    def __init__(self) -> None:
        self.jobs = 0

    def submit(self, job: Callable[[], T]) -> Future[T]:
        self.jobs += 1
        if self.jobs < 3:
            return InlineExecutor().submit(job)
        future: Future[T] = Future()
        future.set_exception(StorageError("SQLITE_FULL"))
        return future


def test_a_full_disk_costs_the_next_start_its_quickness_and_nothing_else(starts: Starts) -> None:
    database, library = FullDisk(), LibraryService(pack_folders(starts.folder), InlineExecutor())
    library.open_vault(starts.vault, database)
    shelf = library.shelf().result(0)
    assert ([pack.info.id for pack in shelf.packs], shelf.problems) == ([BUILT_IN, INSTALLED], ())
    assert (database.jobs, starts.rows()) == (3, [])


def test_long_reading_is_written_down_as_it_goes(starts: Starts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who closes the application in the middle finds the beginning read the next time."""
    monkeypatch.setattr(shelf_reading, "_WRITE_AFTER", 1)
    starts.vault.installed.install(Claim("org.example.z", None, 1, "ab" * 32), "Z", "1.0.0", b"bytes")

    def stop(archive: bytes) -> Pack:
        if archive == b"bytes":
            raise RuntimeError("the application ends")
        return read_archive(archive)

    monkeypatch.setattr(shelf_reading, "read_archive", stop)
    with pytest.raises(RuntimeError):
        starts.start()
    assert len(starts.rows()) == 2
