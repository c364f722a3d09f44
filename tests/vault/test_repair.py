"""A repair saves every row of every page that is well; what SQLite itself still reads is the measure."""

import os
import random
import shutil
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from closeddoor.domain.errors import KnownError
from closeddoor.domain.secret import Secret
from closeddoor.vault.connection import PAGE_BYTES, open_encrypted
from closeddoor.vault.damaged_file import DamagedFile, UnreadablePageError
from closeddoor.vault.errors import BeyondRepairError, DamagedDatabaseError
from closeddoor.vault.repair import Repaired, repair
from closeddoor.vault.salvaged_rows import tables_of
from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_folder import VaultFolder
from closeddoor.vault.ways import Protection
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder, file_hashes

TRIALS = int(os.environ.get("REPAIR_TRIALS", "6"))
OLD_VERSIONS = Path(__file__).parent / "old_versions"

Rows = dict[str, set[str]]


@dataclass(frozen=True)
class Kept:
    """A closed vault with all kinds of rows, what is in it, and on which pages its rows stand."""

    path: Path
    code: Secret
    rows: Rows
    key: Secret

    def folder(self, place: Path) -> VaultFolder:
        shutil.copytree(self.path, place)
        return cheap_folder(place)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    folder = cheap_folder(tmp_path_factory.mktemp("kept") / "vault")
    vault = Vault.in_memory()
    fill(vault)
    code = folder.keep(vault, Protection("passphrase", PASSPHRASE))
    rows, key = rows_of(vault), vault._database._connect.args[1]  # type: ignore[attr-defined]
    vault.close()
    return Kept(folder.path, code.text(), rows, key)


def fill(vault: Vault) -> None:
    sizes = random.Random(4)  # noqa: S311 -- sizes that repeat
    for number in range(4):
        conversation = vault.conversations.create(f"Conversation {number}")
        for turn in range(40):
            text = f"{number}/{turn} " + "wörter " * sizes.choice((1, 30, 150, 1_500))
            vault.conversations.add_message(conversation, "user", text)
    for number in range(25):
        attempt = vault.attempts.create("pack", "1", f"hash {number % 3}", f"scenario {number}")
        vault.attempts.save_answer(attempt, "memo", f'"{number} {"x" * sizes.randrange(6_000)}"', committed=True)
        vault.attempts.save_reflection(attempt, "next_time", f"next {number}")
        vault.attempts.save_result(attempt, f'"{"y" * sizes.randrange(20_000)}"')
        vault.settings.set(f"setting {number}", "z" * sizes.randrange(400))


def rows_of(vault: Vault) -> Rows:
    """Return all rows as SQLite reads them."""
    connection = vault._database._connection
    return {
        table.name: {repr(row) for row in connection.execute(f"SELECT * FROM {table.name}")}  # noqa: S608
        for table in tables_of(connection)
        if table.name not in ("vault_state", "sqlite_sequence")
    }


def damage(folder: VaultFolder, pages: list[int]) -> None:
    path = folder.path / "history.db"
    content = bytearray(path.read_bytes())
    for page in pages:
        content[page * PAGE_BYTES - 2_000] ^= 1
    path.write_bytes(bytes(content))


def repaired(folder: VaultFolder, code: Secret) -> tuple[Repaired, Rows]:
    before = file_hashes(folder.path)
    aside, report = repair(folder, folder.way("recovery_code", code))
    assert file_hashes(aside) == before
    vault = folder.unlock_with_recovery_code(code)
    assert (vault.notices, vault.check_integrity()) == ((), ())
    rows = rows_of(vault)
    assert bool(vault.conversations.search("wörter")) == any("wörter" in row for row in rows["messages"])
    vault.close()
    return report, rows


def page_count(kept: Kept) -> int:
    return (kept.path / "history.db").stat().st_size // PAGE_BYTES


def test_a_history_that_is_well_loses_nothing(kept: Kept, tmp_path: Path) -> None:
    report, rows = repaired(kept.folder(tmp_path / "vault"), kept.code)
    assert (report.lost, report.damaged_pages, report.notices) == ((), 0, ())
    assert rows == kept.rows


