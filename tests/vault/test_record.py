"""What the record reads of many attempts: little."""

from closeddoor.vault.repositories.record import _HEADERS
from closeddoor.vault.vault import Vault


def test_a_list_of_attempts_reads_an_index_and_no_result() -> None:
    vault = Vault.in_memory()
    plan = " ".join(row[3] for row in vault.attempts._database.read(f"EXPLAIN QUERY PLAN {_HEADERS}"))
    assert "COVERING INDEX attempts_in_brief" in plan


def test_a_header_says_whether_there_is_a_result() -> None:
    vault = Vault.in_memory(lambda: 7)
    first, second = (vault.attempts.create("p", "1", "h", "s") for _ in range(2))
    vault.attempts.save_result(second, "{}")
    vault.attempts.finish(second)
    newest, oldest = vault.record.headers()
    assert (newest.id, newest.scenario, newest.is_scored, newest.finished_at_ms) == (second, ("p", "s"), True, 7)
    assert (oldest.id, oldest.is_scored, oldest.finished_at_ms, oldest.at_ms) == (first, False, None, 7)
    assert vault.record.results([first, second]) == {second: "{}"}


def test_only_answers_that_may_state_something_are_fetched() -> None:
    vault = Vault.in_memory()
    attempt, other = (vault.attempts.create("p", "1", "h", "s") for _ in range(2))
    stating = {"decide": '{"confidence": 0.9}', "cost": '{"low": 1, "best": 2, "high": 3}', "reply": '{"decided": {}}'}
    for task, answer in (*stating.items(), ("memo", '{"text": "long"}')):
        vault.attempts.save_answer(attempt, task, answer, committed=True)
    vault.attempts.save_answer(other, "decide", '{"confidence": 0.5}', committed=True)
    assert vault.record.stated([attempt]) == {attempt: stating}
