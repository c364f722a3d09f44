from closeddoor.presenters.promise import promise_of


def test_the_promise_claims_only_what_the_system_enforces() -> None:
    assert "not allowed to open a connection" in " ".join(promise_of(confines=True))
    assert "does not enforce that" in " ".join(promise_of(confines=False))
    assert "not allowed" not in " ".join(promise_of(confines=False))


def test_of_what_is_in_memory_only_nothing_is_called_encrypted() -> None:
    assert "encrypted" in promise_of(confines=True)[0]
    assert "in memory only" in promise_of(confines=True, is_kept=False)[0]
    assert "encrypted" not in " ".join(promise_of(confines=True, is_kept=False))
