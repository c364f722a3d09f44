"""What is asked of all rooms at once."""

import pytest

from closeddoor.bootstrap.steps import take_all
from tests.bootstrap.test_session import Bench


class OurMistakeError(Exception):
    """Stands for any."""


def _stumble() -> None:
    raise OurMistakeError


def test_a_page_that_goes_wrong_when_it_is_left_costs_no_other_page_what_was_typed(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    rooms, left = bench.session.rooms, []
    monkeypatch.setattr(rooms.briefing, "leave", _stumble)
    for room in (rooms.debrief, rooms.own_practice, rooms.meeting):
        monkeypatch.setattr(room, "leave", lambda room=room: left.append(room))
    monkeypatch.setattr(rooms.sandbox, "leave_page", lambda: left.append(rooms.sandbox))
    with pytest.raises(OurMistakeError):
        rooms.leave()
    assert left == [rooms.debrief, rooms.own_practice, rooms.meeting, rooms.sandbox]


def test_steps_are_taken_in_order_also_behind_one_that_goes_wrong() -> None:
    taken: list[int] = []
    with pytest.raises(OurMistakeError):
        take_all(lambda: taken.append(1), _stumble, lambda: taken.append(2), lambda: taken.append(3))
    assert taken == [1, 2, 3]
