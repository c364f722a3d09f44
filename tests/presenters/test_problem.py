"""What can be told is told in the user's words; a mistake of ours is never shown as if it could be."""

import pytest

from closeddoor.domain.errors import BugError, KnownError
from closeddoor.presenters.states.shared import Problem


def test_a_failure_is_told_with_what_is_safe_and_what_to_do() -> None:
    full = KnownError("vault.full", "The disk is full.", "What was kept is safe.", "Make room.")
    assert Problem.of(full) == Problem("The disk is full.", "What was kept is safe.", "Make room.")


@pytest.mark.parametrize("mistake", [BugError("no briefing is open"), ValueError("what somebody typed")])
def test_a_mistake_of_ours_is_raised_as_it_is(mistake: Exception) -> None:
    with pytest.raises(type(mistake)) as raised:
        Problem.of(mistake)
    assert raised.value is mistake
