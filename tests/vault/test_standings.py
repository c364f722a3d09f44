from closeddoor.vault.vault import Vault


def vault_at(times: list[int]) -> Vault:
    return Vault.in_memory(lambda: times[0])


def test_where_a_briefing_stands_is_where_its_newest_attempt_is() -> None:
    times = [1]
    vault = vault_at(times)
    first = vault.attempts.create("letters", "1", "h", "one")
    vault.attempts.set_stage(first, "work", "call")
    stands = vault.standings.all()["letters", "one"]
    assert (stands.stage, stands.position, stands.is_open, stands.finished_id) == ("work", "call", True, None)
    vault.attempts.save_result(first, "{}")
    vault.attempts.finish(first)
    times[0] = 5
    second = vault.attempts.create("letters", "1", "h", "one")
    stands = vault.standings.all()["letters", "one"]
    assert (stands.is_open, stands.touched_at_ms, stands.finished_id, stands.finished_at_ms) == (True, 5, first, 1)
    vault.attempts.finish(second)
    stands = vault.standings.all()["letters", "one"]
    assert (stands.is_open, stands.times_finished, stands.finished_at_ms) == (False, 2, 5)
    assert stands.finished_id == first  # the newest that has a debrief to read again


def test_briefings_of_one_name_in_two_packs_are_two() -> None:
    vault = vault_at([1])
    for pack in ("letters", "memos"):
        vault.attempts.create(pack, "1", "h", "one")
    assert set(vault.standings.all()) == {("letters", "one"), ("memos", "one")}
