"""The way through a briefing, how long each part of it takes, and where it falls into sittings."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from closeddoor.domain.scenario import Scenario
from closeddoor.domain.tasks.memo import MemoTask
from closeddoor.domain.timing import reading_minutes, sittings, task_minutes
from closeddoor.language import tr

READ = "@read"
COMMIT = "@commit"
SELF_SCORE = "@self-score"
"""Steps that are no task; an id of a task never begins with @."""

OWN_TITLES = {READ: tr("Read"), COMMIT: tr("Commit"), SELF_SCORE: tr("Your own view")}


@dataclass(frozen=True)
class BriefingStep:
    """One step: `minutes` are whole and add up over the steps; what comes after the work has none.

    `sitting` counts from 1; a step after the work belongs to the last.
    """

    id: str
    title: str
    minutes: int
    sitting: int


def steps_of(scenario: Scenario) -> tuple[BriefingStep, ...]:
    """Return the steps of a briefing in the order they are done."""
    minutes = _whole((reading_minutes(scenario), *map(task_minutes, scenario.tasks)))
    steps = [BriefingStep(READ, OWN_TITLES[READ], next(minutes), 1)]
    for number, tasks in enumerate(sittings(scenario), 1):
        steps += [BriefingStep(task.id, task.title, next(minutes), number) for task in tasks]
    last = steps[-1].sitting
    steps.append(BriefingStep(COMMIT, OWN_TITLES[COMMIT], 0, last))
    if any(isinstance(task, MemoTask) for task in scenario.tasks):
        steps.append(BriefingStep(SELF_SCORE, OWN_TITLES[SELF_SCORE], 0, last))
    return tuple(steps)


def _whole(minutes: Iterable[float]) -> Iterator[int]:
    """Round each so that the sum of what is shown is the rounded sum."""
    exact, shown = 0.0, 0
    for part in minutes:
        exact += part
        yield max(1, round(exact) - shown)
        shown = max(shown + 1, round(exact))
