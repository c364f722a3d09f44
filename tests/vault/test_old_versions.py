"""Histories of earlier versions, kept as files, are brought to today's form without losing anything."""

import re
import shutil
from pathlib import Path

import pytest

from closeddoor.domain.installed import Claim
from closeddoor.vault.migrations import MIGRATIONS
from closeddoor.vault.vault import Vault
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder

OLD_VERSIONS = Path(__file__).parent / "old_versions"
KEY = bytes(range(32))


def schema_of(vault: Vault) -> dict[str, str]:
    rows = vault._database.read("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
    return {name: re.sub(r"--[^\n]*|\s+", "", sql) for name, sql in rows}


def opened(version: str, tmp_path: Path) -> Vault:
    shutil.copytree(OLD_VERSIONS / version, tmp_path / "vault")
    return cheap_folder(tmp_path / "vault").unlock_with_passphrase(PASSPHRASE)


def test_every_earlier_version_has_its_file() -> None:
    kept = {path.name for path in OLD_VERSIONS.iterdir()}
    assert kept == {str(version) for version in range(1, len(MIGRATIONS) + 1)}


@pytest.mark.parametrize("version", ["1", "2", "3", "4"])
def test_a_history_of_an_earlier_version_is_brought_along(version: str, tmp_path: Path) -> None:
    old = opened(version, tmp_path)
    (conversation,) = old.conversations.list()
    assert [message.text for message in old.conversations.messages(conversation.id)] == ["first", "second", "third"]
    (attempt,) = old.attempts.list()
    assert old.attempts.answers(attempt.id)["reply"].response_json == '{"text":"kept"}'
    assert old.packs.get(attempt.pack_hash) == b"the bytes of a pack"
    assert schema_of(old) == schema_of(Vault.in_memory())
    old.installed.install(Claim("org.example.letters", KEY, 8, "cc" * 32), "Letters", "1.8.0", b"bytes")
    assert old.check_integrity() == ()
    old.close()


@pytest.mark.parametrize("version", ["1", "2", "3", "4"])
def test_the_messages_of_an_earlier_version_follow_one_another(version: str, tmp_path: Path) -> None:
    old = opened(version, tmp_path)
    rows = old._database.read("SELECT id, parent_id FROM messages ORDER BY id")
    assert rows == [(1, None), (2, 1), (3, 2)]
    assert old._database.read("SELECT current_id FROM conversations") == [(3,)]
    old.close()


def test_an_installed_pack_of_version_2_is_still_there(tmp_path: Path) -> None:
    old = opened("2", tmp_path)
    assert [pack.pack_id for pack in old.installed.list()] == ["org.example.letters"]
    assert old.attempts.reflections(1) == {"next_time": "who checks the letters"}
    old.close()


def test_what_was_written_in_the_practice_room_of_version_3_is_still_there(tmp_path: Path) -> None:
    old = opened("3", tmp_path)
    assert [(card.attempt_id, card.question) for card in old.cards.list()] == [(1, "who checks the letters")]
    assert [row.title for row in old.own_briefings.list()] == ["An offer"]
    assert [(note.text, note.name) for note in old.meeting_notes.list("board")] == [("ask who measured it", "")]
    old.close()
