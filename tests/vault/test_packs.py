"""Installed packs in the vault: whose an id is stays, bytes go when nothing needs them, old files are brought along."""

import pytest

from closeddoor.domain.errors import BugError
from closeddoor.domain.installed import Claim, InstalledPack
from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_folder import VaultFolder
from tests.vault.cheap_vault import PASSPHRASE

KEY = bytes(range(32))
FIRST = Claim("org.example.letters", KEY, 7, "aa" * 32)
SECOND = Claim("org.example.letters", KEY, 8, "bb" * 32)


@pytest.fixture
def vault() -> Vault:
    return Vault.in_memory(lambda: 1_000)


def install(vault: Vault, claim: Claim, archive: bytes = b"bytes") -> None:
    vault.installed.install(claim, "Letters", f"1.{claim.revision}.0", archive)


def test_an_installed_pack_is_listed_and_its_bytes_are_kept(vault: Vault) -> None:
    install(vault, FIRST, b"first")
    expected = InstalledPack("org.example.letters", "Letters", "1.7.0", 7, "aa" * 32, KEY, 1_000)
    assert vault.installed.list() == (expected,)
    assert vault.installed.get("org.example.letters") == expected
    assert vault.installed.claim("org.example.letters") == FIRST
    assert vault.packs.get(FIRST.content_hash) == b"first"


def test_an_update_takes_the_place_and_the_bytes_that_nobody_needs_go(vault: Vault) -> None:
    install(vault, FIRST, b"first")
    install(vault, SECOND, b"second")
    assert [pack.revision for pack in vault.installed.list()] == [8]
    assert vault.packs.get(FIRST.content_hash) is None
    assert vault.packs.get(SECOND.content_hash) == b"second"


def test_the_bytes_of_an_attempt_stay(vault: Vault) -> None:
    install(vault, FIRST, b"first")
    vault.attempts.create(FIRST.pack_id, "1.7.0", FIRST.content_hash, "letter")
    install(vault, SECOND, b"second")
    assert vault.installed.remove(FIRST.pack_id)
    assert vault.packs.get(FIRST.content_hash) == b"first"
    assert vault.packs.get(SECOND.content_hash) is None


def test_the_bytes_of_a_pack_go_with_the_last_attempt_that_needs_them(vault: Vault) -> None:
    install(vault, FIRST)
    attempts = [vault.attempts.create(FIRST.pack_id, "1.7.0", FIRST.content_hash, "letter") for _ in range(2)]
    vault.attempts.delete(attempts[0])
    assert vault.installed.remove(FIRST.pack_id)
    assert vault.packs.get(FIRST.content_hash) == b"bytes"
    vault.attempts.delete(attempts[1])
    assert vault.packs.get(FIRST.content_hash) is None
    vault.attempts.delete(attempts[1])


def test_two_packs_of_the_same_content_do_not_take_each_other_s_bytes(vault: Vault) -> None:
    install(vault, FIRST)
    install(vault, Claim("org.example.copy", None, 1, FIRST.content_hash))
    vault.installed.remove(FIRST.pack_id)
    assert vault.packs.get(FIRST.content_hash) == b"bytes"


def test_whose_an_id_is_outlives_the_pack(vault: Vault) -> None:
    install(vault, FIRST)
    assert vault.installed.remove(FIRST.pack_id)
    assert vault.installed.list() == ()
    assert vault.installed.claim(FIRST.pack_id) == FIRST
    assert not vault.installed.remove(FIRST.pack_id)


def test_a_write_that_fails_half_way_changes_nothing(vault: Vault) -> None:
    install(vault, FIRST, b"first")
    before = rows_of(vault)
    with pytest.raises(BugError, match="SQLITE_CONSTRAINT"):
        install(vault, Claim(FIRST.pack_id, b"short", 9, "cc" * 32), b"third")
    assert rows_of(vault) == before


def rows_of(vault: Vault) -> list[object]:
    tables = ("packs", "installed_packs", "pack_claims", "attempts", "answers")
    return [vault._database.read(f"SELECT * FROM {table} ORDER BY 1") for table in tables]  # noqa: S608 - names above


def test_installed_packs_are_there_after_a_restart(folder: VaultFolder) -> None:
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    install(vault, FIRST, b"an archive with a MARKER in it")
    vault.close()
    for file in folder.path.iterdir():
        assert b"MARKER" not in file.read_bytes()
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    assert vault.installed.claim(FIRST.pack_id) == FIRST
    assert vault.packs.get(FIRST.content_hash) == b"an archive with a MARKER in it"
    vault.close()
