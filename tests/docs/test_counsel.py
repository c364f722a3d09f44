"""The page for counsel says what the code does: each row of what is kept, and each claim on reading and deleting."""

import re
import shutil
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from closeddoor.domain.attachment import ReadDocument
from closeddoor.domain.meeting import MeetingNote
from closeddoor.policy.in_force import follow
from closeddoor.presenters.record.statement import (
    NOT_HOW_WELL,
    OWN_WORDS,
    Draft,
    Practised,
    statement_state,
    statement_text,
)
from closeddoor.services.chat.drafts import KEY as DRAFT_KEY
from closeddoor.vault.history_file import migration_copies
from closeddoor.vault.migrations import MIGRATIONS
from closeddoor.vault.repositories.attempts import PASTED_KEY
from closeddoor.vault.set_aside import delete_aside, list_aside, put_in_place
from closeddoor.vault.slots import SlotKind
from closeddoor.vault.vault import Vault
from tests.docs.documents import ROOT
from tests.policy.policies import EVERY_KEY, policy_of
from tests.services.test_off_the_record import Talk, places_on_disk
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder
from tests.vault.test_history_file import add_colour

PAGE = (ROOT / "docs" / "counsel.md").read_text(encoding="utf-8")
TABLE = re.findall(r"^\| (.+?) \| (.+?) \| (.+?) \|$", PAGE.partition("## Who can read")[0], re.MULTILINE)[1:]
BY_HAND = "until the user deletes them"

TABLES = {
    "conversations with the local model": {
        "conversations",
        "messages",
        "message_sources",
        "folders",
        "message_search",
        "title_search",
    },
    "answers to briefings": {"attempts", "answers", "reflections"},
    "notes for meetings": {"meeting_notes", "cards"},
    "documents the user attached": {"attachments", "own_briefings"},
    "which packs were added": {"packs", "installed_packs", "pack_claims", "pack_catalogue", "record_rubrics"},
    "settings, measurements": {"settings", "vault_state"},
}
"""By the beginning of a row that lies in the vault: its tables."""
ELSEWHERE = (
    "conversations off the record",
    "a question not sent yet",  # two keys of the table of settings
    "the history as it was before a restore",
    "the history as it was before an update",
    "texts of briefings that the model read ahead",
    "models that the user copied",
    "encrypted backups",
    "PDF and Markdown files",
)


def rows(vault: Vault, table: str) -> int:
    ((count,),) = vault._database.read(f"SELECT count(*) FROM {table}")  # noqa: S608 - a name of our own
    return int(count)


def filled(vault: Vault) -> None:
    """Put something into every table whose rows go by the user's hand."""
    folder = vault.folders.create("Vendors")
    conversation = vault.conversations.create("Vendor", folder_id=folder)
    message = vault.conversations.add_message(conversation, "user", "Whose numbers?")
    vault.attachments.add(conversation, ReadDocument("offer.pdf", "pdf", 9, "We offer.", ()))
    vault.attachments.keep_sources(message, ())
    attempt = vault.attempts.create("org.example", "1.0", "0" * 64, "letter")
    vault.attempts.save_reflection(attempt, "next_time", "Who measured it?")
    vault.own_briefings.add("An offer", "We offer.")
    vault.meeting_notes.save(MeetingNote("board", 1, "ask who measured it"))
    vault.settings.set(DRAFT_KEY, "Not sent yet")
    vault.settings.set(PASTED_KEY, "A text")


def delete_by_hand(vault: Vault) -> None:
    """Delete all of it as the pages do."""
    for conversation in vault.conversations.list():
        vault.conversations.delete(conversation.id)
    for folder in vault.folders.list():
        vault.folders.take_out(folder.id)
    vault.attempts.delete_all_practice()


def by_hand() -> set[str]:
    """Return the tables of the rows that say “until the user deletes them”."""
    found: set[str] = set()
    for what, where, until in TABLE:
        if until.startswith(BY_HAND) and "vault" in where:
            found |= next(tables for beginning, tables in TABLES.items() if what.startswith(beginning))
    return found


def test_every_row_is_known_here_and_every_table_of_the_vault_has_a_row() -> None:
    beginnings = (*TABLES, *ELSEWHERE)
    assert [what for what, _, _ in TABLE if not what.startswith(beginnings)] == []
    assert len(TABLE) == len(beginnings)
    vault = Vault.in_memory()
    names = vault._database.read("SELECT name FROM sqlite_master WHERE type = 'table'")
    vault.close()
    shadows = re.compile(r"sqlite_|(message|title)_search_")
    tables = {name for (name,) in names if not shadows.match(name)}
    assert set().union(*TABLES.values()) == tables