def test_what_sqlite_can_still_read_is_saved_and_the_rest_is_named(kept: Kept, tmp_path: Path) -> None:
    pages = random.Random(9).sample(range(2, page_count(kept) + 1), TRIALS)  # noqa: S311 -- pages that repeat
    losses = 0
    for page in pages:
        folder = kept.folder(tmp_path / "vault")
        damage(folder, [page])
        readable = {table: rows_by_key(folder.path, kept, table) for table in KEYS}
        report, rows = repaired(folder, kept.code)
        assert report.damaged_pages == 1
        for table, found in readable.items():
            assert found <= rows[table], f"page {page}, {table}"
        for table in kept.rows:
            is_lost = bool(kept.rows[table] - rows[table])
            losses += is_lost
            assert not is_lost or table in {lost.table for lost in report.lost}, f"page {page}, {table}"
        shutil.rmtree(tmp_path / "vault")
        shutil.rmtree(tmp_path / "vault.damaged-1")
    assert losses > 0


KEYS = {
    "messages": ("id",),
    "attempts": ("id",),
    "conversations": ("id",),
    "answers": ("attempt_id", "task_id"),
    "reflections": ("attempt_id", "key"),
    "settings": ("key",),
}


def rows_by_key(path: Path, kept: Kept, table: str) -> set[str]:
    """Return the rows that SQLCipher gives when it is asked for each of them alone, on a connection of its own."""
    names = ", ".join(KEYS[table])
    with closing(open_encrypted(kept.path / "history.db", kept.key)) as well:
        keys = well.execute(f"SELECT {names} FROM {table}").fetchall()  # noqa: S608 -- names of the schema's
    where = " AND ".join(f"{name} = ?" for name in KEYS[table])
    return {row for key in keys for row in read_alone(path, kept.key, f"SELECT * FROM {table} WHERE {where}", key)}  # noqa: S608


def read_alone(path: Path, key: Secret, statement: str, values: tuple[object, ...]) -> set[str]:
    try:
        with closing(open_encrypted(path / "history.db", key)) as connection:
            rows = connection.execute(statement, values).fetchall()
            is_well = connection.execute("PRAGMA cipher_status").fetchone() == ("1",)
    except (dbapi2.DatabaseError, DamagedDatabaseError):
        return set()
    return {repr(row) for row in rows} if is_well else set()


def inner_pages(kept: Kept) -> list[int]:
    file = DamagedFile(kept.path / "history.db", kept.key)
    return [number for number in range(2, file.count + 1) if is_inner_of_a_table(file, number)]


def is_inner_of_a_table(file: DamagedFile, number: int) -> bool:
    try:
        page = file.page(number)
    except UnreadablePageError:
        return False
    return page.is_table and not page.is_leaf


def test_what_lies_below_damaged_inner_pages_is_saved(kept: Kept, tmp_path: Path) -> None:
    """SQLite reads nothing below them."""
    pages, folder = inner_pages(kept), kept.folder(tmp_path / "vault")
    assert len(pages) >= 2
    damage(folder, pages)
    assert rows_by_key(folder.path, kept, "messages") == set()
    report, rows = repaired(folder, kept.code)
    assert (rows, report.damaged_pages) == (kept.rows, len(pages))
    assert report.lost == ()


def test_a_file_of_which_the_plan_is_lost_is_saved_too(kept: Kept, tmp_path: Path) -> None:
    """Page 1 says where all is; without it, and without one more of the plan, SQLite cannot open the file."""
    folder = kept.folder(tmp_path / "vault")
    damage(folder, [1, plan_page(kept)])
    with pytest.raises(DamagedDatabaseError):
        folder.unlock_with_recovery_code(kept.code)
    report, rows = repaired(folder, kept.code)
    assert rows == kept.rows
    assert report.damaged_pages == 2


def plan_page(kept: Kept) -> int:
    file = DamagedFile(kept.path / "history.db", kept.key)
    page = file.page(1)
    return page.right if not page.is_leaf else 2


