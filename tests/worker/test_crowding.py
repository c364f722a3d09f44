"""The rule by which threads become fewer and more; what it does to a real model is in `tests/inference`."""

import pytest

from closeddoor.worker import crowding
from closeddoor.worker.crowding import BEGIN_AGAIN_WITHIN_S, FIRST_WAIT_S, LOOK_S, Stretch, Taken, Threads


def look(threads: Threads, share: float, now_s: float = 0.0) -> int:
    """Have computed for long enough to be looked at, with this share of the processors; return how many are left."""
    threads.took(Taken(LOOK_S, LOOK_S * threads.count * share), now_s)
    return threads.count


def test_as_many_threads_are_left_as_what_they_got_keeps_busy() -> None:
    assert look(Threads(2), 0.5) == 1
    assert look(Threads(8), 0.65) == 5
    assert look(Threads(8), 0.02) == 1
    assert look(Threads(1), 0.02) == 1


def test_a_little_that_is_taken_changes_nothing() -> None:
    threads = Threads(2)
    assert [look(threads, share) for share in (1.0, 0.84, 0.75)] == [2, 2, 2]


def test_a_moment_is_too_short_to_be_judged_and_several_are_judged_together() -> None:
    threads = Threads(4)
    for _ in range(4):
        threads.took(Taken(LOOK_S / 5, 0.0), 0.0)
        assert threads.count == 4
    threads.took(Taken(LOOK_S / 5, 0.0), 0.0)
    assert threads.count == 1


def test_all_are_tried_again_once_it_is_quiet_and_each_time_later_if_that_was_too_early() -> None:
    threads = Threads(2)
    assert look(threads, 0.3, now_s=0.0) == 1
    assert look(threads, 1.0, now_s=FIRST_WAIT_S - 0.1) == 1
    assert look(threads, 0.5, now_s=FIRST_WAIT_S + 1) == 1  # one alone gets half: two would get less
    assert look(threads, 1.0, now_s=FIRST_WAIT_S + 1) == 2
    assert look(threads, 0.3, now_s=10.0) == 1
    assert look(threads, 1.0, now_s=10.0 + 2 * FIRST_WAIT_S - 0.1) == 1
    assert look(threads, 1.0, now_s=10.0 + 2 * FIRST_WAIT_S) == 2
    assert look(threads, 1.0, now_s=21.0) == 2  # it lasted: the next wait is a short one again
    assert look(threads, 0.3, now_s=30.0) == 1
    assert look(threads, 1.0, now_s=30.0 + FIRST_WAIT_S) == 2


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """Give this test the clocks: seconds that have passed, and those that this process had of all processors."""
    times = {"wall": 100.0, "processor": 7.0}
    monkeypatch.setattr(crowding, "monotonic", lambda: times["wall"])
    monkeypatch.setattr(crowding, "process_time", lambda: times["processor"])
    return times


def test_a_batch_that_is_crowded_out_is_broken_off_at_the_first_look(clock: dict[str, float]) -> None:
    threads = Threads(2)
    stretch = Stretch(threads, can_begin_again=True)
    clock["wall"] += LOOK_S - 0.01
    assert not stretch.is_crowded_out()
    clock["wall"] += 0.02
    assert stretch.is_crowded_out()
    assert stretch.gave_up
    stretch.ended()
    assert threads.count == 1
    again = Stretch(threads, can_begin_again=True)
    clock["wall"] += 1.0
    assert not again.is_crowded_out()  # with one thread there is nothing to be gained


def test_a_batch_is_not_broken_off_late_nor_where_it_cannot_begin_again(clock: dict[str, float]) -> None:
    late, fixed = (Stretch(Threads(2), can_begin_again=can) for can in (True, False))
    for _ in range(9):
        clock["wall"] += LOOK_S
        clock["processor"] += 2 * LOOK_S
        assert not late.is_crowded_out()
    clock["wall"] += 10 * BEGIN_AGAIN_WITHIN_S
    assert not late.is_crowded_out()
    assert not fixed.is_crowded_out()
