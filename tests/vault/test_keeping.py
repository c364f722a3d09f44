"""Moving a history from memory to the disk."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from closeddoor.domain.errors import BugError
from closeddoor.vault import moving
from closeddoor.vault.errors import EmptyPassphraseError, KeychainRefusedError, PlaceTakenError, VaultError
from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_folder import VaultFolder
from closeddoor.vault.ways import Protection
from tests.fakes.keychain import FakeKeychain
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder

PROTECTION = Protection("passphrase", PASSPHRASE)
ONE_ROW_BY_RULE: dict[str, Any] = {"role": "user", "state": "writing", "source": "own", "stage": "work", "pinned": 1}
"""Columns that take only some values; every other one gets a value of its type."""


@pytest.fixture
def memory() -> Iterator[Vault]:
    memory = Vault.in_memory()
    yield memory
    memory.close()


@pytest.fixture
def folder(tmp_path: Path) -> VaultFolder:
    return cheap_folder(tmp_path / "vault")


def tables_of(vault: Vault) -> list[str]:
    """Return every table of the schema that is not part of a search index, as the database names them."""
    rows = vault._database.read("PRAGMA table_list")
    return [row[1] for row in rows if row[2] == "table" and not row[1].startswith("sqlite_")]


def fill(vault: Vault, table: str) -> None:
    """Put a row into a table, whatever its columns are; references point to row 1 of the other."""
    columns = vault._database.read(f"PRAGMA table_info({table})")
    values = {name: _value(name, kind) for _, name, kind, *_ in columns}
    named, places = ", ".join(values), ", ".join("?" * len(values))
    with vault._database.write() as writing:
        writing.execute(f"INSERT INTO {table} ({named}) VALUES ({places})", tuple(values.values()))  # noqa: S608 - names of the schema's


def _value(name: str, kind: str) -> object:
    if name in ONE_ROW_BY_RULE:
        return ONE_ROW_BY_RULE[name]
    if name == "public_key":
        return bytes(32)
    if name == "parent_id":
        return None
    return {"INTEGER": 1, "TEXT": "“Größe” 💼", "BLOB": b"\x00\xff", "REAL": 0.5}[kind]


def rows_of(vault: Vault) -> dict[str, list[Any]]:
    tables = [name for name in tables_of(vault) if name != "vault_state"]
    return {name: vault._database.read(f"SELECT * FROM {name}") for name in tables}  # noqa: S608 - names of the schema's


def test_every_table_of_the_schema_survives(memory: Vault, folder: VaultFolder) -> None:
    memory._database.read("PRAGMA foreign_keys = OFF")
    for table in tables_of(memory):
        if table != "vault_state":
            fill(memory, table)
    before = rows_of(memory)
    assert all(before.values())
    assert len(before) > 10
    folder.keep(memory, PROTECTION)
    assert rows_of(memory) == before
    memory.close()
    opened = folder.unlock_with_passphrase(PASSPHRASE)
    del before["messages"]  # a reply that was being written is interrupted once the process has ended
    after = rows_of(opened)
    assert after.pop("messages")[0][3] == "interrupted"
    assert (after, opened.check_integrity(), opened.notices) == (before, (), ())
    opened.close()


def test_who_held_the_memory_goes_on_with_what_is_kept(memory: Vault, folder: VaultFolder) -> None:
    conversations = memory.conversations
    conversation = conversations.create("Vendor")
    gone = conversations.create("Deleted again")
    conversations.delete(gone)
    question = conversations.add_message(conversation, "user", "Which licences?")
    assert not memory.is_kept
    folder.keep(memory, PROTECTION)
    assert (memory.is_kept, memory.keys and memory.keys.slots) == (True, ("passphrase", "recovery_code"))
    conversations.add_message(conversation, "user", "And after renewal?")
    assert conversations.create("New") > gone > conversation
    found = memory._database.read("SELECT rowid FROM message_search WHERE message_search MATCH 'licences'")
    assert found == [(question,)]
    assert memory.keys is not None
    memory.keys.put(memory.keys.prepare_recovery_code().new_slot)
    memory.close()
    opened = folder.unlock_with_passphrase(PASSPHRASE)
    assert [message.text for message in opened.conversations.messages(conversation)] == [
        "Which licences?",
        "And after renewal?",
    ]
    assert opened.notices == ()
    opened.close()


def test_what_cannot_be_kept_stays_in_memory_and_leaves_no_vault(
    memory: Vault, folder: VaultFolder, tmp_path: Path
) -> None:
    conversation = memory.conversations.create("Vendor")
    refusing = cheap_folder(folder.path, FakeKeychain(KeychainRefusedError()))
    attempts: list[tuple[VaultFolder, Protection, type[VaultError]]] = [
        (folder, Protection("passphrase"), EmptyPassphraseError),
        (refusing, Protection("account"), KeychainRefusedError),
        (folder, PROTECTION, PlaceTakenError),
    ]
    for target, protection, told in attempts:
        if told is PlaceTakenError:
            (tmp_path / "vault.creating").write_text("not of Closed Door")
        with pytest.raises(told):
            target.keep(memory, protection)
        assert not folder.path.exists()
        assert [each.id for each in memory.conversations.list()] == [conversation]
    (tmp_path / "vault.creating").unlink()
    folder.keep(memory, PROTECTION)
    assert [each.id for each in memory.conversations.list()] == [conversation]


@pytest.mark.parametrize("step", ["copy", "open"])
def test_a_failure_in_the_midst_takes_nothing_away(
    memory: Vault, folder: VaultFolder, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversation = memory.conversations.create("Vendor")

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, os.strerror(28))

    with monkeypatch.context() as broken:
        if step == "copy":
            broken.setattr(moving, "_copy_table", fail)
        else:
            broken.setattr("closeddoor.vault.vault_folder.open_history", fail)
        with pytest.raises(VaultError, match="full"):
            folder.keep(memory, PROTECTION)
    assert list(folder.path.parent.iterdir()) == []
    memory.conversations.add_message(conversation, "user", "still here")
    folder.keep(memory, PROTECTION)
    assert len(memory.conversations.messages(conversation)) == 1


def test_a_row_that_is_lost_on_the_way_is_a_fault(
    memory: Vault, folder: VaultFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory.conversations.create("Vendor")
    monkeypatch.setattr(moving, "_count", lambda _, connection: id(connection))
    with pytest.raises(BugError, match="row was lost"):
        folder.keep(memory, PROTECTION)
    assert not folder.path.exists()


def test_looking_around_is_nothing_to_keep(memory: Vault) -> None:
    memory.settings.set("theme", "dark")
    assert not memory.holds_something()
    memory.conversations.create("Vendor")
    assert memory.holds_something()
