"""What is wrong with `history.db` or its head is named, and nothing is changed by looking."""

import random
import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from closeddoor.domain.errors import BugError
from closeddoor.domain.secret import Secret
from closeddoor.vault import connection as connections
from closeddoor.vault.errors import (
    DamagedDatabaseError,
    LostHeadError,
    MigrationError,
    NewerVaultError,
    OlderCopyError,
)
from closeddoor.vault.migrations import MIGRATIONS
from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_folder import VaultFolder
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder, file_hashes, put_no_file

PAGE_BYTES = 4_096


def texts(vault: Vault) -> list[str]:
    return [
        message.text
        for conversation in vault.conversations.list()
        for message in vault.conversations.messages(conversation.id)
    ]


def add_entries(folder: VaultFolder, count: int) -> None:
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    conversation = vault.conversations.create("More")
    for number in range(count):
        vault.conversations.add_message(conversation, "user", f"entry {number}")
    vault.close()


def assert_damaged(folder: VaultFolder, sentence: str) -> None:
    before = file_hashes(folder.path)
    with pytest.raises(DamagedDatabaseError, match=sentence):
        folder.unlock_with_passphrase(PASSPHRASE)
    assert file_hashes(folder.path) == before


def test_a_history_cut_at_any_page_is_damaged(folder: VaultFolder) -> None:
    path = folder.path / "history.db"
    whole = path.read_bytes()
    for length in range(0, len(whole), PAGE_BYTES):
        path.write_bytes(whole[:length])
        assert_damaged(folder, "damaged")
    path.write_bytes(whole[:-1])
    assert_damaged(folder, "cut off")
    path.write_bytes(whole)
    folder.unlock_with_passphrase(PASSPHRASE).close()


def test_missing_empty_plain_and_garbage_histories_are_damaged(folder: VaultFolder) -> None:
    path = folder.path / "history.db"
    size = path.stat().st_size
    path.unlink()
    assert folder.state().kind == "damaged"
    assert_damaged(folder, "missing")
    path.write_bytes(b"")
    assert folder.state().kind == "damaged"
    assert_damaged(folder, "empty")
    path.unlink()
    plain = sqlite3.connect(path)
    plain.executescript("CREATE TABLE t (x); INSERT INTO t VALUES (1);")
    plain.close()
    assert folder.state().kind == "damaged"
    assert_damaged(folder, "not encrypted")
    path.write_bytes(random.Random(7).randbytes(size))  # noqa: S311 -- garbage that repeats
    assert_damaged(folder, "cannot be decrypted")


@pytest.mark.parametrize("what", ["folder", "loop", "pipe"])
@pytest.mark.parametrize("name", ["history.db", "history.db-journal", "history.db-wal", "vault.head"])
@pytest.mark.timeout(20)
def test_what_is_no_file_is_named_and_never_waited_for(folder: VaultFolder, name: str, what: str) -> None:
    path = folder.path / name
    put_no_file(path, what)
    is_head = name == "vault.head"
    assert folder.state().kind == ("locked" if is_head else "damaged")
    with pytest.raises(LostHeadError if is_head else DamagedDatabaseError):
        folder.unlock_with_passphrase(PASSPHRASE)


