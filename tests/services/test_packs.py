"""Installing over a real vault: what is taken in, what is refused and then changes nothing, what attempts keep."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from closeddoor.domain.errors import KnownError
from closeddoor.domain.scenario import Pack
from closeddoor.packs import read_archive
from closeddoor.packs.build import build_archive
from closeddoor.packs.fingerprint import fingerprint
from closeddoor.packs.signing import Signer
from closeddoor.services.library import pack_folders, pack_ids
from closeddoor.services.packs import Choice, Outcome, examine, install, remove, standing
from closeddoor.services.practice import FinishedService
from closeddoor.services.practice.errors import AttemptUnreadableError
from closeddoor.vault.vault import Vault
from tests.fakes.ports import InlineExecutor
from tests.packs.good_pack import good_files, write_files
from tests.packs.signed_packs import KEY, OTHER, letters, public, signed
from tests.services.practice_bench import PracticeBench, letter_pack

ID = "org.example.letters"
UNSIGNED = Choice(accept_unsigned=True)
TABLES = ("packs", "installed_packs", "pack_claims", "attempts", "answers", "reflections", "settings")


@pytest.fixture
def vault() -> Vault:
    return Vault.in_memory()


def put(vault: Vault, archive: bytes, choice: Choice = Choice()) -> Outcome:  # noqa: B008 - frozen
    return install(vault, examine(archive, (), choice))


def rows(vault: Vault) -> dict[str, object]:
    """Return every row there is: what a refusal must leave as it was."""
    return {table: vault._database.read(f"SELECT * FROM {table} ORDER BY 1") for table in TABLES}  # noqa: S608


def test_a_signed_pack_is_installed_and_updated(vault: Vault, tmp_path: Path) -> None:
    first = put(vault, signed(tmp_path))
    assert (first.key, first.former_claim, first.replaced) == ("first", None, None)
    second = put(vault, signed(tmp_path, 8))
    assert (second.key, second.replaced and second.replaced.revision) == ("same", 7)
    (installed,) = vault.installed.list()
    assert (installed.title, installed.version, installed.revision) == ("Letters", "1.2.0", 8)
    assert installed.public_key == public(KEY)
    assert vault.packs.get(installed.content_hash) == signed(tmp_path, 8)


def test_an_unsigned_pack_is_installed_by_choice_and_signed_later(vault: Vault, tmp_path: Path) -> None:
    plain = build_archive(letters(tmp_path))
    assert put(vault, plain, UNSIGNED).key == "none"
    assert put(vault, signed(tmp_path)).key == "first"
    (installed,) = vault.installed.list()
    assert vault.packs.get(installed.content_hash) == signed(tmp_path)


def test_a_key_moves_to_its_successor_and_stays_there(vault: Vault, tmp_path: Path) -> None:
    put(vault, signed(tmp_path, 7, OTHER))
    assert put(vault, build_archive(letters(tmp_path, 8), KEY, OTHER)).key == "changed"
    with pytest.raises(KnownError, match="belongs to another key"):
        put(vault, signed(tmp_path, 9, OTHER))
    assert put(vault, signed(tmp_path, 9)).key == "same"


@pytest.mark.parametrize("is_removed", [False, True])
def test_what_is_refused_changes_nothing(vault: Vault, tmp_path: Path, *, is_removed: bool) -> None:
    put(vault, signed(tmp_path, 7))
    if is_removed:
        remove(vault, ID)
    before = rows(vault)
    broken = bytearray(signed(tmp_path, 8))
    broken[len(broken) // 2] ^= 1
    same_revision = build_archive(letters(tmp_path, foreword="Another.\n"), KEY)
    refusals = [
        (signed(tmp_path, 8, OTHER), Choice(), "signature.other_key"),
        (signed(tmp_path, 8, OTHER), Choice(fingerprint(public(KEY))), "signature.not_accepted"),
        (signed(tmp_path, 6), Choice(), "revision.lower"),
        (signed(tmp_path, 6, OTHER), Choice(fingerprint(public(OTHER))), "revision.lower"),
        (same_revision, Choice(), "revision.other_content"),
        (build_archive(letters(tmp_path, 8)), Choice(), "signature.missing"),
        (build_archive(letters(tmp_path, 8)), UNSIGNED, "signature.unsigned"),
        (bytes(broken), Choice(), "archive.damaged"),
        (b"no archive", Choice(), "archive.damaged"),
    ]
    for archive, choice, code in refusals:
        with pytest.raises(KnownError) as refused:
            put(vault, archive, choice)
        assert refused.value.code == code
        assert rows(vault) == before


def test_the_words_of_another_key_lift_the_refusal(vault: Vault, tmp_path: Path) -> None:
    put(vault, signed(tmp_path, 7))
    remove(vault, ID)
    words = fingerprint(public(OTHER)).upper()
    assert put(vault, signed(tmp_path, 8, OTHER), Choice(words)).key == "changed"
    with pytest.raises(KnownError, match="belongs to another key"):
        put(vault, signed(tmp_path, 9, KEY))


def test_a_built_in_id_is_not_for_others(tmp_path: Path) -> None:
    write_files(tmp_path / "built-in" / "letters", good_files())
    write_files(tmp_path / "built-in" / "broken", {"pack.toml": b"id ="})
    ids = pack_ids(pack_folders(tmp_path / "built-in"))
    assert ids == {ID}
    with pytest.raises(KnownError) as refused:
        examine(signed(tmp_path), ids, Choice())
    assert refused.value.code == "id.built_in"


def test_removing_what_is_not_there_says_so(vault: Vault) -> None:
    with pytest.raises(KnownError, match="No pack with the id"):
        remove(vault, ID)


def test_how_a_key_stands_before_installing(vault: Vault, tmp_path: Path) -> None:
    assert standing(Signer(public(KEY)), None) == "new"
    put(vault, build_archive(letters(tmp_path)), UNSIGNED)
    assert standing(Signer(public(KEY)), vault.installed.claim(ID)) == "not_owned"
    put(vault, signed(tmp_path))
    known = vault.installed.claim(ID)
    signers = (None, Signer(public(KEY)), Signer(public(OTHER)), Signer(public(OTHER), public(KEY)))
    assert [standing(signer, known) for signer in signers] == ["unsigned", "same_key", "other_key", "successor"]


REWRITTEN = b"Everything was rewritten.\n"


def rewritten(folder: Path) -> Pack:
    """Return revision 8, with another debrief."""
    files = good_files() | {"scenarios/letter/debrief.md": REWRITTEN}
    files["pack.toml"] = files["pack.toml"].replace(b"revision = 7", b"revision = 8")
    return letter_pack(folder / "rewritten", files)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[PracticeBench]:
    """A person who practises on an installed pack."""
    bench = PracticeBench(read_archive(signed(tmp_path)))
    put(bench.vault, signed(tmp_path))
    yield bench
    bench.vault.close()


def test_a_debrief_opens_after_its_pack_was_updated_and_removed(bench: PracticeBench, tmp_path: Path) -> None:
    made = bench.scored()
    finished = FinishedService(bench.vault, InlineExecutor())
    put(bench.vault, build_archive(rewritten(tmp_path), KEY))
    assert finished.reopen(made.attempt_id).result(0) == made
    remove(bench.vault, ID)
    found = finished.reopen(made.attempt_id).result(0)
    assert found == made
    assert "documents/letter.md" in found.scenario.debrief
    with bench.vault._database.write() as writing:  # the control: without its bytes an attempt cannot be read
        writing.execute("DELETE FROM packs")
    with pytest.raises(AttemptUnreadableError):
        finished.reopen(made.attempt_id).result(0)


def test_an_open_briefing_goes_on_with_the_pack_it_was_begun_with(bench: PracticeBench, tmp_path: Path) -> None:
    begun = bench.fully_answered()
    bench.pack = rewritten(tmp_path)
    put(bench.vault, build_archive(bench.pack, KEY))
    assert bench.reopened() == begun
    remove(bench.vault, ID)
    assert bench.reopened() == begun
    assert begun.pack.content_hash != bench.pack.content_hash