def test_what_the_user_deletes_is_gone_whatever_an_administrator_has_set() -> None:
    """“No administrator's rule prevents deletion”: the strictest policy there is is in force."""
    follow(policy_of(**EVERY_KEY))
    vault = Vault.in_memory()
    filled(vault)
    tables = by_hand()
    assert {table for table in tables if rows(vault, table)} >= tables - {"answers", "cards"}, "there is something"
    delete_by_hand(vault)
    assert {table: rows(vault, table) for table in tables if rows(vault, table)} == {}
    assert vault.settings.get(PASTED_KEY) is None
    vault.close()


def test_everything_is_erased_whatever_an_administrator_has_set(tmp_path: Path) -> None:
    follow(policy_of(**EVERY_KEY))
    folder = cheap_folder(tmp_path / "profile" / "vault")
    folder.path.parent.mkdir()
    folder.create(PASSPHRASE)[0].close()
    folder.erase()
    assert list(folder.path.parent.iterdir()) == []


def test_deleted_rows_are_overwritten(tmp_path: Path) -> None:
    vault, _ = cheap_folder(tmp_path / "vault").create(PASSPHRASE)
    assert vault._database.read("PRAGMA secure_delete") == [(1,)]
    vault.close()


def test_off_the_record_leaves_no_row_and_no_file(tmp_path: Path) -> None:
    talk = Talk(tmp_path)
    empty = {table: rows(talk.vault, table) for table in by_hand()}
    talk.hold(is_off_the_record=True)
    assert {table: rows(talk.vault, table) for table in by_hand()} == empty
    talk.vault.close()
    assert places_on_disk(tmp_path) == []


def test_nothing_is_deleted_by_age() -> None:
    """No statement that deletes compares a time; what goes by itself is what nothing refers to any more."""
    by_age = re.compile(r"DELETE FROM[^;\"]*?\b\w*(_ms|_at|date|time)\b\s*(<|>|BETWEEN)", re.IGNORECASE)
    assert by_age.search("DELETE FROM messages WHERE created_at_ms < ?"), "the control"
    sources = [*(ROOT / "app/closeddoor/vault").rglob("*.py"), *(ROOT / "app/closeddoor/services").rglob("*.py")]
    assert [each.name for each in sources if by_age.search(each.read_text(encoding="utf-8"))] == []


def test_a_history_set_aside_stays_until_its_user_deletes_it(tmp_path: Path) -> None:
    folder = cheap_folder(tmp_path / "vault")
    folder.create(PASSPHRASE)[0].close()
    shutil.copytree(folder.path, tmp_path / "incoming")
    put_in_place(folder.path, tmp_path / "incoming", "before-restore")
    for _ in range(3):
        folder.unlock_with_passphrase(PASSPHRASE).close()
    (aside,) = list_aside(folder.path)
    delete_aside(folder.path, aside.path)
    assert list_aside(folder.path) == ()


def test_the_copy_before_an_update_goes_with_the_check(tmp_path: Path) -> None:
    cheap_folder(tmp_path / "vault").create(PASSPHRASE)[0].close()
    vault = cheap_folder(tmp_path / "vault", migrations=(*MIGRATIONS, add_colour)).unlock_with_passphrase(PASSPHRASE)
    assert len(migration_copies(tmp_path / "vault")) == 1
    assert vault.check_integrity() == ()
    assert migration_copies(tmp_path / "vault") == ()
    vault.close()


def test_there_are_no_ways_in_but_those_of_the_page() -> None:
    said = {
        "passphrase": "the passphrase",
        "passphrase_device": "on this device only",
        "recovery_code": "the recovery",
        "account": "the login of the account",
    }
    assert set(said) == set(get_args(SlotKind))
    page = " ".join(PAGE.split())
    assert [words for words in said.values() if words not in page] == []


def test_the_statement_holds_what_the_page_says_and_no_more() -> None:
    assert {field.name for field in fields(Practised)} == {"attempts", "minutes"}, "no score comes near it"
    draft = Draft().with_practised({"risk": Practised(3, 90.0)}).with_hours("risk", "1.5").with_name("A. Heron")
    page = statement_state(draft, date(2026, 11, 24)).page
    assert page is not None
    lines = [line for line in statement_text(page).splitlines() if line]
    assert lines[:3] == ["Statement of practice", "A. Heron", "24 November 2026"]
    assert lines[4:] == ["AI risk: 1.5 hours", OWN_WORDS, NOT_HOW_WELL]


@pytest.mark.parametrize("key", ["off_the_record", "export", "own_documents", "backup_folder"])
def test_the_keys_it_names_are_keys(key: str) -> None:
    assert f"`{key}" in PAGE
    assert key in EVERY_KEY
