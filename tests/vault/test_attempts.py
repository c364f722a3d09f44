import pytest

from closeddoor.domain.errors import BugError
from closeddoor.vault.errors import VaultError
from closeddoor.vault.repositories.attempts import AttemptRepository
from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_folder import VaultFolder
from tests.vault.cheap_vault import PASSPHRASE


def begun(vault: Vault, scenario_id: str = "helpdesk") -> tuple[AttemptRepository, int]:
    return vault.attempts, vault.attempts.create("vendor-proposals", "1.0.0", "ab" * 32, scenario_id)


def test_an_attempt_resumes_exactly_where_it_was(folder: VaultFolder) -> None:
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    attempts, attempt = begun(vault)
    attempts.set_stage(attempt, "work", "task interview")
    attempts.save_answer(attempt, "marks", '{"spans":[]}', committed=True)
    attempts.save_answer(attempt, "interview", '{"asked":["a"]}', committed=False)
    attempts.save_reflection(attempt, "expected", "that exits are there")
    before = (attempts.get(attempt), attempts.answers(attempt), attempts.reflections(attempt))
    vault.close()
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    after = vault.attempts
    assert (after.get(attempt), after.answers(attempt), after.reflections(attempt)) == before
    resumed = after.open_attempt("vendor-proposals", "helpdesk")
    assert resumed is not None
    assert (resumed.id, resumed.stage, resumed.position) == (attempt, "work", "task interview")
    assert {answer.task_id: answer.committed for answer in after.answers(attempt).values()} == {
        "marks": True,
        "interview": False,
    }
    vault.close()


def test_a_draft_never_replaces_a_committed_answer() -> None:
    attempts, attempt = begun(Vault.in_memory())
    assert attempts.save_answer(attempt, "memo", '"draft"', committed=False)
    assert attempts.save_answer(attempt, "memo", '"better"', committed=False)
    assert attempts.save_answer(attempt, "memo", '"final"', committed=True)
    assert not attempts.save_answer(attempt, "memo", '"late draft"', committed=False)
    assert attempts.answers(attempt)["memo"].response_json == '"final"'


def test_a_stage_is_never_taken_back() -> None:
    attempts, attempt = begun(Vault.in_memory())
    assert attempts.set_stage(attempt, "work", "memo")
    assert attempts.set_stage(attempt, "self_score", "@self-score")
    assert not attempts.set_stage(attempt, "work", "memo")
    kept = attempts.get(attempt)
    assert kept is not None
    assert (kept.stage, kept.position) == ("self_score", "@self-score")
    assert attempts.set_stage(attempt, "self_score", "@commit")


def test_only_unfinished_attempts_are_open() -> None:
    attempts, first = begun(Vault.in_memory())
    assert attempts.open_attempt("vendor-proposals", "another") is None
    assert attempts.open_attempt("business-cases", "helpdesk") is None
    attempts.set_stage(first, "debrief")
    attempts.save_result(first, '{"band":"steady"}')
    assert attempts.open_attempt("vendor-proposals", "helpdesk") is not None
    attempts.finish(first)
    assert attempts.open_attempt("vendor-proposals", "helpdesk") is None
    second = attempts.create("vendor-proposals", "1.0.1", "cd" * 32, "helpdesk")
    assert [attempt.id for attempt in attempts.list()] == [second, first]
    kept = attempts.get(first)
    assert kept is not None
    assert (kept.pack_hash, kept.result_json) == ("ab" * 32, '{"band":"steady"}')


def test_deleting_an_attempt_deletes_what_belongs_to_it() -> None:
    vault = Vault.in_memory()
    attempts, attempt = begun(vault)
    attempts.save_answer(attempt, "memo", "{}", committed=True)
    attempts.save_reflection(attempt, "next_time", "ask for exits")
    attempts.save_reflection(attempt, "next_time", "ask for dated exits")
    assert attempts.reflections(attempt) == {"next_time": "ask for dated exits"}
    attempts.delete(attempt)
    assert attempts.get(attempt) is None
    rows = vault._database.read("SELECT (SELECT count(*) FROM answers) + (SELECT count(*) FROM reflections)")
    assert rows == [(0,)]


@pytest.mark.parametrize("stage", ["", "READ", "done"])
def test_an_unknown_stage_or_attempt_is_our_mistake_and_changes_nothing(stage: str) -> None:
    attempts, attempt = begun(Vault.in_memory())
    with pytest.raises(BugError):
        attempts.set_stage(attempt, stage)  # type: ignore[arg-type]
    with pytest.raises(BugError):
        attempts.save_answer(attempt + 1, "memo", "{}", committed=False)
    with pytest.raises(BugError):
        attempts.save_result(attempt + 1, "{}")
    kept = attempts.get(attempt)
    assert kept is not None
    assert kept.stage == "read"


def test_a_pack_is_kept_once_and_settings_are_json() -> None:
    vault = Vault.in_memory()
    vault.packs.keep("hash", b"\x00pack")
    vault.packs.keep("hash", b"other bytes under the same hash")
    assert vault.packs.get("hash") == b"\x00pack"
    assert vault.packs.get("unknown") is None
    vault.settings.set("theme", {"name": "dark", "scale": 1.25})
    vault.settings.set("theme", {"name": "light", "scale": 1.5})
    assert vault.settings.get("theme") == {"name": "light", "scale": 1.5}
    assert vault.settings.get("unknown", 7) == 7
    with vault._database.write() as writing:
        writing.execute("UPDATE settings SET value_json = '{broken'")
    assert vault.settings.get("theme", "default") == "default"


def insert_and_fail(vault: Vault) -> None:
    with vault._database.write() as writing:
        writing.execute("INSERT INTO packs (hash, content) VALUES ('x', x'00')")
        raise ZeroDivisionError


def test_a_failed_block_writes_nothing_and_the_next_one_works() -> None:
    vault = Vault.in_memory()
    with pytest.raises(ZeroDivisionError):
        insert_and_fail(vault)
    assert vault.packs.get("x") is None
    with pytest.raises(BugError), vault._database.write(), vault._database.write():
        pass
    vault.packs.keep("x", b"1")
    assert vault.packs.get("x") == b"1"


def test_memory_leaves_no_file_and_has_no_keys() -> None:
    vault = Vault.in_memory()
    assert vault._database.read("PRAGMA database_list") == [(0, "main", "")]
    assert vault.keys is None
    assert vault.check_integrity() == ()
    vault.close()
    with pytest.raises((BugError, VaultError)):
        vault.conversations.list()
