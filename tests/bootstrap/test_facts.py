import pytest

from closeddoor.bootstrap import facts
from closeddoor.inference.states import WorkerState
from closeddoor.wire.messages import PROTOCOL, Hello


@pytest.mark.parametrize(("landlock", "claimed"), [(0, False), (1, False), (2, False), (3, True), (7, True)])
def test_not_writing_is_claimed_only_where_truncating_is_forbidden_too(landlock: int, claimed: bool) -> None:  # noqa: FBT001 -- a table
    state = WorkerState(confinement=Hello(PROTOCOL, seccomp=True, landlock=landlock, not_enforced=()))
    words = facts._confinement(state)
    assert "open a connection" in words
    assert ("write a file" in words) == claimed