def test_flipped_bits_are_found_by_the_full_check(folder: VaultFolder) -> None:
    """One bit in each page, at a random place; the first bytes of page one are found at open already."""
    path = folder.path / "history.db"
    whole = path.read_bytes()
    places = random.Random(11)  # noqa: S311 -- places that repeat
    for page in range(len(whole) // PAGE_BYTES):
        changed = bytearray(whole)
        changed[page * PAGE_BYTES + places.randrange(PAGE_BYTES)] ^= 1 << places.randrange(8)
        path.write_bytes(bytes(changed))
        assert is_found(folder), f"page {page + 1}"
        for name in ("history.db-journal", "vault.head"):
            assert (folder.path / name).exists() == (name == "vault.head")
    path.write_bytes(whole)
    assert not is_found(folder)


def is_found(folder: VaultFolder) -> bool:
    try:
        vault = folder.unlock_with_passphrase(PASSPHRASE)
    except DamagedDatabaseError:
        return True
    try:
        return bool(vault.check_integrity())
    finally:
        vault.close()


def test_a_damaged_page_does_not_close_a_conversation(folder: VaultFolder) -> None:
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    conversation = vault.conversations.create("Long")
    long_texts = [f"{number} " * 4_000 for number in range(20)]
    for text in long_texts:
        vault.conversations.add_message(conversation, "user", text)
    vault.close()
    path = folder.path / "history.db"
    whole = path.read_bytes()
    seen_unreadable = False
    for page in range(41, len(whole) // PAGE_BYTES, 6):
        changed = bytearray(whole)
        changed[page * PAGE_BYTES + 99] ^= 1
        path.write_bytes(bytes(changed))
        vault = folder.unlock_with_passphrase(PASSPHRASE)
        messages = vault.conversations.messages(conversation)
        vault.close()
        assert len(messages) == len(long_texts)
        assert all(message.text == text for message, text in zip(messages, long_texts, strict=True) if message.readable)
        seen_unreadable |= not all(message.readable for message in messages)
        assert any(message.readable for message in messages)
    assert seen_unreadable


def test_an_older_copy_is_named_with_what_is_missing(folder: VaultFolder) -> None:
    older = (folder.path / "history.db").read_bytes()
    add_entries(folder, 12)
    (folder.path / "history.db").write_bytes(older)
    before = file_hashes(folder.path)
    with pytest.raises(OlderCopyError, match="An older copy was restored; 12 entries are missing"):
        folder.unlock_with_passphrase(PASSPHRASE)
    assert file_hashes(folder.path) == before
    vault = folder.unlock_with_passphrase(PASSPHRASE, accept_older=True)
    assert texts(vault) == ["first", "second", "third"]
    assert "12 entries" in " ".join(vault.notices)
    vault.close()
    settled = folder.unlock_with_passphrase(PASSPHRASE)
    assert settled.notices == ()
    settled.close()


def test_even_the_last_commit_cannot_be_taken_back_after_a_clean_end(folder: VaultFolder) -> None:
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    older = (folder.path / "history.db").read_bytes()
    vault.conversations.create("The last")
    vault.close()
    (folder.path / "history.db").write_bytes(older)
    with pytest.raises(OlderCopyError, match="the latest changes are missing"):
        folder.unlock_with_passphrase(PASSPHRASE)


@pytest.mark.parametrize("damage", ["missing", "flipped", "empty", "older"])
def test_a_lost_head_is_named(folder: VaultFolder, damage: str) -> None:
    path = folder.path / "vault.head"
    content = path.read_bytes()
    add_entries(folder, 2)
    if damage == "missing":
        path.unlink()
    else:
        flipped = bytes([*content[:-1], content[-1] ^ 1])
        path.write_bytes({"flipped": flipped, "empty": b"", "older": content}[damage])
    with pytest.raises(LostHeadError):
        folder.unlock_with_passphrase(PASSPHRASE)
    vault = folder.unlock_with_passphrase(PASSPHRASE, accept_older=True)
    assert len(texts(vault)) == 5
    vault.close()


def add_colour(connection: dbapi2.Connection) -> None:
    connection.execute("ALTER TABLE conversations ADD COLUMN colour TEXT NOT NULL DEFAULT 'blue'")


def break_half_way(connection: dbapi2.Connection) -> None:
    connection.execute("DELETE FROM messages")
    connection.execute("SELECT from nowhere")


def test_a_migration_makes_a_copy_first_and_the_full_check_removes_it(folder: VaultFolder) -> None:
    original = (folder.path / "history.db").read_bytes()
    newer = cheap_folder(folder.path, migrations=(*MIGRATIONS, add_colour))
    vault = newer.unlock_with_passphrase(PASSPHRASE)
    assert texts(vault) == ["first", "second", "third"]
    assert vault._database.read("SELECT DISTINCT colour FROM conversations") == [("blue",)]
    copy = folder.path / f"history.db.before-{len(MIGRATIONS) + 2}"
    assert copy.read_bytes() == original
    assert vault.check_integrity() == ()
    assert not copy.exists()
    vault.close()
    newer.unlock_with_passphrase(PASSPHRASE).close()
    before = file_hashes(folder.path)
    with pytest.raises(NewerVaultError, match="newer version of Closed Door"):
        folder.unlock_with_passphrase(PASSPHRASE)
    assert file_hashes(folder.path) == before


def test_a_migration_that_fails_leaves_the_history_as_it_was(folder: VaultFolder) -> None:
    original = (folder.path / "history.db").read_bytes()
    with pytest.raises(MigrationError, match=rf"history\.db\.before-{len(MIGRATIONS) + 3}\)"):
        cheap_folder(folder.path, migrations=(*MIGRATIONS, add_colour, break_half_way)).unlock_with_passphrase(
            PASSPHRASE
        )
    assert (folder.path / "history.db").read_bytes() == original
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    assert texts(vault) == ["first", "second", "third"]
    vault.close()


def test_a_second_database_cannot_be_attached(folder: VaultFolder, tmp_path: Path) -> None:
    """`ATTACH … KEY ''` would write plain text; with the authorizer taken out it does (the control)."""
    plain = tmp_path / "plain.db"
    statement = f"ATTACH '{plain}' AS plain KEY ''"
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    connection = vault._database._connection
    for refused in (statement, "VACUUM", "SELECT load_extension('x')"):
        with pytest.raises(dbapi2.DatabaseError):
            connection.execute(refused)
    assert not plain.exists()
    connection.set_authorizer(None)
    connection.execute(statement)
    connection.execute("CREATE TABLE plain.t AS SELECT text FROM messages")
    assert b"second" in plain.read_bytes()
    vault.close()


def test_the_connection_is_set_up_as_designed(folder: VaultFolder) -> None:
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    settings = {
        "cipher_status": "1",
        "cipher_log_level": "NONE",
        "cipher_memory_security": "0",
        "temp_store": 2,
        "journal_mode": "delete",
        "synchronous": 2,
        "secure_delete": 1,
        "trusted_schema": 0,
        "foreign_keys": 1,
    }
    assert {name: vault._database.read(f"PRAGMA {name}")[0][0] for name in settings} == settings
    assert vault._database.read("SELECT v FROM message_search_config WHERE k = 'secure-delete'") == [(1,)]
    vault.close()


def test_a_raw_key_of_another_length_is_our_mistake(tmp_path: Path) -> None:
    """SQLCipher would take 62 digits for a passphrase and say nothing."""
    with pytest.raises(BugError):
        connections.open_encrypted(tmp_path / "x.db", Secret(b"k" * 31), create=True)


def test_a_whole_folder_moved_elsewhere_opens(folder: VaultFolder, tmp_path: Path) -> None:
    shutil.copytree(folder.path, tmp_path / "restored")
    cheap_folder(tmp_path / "restored").unlock_with_passphrase(PASSPHRASE).close()
