"""How long a briefing takes, from words to read and tasks to do, and where one may well stop for the day."""

from collections.abc import Sequence
from itertools import pairwise

from closeddoor.domain.scenario import Scenario
from closeddoor.domain.tasks.base import Task
from closeddoor.domain.tasks.registry import spec_of

WORDS_READ_A_MINUTE = 240
"""Silent reading of English non-fiction: 238 words a minute on average (Brysbaert, 2019)."""

SITTING_MINUTES = (8, 12)
"""A sitting is long enough to settle something and short enough to fit between two meetings."""


def reading_minutes(scenario: Scenario) -> float:
    """Return what role, situation and documents take to read."""
    words = len(scenario.role.split()) + len(scenario.situation.split())
    return (words + sum(document.words for document in scenario.documents)) / WORDS_READ_A_MINUTE


def task_minutes(task: Task) -> float:
    """Return what a task takes, its prompt included, beside reading the documents again."""
    return len(task.prompt.split()) / WORDS_READ_A_MINUTE + spec_of(task).minutes(task)


def scenario_minutes(scenario: Scenario) -> float:
    """Return what a briefing takes up to its debrief."""
    return reading_minutes(scenario) + sum(map(task_minutes, scenario.tasks))


def sittings(scenario: Scenario) -> tuple[tuple[Task, ...], ...]:
    """Part the tasks into sittings of 8 to 12 minutes, as nearly as they allow; reading belongs to the first one."""
    if not scenario.tasks:
        return ()
    minutes = [task_minutes(task) for task in scenario.tasks]
    minutes[0] += reading_minutes(scenario)
    return tuple(scenario.tasks[start:end] for start, end in pairwise(_bounds(minutes)))


def _bounds(minutes: Sequence[float]) -> tuple[int, ...]:
    """Return the cuts, both ends included, that cost least; of equals those with the fewest sittings."""
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, (0,))]
    for end in range(1, len(minutes) + 1):
        costs = []
        for start in reversed(range(end)):
            length = sum(minutes[start:end])
            if length > 2 * SITTING_MINUTES[1] and start < end - 1:
                break
            costs.append((best[start][0] + _strain(length), (*best[start][1], end)))
        best.append(min(costs, key=lambda cost: (cost[0], len(cost[1]))))
    return best[-1][1]


def _strain(length: float) -> float:
    """Return how far a sitting is from what it should last, squared, so that two small misses beat a large one."""
    least, most = SITTING_MINUTES
    return max(least - length, 0.0, length - most) ** 2
