"""How long a briefing takes, and how it falls into sittings."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeddoor.domain.tasks.base import Task
from closeddoor.domain.timing import _bounds, reading_minutes, scenario_minutes, sittings, task_minutes
from tests.domain.samples import scenario

LENGTHS = st.lists(st.floats(0.25, 30), min_size=1, max_size=40)


def lengths(minutes: list[float]) -> list[float]:
    bounds = _bounds(minutes)
    return [sum(minutes[start:end]) for start, end in itertools.pairwise(bounds)]


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        ([12.0], [12.0]),
        ([9.0, 9.0, 9.0], [9.0, 9.0, 9.0]),
        ([6.0, 5.0, 6.0, 5.0], [11.0, 11.0]),
        ([10.0, 2.0, 8.0], [12.0, 8.0]),
        ([30.0, 1.0, 8.0], [30.0, 9.0]),
        ([1.0, 30.0], [1.0, 30.0]),
        ([4.0, 3.0], [7.0]),
    ],
)
def test_sittings_last_eight_to_twelve_minutes_where_the_tasks_allow(
    minutes: list[float], expected: list[float]
) -> None:
    assert lengths(minutes) == expected


@given(LENGTHS)
def test_nothing_is_left_out_and_no_sitting_is_empty(minutes: list[float]) -> None:
    bounds = _bounds(minutes)
    assert (bounds[0], bounds[-1]) == (0, len(minutes))
    assert list(bounds) == sorted(set(bounds))


@given(LENGTHS)
def test_a_sitting_is_only_too_long_where_one_task_is_or_its_neighbours_would_be(minutes: list[float]) -> None:
    bounds = _bounds(minutes)
    for start, end in itertools.pairwise(bounds):
        assert end - start == 1 or sum(minutes[start:end]) <= 24


def test_thousands_of_tasks_are_parted_at_once() -> None:
    assert _bounds([0.25] * 10_000)[-1] == 10_000


def test_reading_belongs_to_the_first_sitting_and_all_of_it_adds_up() -> None:
    briefing = scenario()
    parted = sittings(briefing)
    assert [task for part in parted for task in part] == list(briefing.tasks)
    added = reading_minutes(briefing) + sum(task_minutes(task) for task in briefing.tasks)
    assert scenario_minutes(briefing) == pytest.approx(added)


def test_a_briefing_for_discussion_has_no_sittings() -> None:
    assert sittings(replace(scenario(), tasks=())) == ()


def test_a_longer_prompt_takes_longer() -> None:
    task: Task = scenario().tasks[0]
    assert task_minutes(replace(task, prompt=task.prompt + " word" * 240)) == pytest.approx(task_minutes(task) + 1)