@pytest.mark.parametrize("pages_cut", [0.25, 0.5, 1.0 / PAGE_BYTES])
def test_a_file_that_was_cut_off_gives_what_is_left(kept: Kept, tmp_path: Path, pages_cut: float) -> None:
    folder = kept.folder(tmp_path / "vault")
    path = folder.path / "history.db"
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * (1 - pages_cut))])
    with pytest.raises(DamagedDatabaseError):
        folder.unlock_with_recovery_code(kept.code)
    report, rows = repaired(folder, kept.code)
    saved = sum(len(rows[table] & kept.rows[table]) for table in rows)
    assert saved > 40
    assert report.lost


def test_a_lost_message_keeps_its_place_and_is_named(kept: Kept, tmp_path: Path) -> None:
    folder = kept.folder(tmp_path / "vault")
    damage(folder, [leaf_of(kept, "messages", 100)])
    report, _ = repaired(folder, kept.code)
    lost = [row for row in report.lost if row.table == "messages"]
    assert lost
    assert all(row.is_certain and row.facts["conversation_id"] for row in lost)
    assert "LostRow(messages)" in repr(report)
    vault = folder.unlock_with_recovery_code(kept.code)
    conversation = int(str(lost[0].facts["conversation_id"]))
    messages = vault.conversations.messages(conversation)
    assert len(messages) == 40
    damaged = [message.id for message in messages if message.text == "This entry was damaged and could not be saved."]
    assert damaged == [int(row.key) for row in lost if row.facts["conversation_id"] == conversation]
    assert [message.parent_id for message in messages[1:]] == [message.id for message in messages[:-1]]
    vault.close()


def test_answers_of_a_lost_attempt_are_saved_with_it(kept: Kept, tmp_path: Path) -> None:
    folder = kept.folder(tmp_path / "vault")
    damage(folder, [leaf_of(kept, "attempts", 20)])
    report, rows = repaired(folder, kept.code)
    lost = [int(row.key) for row in report.lost if row.table == "attempts"]
    assert lost
    assert {row.table for row in report.lost} == {"attempts"}
    assert rows["answers"] == kept.rows["answers"]
    vault = folder.unlock_with_recovery_code(kept.code)
    for attempt_id in lost:
        attempt = vault.attempts.get(attempt_id)
        assert attempt is not None
        assert (attempt.result_json, attempt.finished_at_ms, attempt.pack_version) == (None, None, "1")
        assert vault.attempts.answers(attempt_id)
    vault.close()


def leaf_of(kept: Kept, table: str, rowid: int) -> int:
    """Return the page on which a row begins."""
    file = DamagedFile(kept.path / "history.db", kept.key)
    with closing(open_encrypted(kept.path / "history.db", kept.key)) as well:
        (number,) = well.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    while not (page := file.page(number)).is_leaf:
        number = next((cell.child for cell in page.cells if rowid <= cell.rowid), page.right)
    return int(number)


def test_messages_whose_conversation_is_lost_get_another(kept: Kept, tmp_path: Path) -> None:
    folder = kept.folder(tmp_path / "vault")
    damage(folder, [leaf_of(kept, "conversations", 1)])
    report, rows = repaired(folder, kept.code)
    assert [row.key for row in report.lost if row.table == "conversations"] == [str(number) for number in range(1, 5)]
    vault = folder.unlock_with_recovery_code(kept.code)
    assert {conversation.title for conversation in vault.conversations.list()} == {"Recovered"}
    vault.close()
    assert rows["messages"] == kept.rows["messages"]


def test_a_journal_of_a_killed_write_is_played_back_in_a_copy(kept: Kept, tmp_path: Path) -> None:
    folder = kept.folder(tmp_path / "vault")
    leave_a_hot_journal(folder.path, kept.key)
    damage(folder, [leaf_of(kept, "attempts", 20)])
    _, rows = repaired(folder, kept.code)
    assert rows["messages"] == kept.rows["messages"]


