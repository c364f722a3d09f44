from dataclasses import replace
from itertools import islice

import pytest

from closeddoor.domain.scenario import Pack, Scenario
from closeddoor.domain.standing import Standing, Standings
from closeddoor.domain.tasks.base import Task
from closeddoor.domain.timing import SITTING_MINUTES
from closeddoor.services.choosing import candidates_on, fitting, for_ten_minutes
from closeddoor.services.practice import COMMIT
from closeddoor.services.shelf import Shelf, listed
from tests.services.practice_bench import letter_pack

LETTERS = "org.example.letters"


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return letter_pack(tmp_path_factory.mktemp("letters"))


class Bench:
    """A shelf of variants of one letter, and the order in which they are offered."""

    def __init__(self, pack: Pack) -> None:
        self.pack = replace(pack, scenarios=())
        self.standings: dict[tuple[str, str], Standing] = {}
        self._letter = pack.scenarios[0]

    def add(self, scenario_id: str, **changes: object) -> None:
        scenario: Scenario = replace(self._letter, id=scenario_id, **changes)  # type: ignore[arg-type]  # its fields
        self.pack = replace(self.pack, scenarios=(*self.pack.scenarios, scenario))

    def stands(self, scenario_id: str, *, finished: int | None = None, **changes: object) -> None:
        standing = Standing(LETTERS, scenario_id, "work", "", 0, is_open=finished is None, finished_at_ms=finished)
        times = 0 if finished is None else 1
        self.standings[LETTERS, scenario_id] = replace(standing, times_finished=times, **changes)  # type: ignore[arg-type]  # its fields

    def offered(self) -> list[tuple[str, str]]:
        suggestions = for_ten_minutes(candidates_on(Shelf((listed(self.pack),)), self._standings))
        return [(each.candidate.scenario.id, each.reason) for each in islice(suggestions, 9)]

    def before_a_meeting(self, *modules: str) -> tuple[str, str, int] | None:
        candidates = candidates_on(Shelf((listed(self.pack),)), self._standings)
        found = fitting(candidates, modules)  # type: ignore[arg-type]  # modules by name
        return (found.candidate.scenario.id, found.reason, found.minutes) if found else None

    @property
    def _standings(self) -> Standings:
        return self.standings


@pytest.fixture
def bench(letters: Pack) -> Bench:
    return Bench(letters)


def test_what_is_under_way_comes_first_and_the_one_touched_last_before_the_other(bench: Bench) -> None:
    for name in ("new", "older", "newer"):
        bench.add(name, level=1)
    bench.stands("older", touched_at_ms=1)
    bench.stands("newer", touched_at_ms=2)
    assert bench.offered()[:2] == [("newer", "under_way"), ("older", "under_way")]


def test_then_the_lowest_level_of_the_module_practised_least(bench: Bench) -> None:
    bench.add("hard", level=2, module="risk")
    bench.add("vendor", level=1)
    bench.add("case", level=1, module="business-case")
    bench.add("done", level=1)
    bench.stands("done", finished=5)
    assert bench.offered() == [("case", "not_practised"), ("vendor", "practised_least"), ("hard", "not_practised")]


def test_a_first_sitting_that_is_too_long_comes_after_all_others(bench: Bench, letters: Pack) -> None:
    (letter,) = letters.scenarios
    words = " ".join(["word"] * 240 * (SITTING_MINUTES[1] + 2))
    bench.add("long", level=1, documents=(replace(letter.documents[0], displayed=words), *letter.documents[1:]))
    bench.add("short", level=3)
    assert bench.offered() == [("short", "not_practised"), ("long", "longer")]


def test_when_all_is_done_the_twin_of_the_latest_comes_first_then_what_lies_longest_back(bench: Bench) -> None:
    for name, twin in (("a", None), ("b", None), ("latest", "twin"), ("twin", "latest")):
        bench.add(name, twin=twin)
    for name, when in (("a", 2), ("b", 1), ("twin", 3), ("latest", 4)):
        bench.stands(name, finished=when)
    assert bench.offered() == [("twin", "twin"), ("b", "longest_ago"), ("a", "longest_ago"), ("latest", "longest_ago")]


def test_a_briefing_without_tasks_is_for_a_group_and_never_offered(bench: Bench) -> None:
    bench.add("talk", tasks=())
    assert (bench.offered(), bench.before_a_meeting("vendor-proposal")) == ([], None)


def test_before_a_meeting_the_unfinished_one_with_the_shortest_way_to_a_stop(bench: Bench, letters: Pack) -> None:
    tasks: tuple[Task, ...] = letters.scenarios[0].tasks
    bench.add("other", module="risk", tasks=tasks[:1])
    bench.add("whole")
    bench.add("part", tasks=tasks[-1:])
    bench.add("least", tasks=tasks[-1:])
    bench.stands("least", finished=9)
    found = bench.before_a_meeting("vendor-proposal")
    assert found is not None
    assert found[:2] == ("part", "not_practised")
    bench.stands("whole", position=COMMIT)
    assert bench.before_a_meeting("vendor-proposal") == ("whole", "under_way", 0)


def test_before_a_meeting_when_all_is_done_the_one_that_lies_longest_back(bench: Bench) -> None:
    for name, when in (("a", 2), ("b", 1)):
        bench.add(name)
        bench.stands(name, finished=when)
    found = bench.before_a_meeting("vendor-proposal")
    assert found is not None
    assert found[:2] == ("b", "longest_ago")
    assert bench.before_a_meeting("risk") is None


def test_minutes_are_those_to_the_next_place_to_stop(bench: Bench) -> None:
    bench.add("letter")
    (new,) = candidates_on(Shelf((listed(bench.pack),)), {})
    steps = new.steps
    first = sum(step.minutes for step in steps if step.sitting == 1)
    assert new.minutes_to_stop == first
    assert first - steps[0].minutes > steps[1].minutes  # the first sitting goes on after its first task
    bench.stands("letter", position=steps[1].id)
    (begun,) = candidates_on(Shelf((listed(bench.pack),)), bench.standings)
    assert begun.minutes_to_stop == steps[1].minutes
    assert begun.minutes_left == sum(step.minutes for step in steps[1:])
    bench.stands("letter", stage="debrief")
    (debrief,) = candidates_on(Shelf((listed(bench.pack),)), bench.standings)
    assert (debrief.minutes_to_stop, debrief.minutes_left) == (0, 0)
