import pytest

from closeddoor.bootstrap import facts
from closeddoor.wire.messages import PROTOCOL, Hello
from closeddoor.wire.reading import Confined


@pytest.mark.parametrize(("landlock", "claimed"), [(0, False), (1, False), (2, False), (3, True), (7, True)])
def test_not_writing_is_claimed_only_where_truncating_is_forbidden_too(landlock: int, claimed: bool) -> None:  # noqa: FBT001 -- a table
    for said in (Hello(PROTOCOL, True, landlock, ()), Confined(True, landlock, ())):
        words = facts._confinement(said)
        assert "open a connection" in words
        assert ("write a file" in words) == claimed