def leave_a_hot_journal(path: Path, key: Secret) -> None:
    """Write in a process of its own, which ends in the middle of its commit."""
    script = (
        "import os, sys; from pathlib import Path\n"
        "from closeddoor.domain.secret import Secret\n"
        "from closeddoor.vault.connection import open_encrypted\n"
        "c = open_encrypted(Path(sys.argv[1]), Secret(bytes.fromhex(sys.argv[2])))\n"
        "c.execute('PRAGMA cache_size = 5'); c.execute('BEGIN IMMEDIATE')\n"
        "c.execute(\"UPDATE messages SET text = 'half written'\")\n"
        "os._exit(9)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "app")}
    command = [sys.executable, "-c", script, str(path / "history.db"), key.reveal().hex()]
    assert subprocess.run(command, env=environment, check=False).returncode == 9
    assert (path / "history.db-journal").stat().st_size > PAGE_BYTES


def test_an_older_copy_is_still_named(kept: Kept, tmp_path: Path) -> None:
    folder = kept.folder(tmp_path / "vault")
    older = (folder.path / "history.db").read_bytes()
    vault = folder.unlock_with_recovery_code(kept.code)
    vault.conversations.create("Since")
    for number in range(3):
        vault.conversations.add_message(1, "user", f"since {number}")
    vault.close()
    (folder.path / "history.db").write_bytes(older)
    report, _ = repaired(folder, kept.code)
    assert report.notices == ("An older copy was restored; 3 entries are missing.",)


@pytest.mark.parametrize("version", ["1", "2", "3"])
def test_an_earlier_version_is_repaired_in_its_form_and_brought_along(version: str, tmp_path: Path) -> None:
    shutil.copytree(OLD_VERSIONS / version, tmp_path / "vault")
    folder = cheap_folder(tmp_path / "vault")
    _, report = repair(folder, folder.way("passphrase", PASSPHRASE))
    assert report.lost == ()
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    assert [message.text for message in vault.conversations.messages(1)] == ["first", "second", "third"]
    assert vault._database.read("SELECT id, parent_id FROM messages ORDER BY id") == [(1, None), (2, 1), (3, 2)]
    assert vault.check_integrity() == ()
    vault.close()


def test_where_nothing_can_be_read_it_says_so_and_changes_nothing(kept: Kept, tmp_path: Path) -> None:
    folder = kept.folder(tmp_path / "vault")
    damage(folder, list(range(1, page_count(kept) + 1)))
    before = file_hashes(folder.path)
    with pytest.raises(BeyondRepairError):
        repair(folder, folder.way("recovery_code", kept.code))
    assert file_hashes(folder.path) == before
    assert [path.name for path in tmp_path.iterdir()] == ["vault"]


@pytest.mark.parametrize("what", ["missing", "empty", "garbage", "folder"])
def test_what_is_no_history_is_beyond_repair(kept: Kept, tmp_path: Path, what: str) -> None:
    folder = kept.folder(tmp_path / "vault")
    path = folder.path / "history.db"
    path.unlink()
    if what == "folder":
        path.mkdir()
    elif what != "missing":
        path.write_bytes(b"" if what == "empty" else bytes(range(256)) * 500)
    with pytest.raises(BeyondRepairError):
        repair(folder, folder.way("recovery_code", kept.code))
    assert [found.name for found in tmp_path.iterdir()] == ["vault"]


def test_given_up_it_leaves_all_as_it_was(kept: Kept, tmp_path: Path) -> None:
    folder, steps = kept.folder(tmp_path / "vault"), iter(range(2))

    def give_up(_: float) -> None:
        if next(steps, None) is None:
            raise KnownError("repair.cancelled", "Stopped.")

    with pytest.raises(KnownError, match="Stopped"):
        repair(folder, folder.way("recovery_code", kept.code), give_up)
    assert [path.name for path in tmp_path.iterdir()] == ["vault"]
    folder.unlock_with_recovery_code(kept.code).close()


def test_ids_of_what_is_lost_are_not_given_again(kept: Kept, tmp_path: Path) -> None:
    folder = kept.folder(tmp_path / "vault")
    vault = folder.unlock_with_recovery_code(kept.code)
    last = vault.conversations.create("Deleted")
    vault.conversations.delete(last)
    vault.close()
    repaired(folder, kept.code)
    vault = folder.unlock_with_recovery_code(kept.code)
    assert vault.conversations.create("New") > last
    vault.close()
