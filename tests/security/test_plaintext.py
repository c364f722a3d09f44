"""Nothing that was typed stands in the profile folder: not in the history, its journal, its copies or the key files."""

import sqlite3
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from closeddoor.vault.migrations import MIGRATIONS, latest_version
from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_folder import VaultFolder
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder

MARKER = "obsidian-heron-4711"


def places_with_marker(folder: Path) -> list[str]:
    """Return the files that contain the marker, in UTF-8, UTF-16 or hexadecimal, in any case."""
    spellings = (MARKER.encode(), MARKER.encode("utf-16-le"), MARKER.encode().hex().encode())
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files, "nothing to look at"
    return [path.name for path in files if any(spelling in path.read_bytes().lower() for spelling in spellings)]


def write_everywhere(vault: Vault) -> None:
    """Put the marker into every field that can hold a word of the user's."""
    conversation = vault.conversations.create(f"Title {MARKER}")
    vault.conversations.add_message(conversation, "user", f"What about {MARKER}?")
    reply = vault.conversations.add_message(conversation, "assistant", "", "writing")
    vault.conversations.update_message(reply, f"{MARKER} " * 2_000, "complete")
    assert len(vault.conversations.search(MARKER)) == 3
    attempt = vault.attempts.create("pack", "1", "hash", MARKER)
    vault.attempts.set_stage(attempt, "work", MARKER)
    vault.attempts.save_answer(attempt, "memo", f'"{MARKER}"', committed=True)
    vault.attempts.save_result(attempt, f'"{MARKER}"')
    vault.attempts.save_reflection(attempt, "next_time", MARKER)
    vault.packs.keep("hash", MARKER.encode() * 100)
    vault.settings.set("last search", MARKER)


def add_column(connection: dbapi2.Connection) -> None:
    connection.execute("ALTER TABLE conversations ADD COLUMN colour TEXT")


def test_the_profile_folder_holds_no_plain_text(tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    vault, _ = cheap_folder(profile / "vault").create(PASSPHRASE)
    write_everywhere(vault)
    assert places_with_marker(profile) == []
    with vault._database.write() as writing:
        writing.execute("UPDATE messages SET text = text || ?", (MARKER,))
        writing.execute("PRAGMA cache_spill = 1")
        assert (profile / "vault" / "history.db-journal").exists()
        assert places_with_marker(profile) == []
    vault.conversations.delete(1)
    vault.close()
    assert places_with_marker(profile) == []
    migrated = cheap_folder(profile / "vault", migrations=(*MIGRATIONS, add_column)).unlock_with_passphrase(PASSPHRASE)
    assert (profile / "vault" / f"history.db.before-{latest_version(MIGRATIONS) + 1}").exists()
    migrated.close()
    assert places_with_marker(profile) == []
    assert sorted(path.name for path in profile.iterdir()) == ["vault"]


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16le"])
def test_control_the_same_words_in_plain_sqlite_are_found(tmp_path: Path, encoding: str) -> None:
    plain = sqlite3.connect(tmp_path / "plain.db")
    plain.execute(f"PRAGMA encoding = '{encoding}'")
    plain.execute("CREATE TABLE messages (text TEXT)")
    plain.execute("INSERT INTO messages VALUES (?)", (f"What about {MARKER}?",))
    plain.commit()
    plain.close()
    assert places_with_marker(tmp_path) == ["plain.db"]


def test_the_passphrase_is_nowhere_in_the_folder(folder_of_one: VaultFolder) -> None:
    contents = b"".join(path.read_bytes() for path in folder_of_one.path.iterdir())
    assert PASSPHRASE.reveal() not in contents
    assert PASSPHRASE.reveal().hex().encode() not in contents


@pytest.fixture
def folder_of_one(tmp_path: Path) -> VaultFolder:
    folder = cheap_folder(tmp_path / "vault")
    folder.create(PASSPHRASE)[0].close()
    return folder
