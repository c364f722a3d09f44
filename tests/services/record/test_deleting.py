"""Deleted from the record is deleted from the file: answers, results, notes, cards, and what the grader counted."""

from pathlib import Path

import pytest

from closeddoor.domain.cards import NewCard
from closeddoor.domain.meeting import MeetingNote
from closeddoor.domain.own_briefing import OwnWork
from closeddoor.services.installing import Threads
from closeddoor.services.library import LibraryService
from closeddoor.services.record import CardService, RecordService
from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_folder import VaultFolder
from tests.fakes.ports import InlineExecutor, QueueDispatcher
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder
from tests.vault.test_deleting import MARKER, marker_count


@pytest.fixture
def folder(tmp_path: Path) -> VaultFolder:
    return cheap_folder(tmp_path / "vault")


def fill(vault: Vault) -> list[int]:
    """Keep two attempts with the marker in everything that comes with one; return their ids."""
    attempts = []
    for number in range(2):
        vault.packs.keep(f"hash{number}", f"pack {MARKER}".encode() * 50)
        attempt = vault.attempts.create(f"p.{MARKER}", "1", f"hash{number}", f"s{number}-{MARKER}")
        vault.attempts.save_answer(attempt, "memo", f'{{"text": "{MARKER * 90}"}}', committed=True)
        vault.attempts.save_result(attempt, f'{{"tasks": [], "note": "{MARKER * 90}"}}')
        vault.attempts.save_reflection(attempt, "notes", MARKER)
        vault.settings.set(f"agreement:hash{number}:s{number}-{MARKER}:memo:1", {"met": 1})
        cards = CardService(vault, InlineExecutor())
        cards.keep_next_time(attempt, f"I will ask for {MARKER}.").result(0)
        cards.keep_debrief_card(attempt, MARKER, MARKER, MARKER).result(0)
        attempts.append(attempt)
    return attempts


def rows_by_table(vault: Vault) -> dict[str, int]:
    """Return how many rows each table of the user's writing has."""
    tables = ("attempts", "answers", "reflections", "cards", "own_briefings", "meeting_notes", "conversations")
    read = vault.attempts._database.read
    return {table: int(read(f"SELECT count(*) FROM {table}")[0][0]) for table in tables}  # noqa: S608 - names above


def record_of(vault: Vault) -> RecordService:
    executor = InlineExecutor()
    return RecordService(vault, LibraryService((), executor), Threads(executor, executor, QueueDispatcher()))


def test_one_by_one_nothing_stays(folder: VaultFolder) -> None:
    vault, _ = folder.create(PASSPHRASE)
    first, second = fill(vault)
    filled = marker_count(vault, folder)
    record_of(vault).delete([first]).result(0)
    assert 0 < marker_count(vault, folder) < filled
    record_of(vault).delete([second]).result(0)
    assert marker_count(vault, folder) == 0
    vault.close()


def test_all_at_once_nothing_stays(folder: VaultFolder) -> None:
    vault, _ = folder.create(PASSPHRASE)
    fill(vault)
    own = vault.own_briefings.add(MARKER, MARKER * 90)
    vault.own_briefings.save(own.id, OwnWork(memo=MARKER, next_time=MARKER))
    CardService(vault, InlineExecutor()).write_own_next_time(own.id, MARKER)
    vault.cards.add(NewCard(None, "own", MARKER, MARKER), "{}", 0)
    vault.meeting_notes.save(MeetingNote("vendor-pitch", 1, MARKER, MARKER))
    vault.conversations.create("A talk")
    assert all(rows_by_table(vault).values())
    record_of(vault).delete_all().result(0)
    assert {table for table, rows in rows_by_table(vault).items() if rows} == {"conversations"}
    assert marker_count(vault, folder) == 0
    vault.close()


def test_a_forgotten_card_and_a_reworded_one_leave_no_trace(folder: VaultFolder) -> None:
    vault, _ = folder.create(PASSPHRASE)
    attempt = vault.attempts.create("p", "1", "h", "s")
    cards = CardService(vault, InlineExecutor())
    card = cards.keep_debrief_card(attempt, MARKER, MARKER * 40, MARKER).result(0)
    cards.keep_next_time(attempt, f"I will ask for {MARKER}.").result(0)
    assert marker_count(vault, folder) > 0
    cards.forget(card).result(0)
    cards.keep_next_time(attempt, "I will ask.").result(0)
    assert marker_count(vault, folder) == 0
    vault.close()


def test_control_without_secure_delete_it_stays(folder: VaultFolder) -> None:
    vault, _ = folder.create(PASSPHRASE)
    vault.attempts._database.read("PRAGMA secure_delete = OFF")
    fill(vault)
    record_of(vault).delete_all().result(0)
    assert marker_count(vault, folder) > 0
    vault.close()
