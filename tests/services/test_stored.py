"""What is counted is what lies there: the tables of the history, and the files of the profile."""

from pathlib import Path

import pytest

from closeddoor.domain.errors import KnownError
from closeddoor.services.stored import StoredService, files_in
from closeddoor.vault.vault import Vault
from tests.fakes.ports import InlineExecutor
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder

NOT_SHOWN_BY_THEMSELVES = {
    "vault_state": "how many commits there were",
    "folders": "names of folders: among the settings",
    "settings": "named, not counted",
    "message_sources": "part of a message",
    "answers": "part of an attempt",
    "reflections": "part of an attempt",
    "packs": "the bytes of packs that are installed or were practised with",
    "pack_claims": "part of installing",
    "pack_catalogue": "made again from the packs",
    "record_rubrics": "made again from the packs",
}


def filled(vault: Vault) -> None:
    conversation = vault.conversations.create("Vendor")
    for text in ("first", "second"):
        vault.conversations.add_message(conversation, "user", text)
    vault.attempts.create("org.example", "1.0", "0" * 64, "letter")


def test_the_history_is_counted_where_it_lies(tmp_path: Path) -> None:
    vault, _ = cheap_folder(tmp_path / "vault").create(PASSPHRASE)
    service = StoredService(vault, InlineExecutor(), InlineExecutor(), tmp_path)
    filled(vault)
    stored = service.count().result()
    held = stored.contents
    assert (held.conversations, held.messages, held.attempts, held.finished, held.cards) == (1, 2, 1, 0, 0)
    assert stored.is_kept
    vault.close()


def test_every_table_is_counted_or_part_of_one_that_is() -> None:
    vault = Vault.in_memory()
    rows = vault._database.read("SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main'")
    tables = {name for (name,) in rows if not name.startswith("sqlite_")}
    counted = {"conversations", "messages", "attachments", "attempts", "cards", "meeting_notes", "own_briefings"}
    assert tables - set(NOT_SHOWN_BY_THEMSELVES) == {*counted, "installed_packs"}
    assert not StoredService(vault, InlineExecutor(), InlineExecutor(), Path()).count().result().is_kept
    vault.close()


def test_files_are_those_of_the_folder_with_their_sizes(tmp_path: Path) -> None:
    vault, _ = cheap_folder(tmp_path / "vault").create(PASSPHRASE)
    (tmp_path / "models" / "deep").mkdir(parents=True)
    (tmp_path / "models" / "deep" / "one.gguf").write_bytes(b"12345")
    (tmp_path / "snapshots").mkdir()
    (tmp_path / "vault" / "history.db.before-4").write_bytes(b"123")
    (tmp_path / "vault.before-restore-1").mkdir()
    (tmp_path / "notes.txt").write_bytes(b"")
    seen = {each.name: each for each in files_in(tmp_path)}
    assert {name: each.kind for name, each in seen.items()} == {
        "models": "models",
        "snapshots": "snapshots",
        "notes.txt": "other",
        "vault.before-restore-1": "aside",
        "vault/history.db": "history",
        "vault/history.db.before-4": "copy",
        "vault/vault.head": "head",
        "vault/vault.keys": "keys",
        "vault/vault.keys.copy": "keys",
        "vault/vault.lock": "lock",
    }
    assert (seen["models"].size_bytes, seen["models"].files) == (5, 1)
    assert seen["vault/history.db"].size_bytes == (tmp_path / "vault" / "history.db").stat().st_size
    vault.close()


def test_no_link_is_followed(tmp_path: Path) -> None:
    outside, profile = tmp_path / "outside", tmp_path / "profile"
    outside.mkdir()
    (outside / "large").write_bytes(b"0" * 10_000)
    profile.mkdir()
    (profile / "vault").symlink_to(outside)
    assert [(each.name, each.size_bytes < 10_000) for each in files_in(profile)] == [("vault", True)]


def test_a_folder_that_is_not_there_holds_nothing_and_one_that_refuses_says_so(tmp_path: Path) -> None:
    assert files_in(tmp_path / "nothing") == ()
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(KnownError, match="could not be listed"):
        files_in(tmp_path / "file")
