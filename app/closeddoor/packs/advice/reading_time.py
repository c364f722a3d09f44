"""A warning when what there is to read and to do takes much longer, or much less, than the pack says."""

from collections.abc import Callable, Iterator
from typing import Any

from closeddoor.domain.scenario import Scenario
from closeddoor.domain.tasks.base import Task
from closeddoor.domain.tasks.choice import ChoiceTask
from closeddoor.domain.tasks.decision import DecisionTask
from closeddoor.domain.tasks.estimate import EstimateTask
from closeddoor.domain.tasks.highlight import HighlightTask
from closeddoor.domain.tasks.interview import InterviewTask
from closeddoor.domain.tasks.memo import MemoTask
from closeddoor.domain.tasks.workbook import WorkbookTask
from closeddoor.packs.advice.warning import Place, Warned

WORDS_READ_A_MINUTE = 240
"""Silent reading of English non-fiction: 238 words a minute on average (Brysbaert, 2019)."""

WORDS_WRITTEN_A_MINUTE = 20
"""A text thought about while it is typed, not copied."""

LEAST_SHARE, MOST_SHARE = 0.5, 1.25

_TASK_MINUTES: tuple[tuple[type[Task], Callable[[Any], float]], ...] = (
    (HighlightTask, lambda task: 0.75 * (len(task.targets) + len(task.decoys))),
    (ChoiceTask, lambda task: 0.25 * len(task.options)),
    (DecisionTask, lambda task: 0.5 * len(task.options)),
    (EstimateTask, lambda _: 2.0),
    (WorkbookTask, lambda task: 1.0 * len(task.inputs)),
    (MemoTask, lambda task: sum(task.words) / 2 / WORDS_WRITTEN_A_MINUTE),
    (InterviewTask, lambda task: 0.75 * task.turns),
)
"""What one task takes, beside reading the documents again; rough, and by the same measure for every pack."""


def warn_of_time(scenario: Scenario, place: Place) -> Iterator[Warned]:
    """Compare the author's `minutes` with reading and doing; a scenario for discussion takes what talk takes."""
    if not scenario.tasks:
        return
    read, done = reading_minutes(scenario), sum(map(task_minutes, scenario.tasks))
    needed = read + done
    if not LEAST_SHARE * scenario.minutes <= needed <= MOST_SHARE * scenario.minutes:
        problem = f"says {scenario.minutes}; reading takes about {read:.0f} and the tasks {done:.0f}: {needed:.0f}."
        yield place.at("minutes").warn("minutes.unlikely", problem)


def reading_minutes(scenario: Scenario) -> float:
    """Return how long all that stands there before the debrief takes to read."""
    texts = [scenario.role, scenario.situation, *(task.prompt for task in scenario.tasks)]
    words = sum(len(text.split()) for text in texts) + sum(document.words for document in scenario.documents)
    return words / WORDS_READ_A_MINUTE


def task_minutes(task: Task) -> float:
    return next((minutes(task) for of_class, minutes in _TASK_MINUTES if isinstance(task, of_class)), 0.0)
