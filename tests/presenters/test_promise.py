from closeddoor.presenters.promise import promise_of


def test_the_promise_claims_only_what_the_system_enforces() -> None:
    assert "not allowed to open a connection" in " ".join(promise_of(confines=True))
    assert "does not enforce that" in " ".join(promise_of(confines=False))
    assert "not allowed" not in " ".join(promise_of(confines=False))
