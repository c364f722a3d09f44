"""The way through a briefing, and how long each part of it takes."""

from dataclasses import dataclass
from math import ceil

from closeddoor.domain.scenario import Scenario
from closeddoor.domain.tasks.base import Task
from closeddoor.domain.tasks.choice import ChoiceTask
from closeddoor.domain.tasks.decision import DecisionTask
from closeddoor.domain.tasks.estimate import EstimateTask
from closeddoor.domain.tasks.highlight import HighlightTask
from closeddoor.domain.tasks.interview import InterviewTask
from closeddoor.domain.tasks.memo import MemoTask
from closeddoor.domain.tasks.workbook import WorkbookTask

READ = "@read"
COMMIT = "@commit"
SELF_SCORE = "@self-score"
"""Steps that are no task; an id of a task never begins with @."""

READING_WORDS_PER_MINUTE = 200
"""Careful reading of dense prose; silent reading of non-fiction averages 238 (Brysbaert, 2019)."""

SKIMMING_WORDS_PER_MINUTE = 400
WRITING_WORDS_PER_MINUTE = 20
MINUTES_PER_QUESTION = 0.75
MINUTES_PER_DECISION = 2
MINUTES_PER_OPTION = 0.4
MINUTES_PER_ESTIMATE = 3
MINUTES_PER_ASSUMPTION = 1.5


@dataclass(frozen=True)
class BriefingStep:
    """One step: `minutes` is at least 1."""

    id: str
    title: str
    minutes: int


def steps_of(scenario: Scenario) -> tuple[BriefingStep, ...]:
    """Return the steps of a briefing in the order they are done."""
    words = sum(document.words for document in scenario.documents) + len(scenario.situation.split())
    tasks = (BriefingStep(task.id, task.title, _whole_minutes(_minutes(task, scenario))) for task in scenario.tasks)
    steps = [BriefingStep(READ, "Read", _whole_minutes(words / READING_WORDS_PER_MINUTE)), *tasks]
    steps.append(BriefingStep(COMMIT, "Commit", 1))
    if any(isinstance(task, MemoTask) for task in scenario.tasks):
        steps.append(BriefingStep(SELF_SCORE, "Your own view", 1))
    return tuple(steps)


def _minutes(task: Task, scenario: Scenario) -> float:  # noqa: PLR0911 - one for each type of task
    match task:
        case HighlightTask():
            document = scenario.documents_by_id[task.document]
            return document.words / SKIMMING_WORDS_PER_MINUTE + len(task.labels)
        case InterviewTask():
            return task.turns * MINUTES_PER_QUESTION
        case DecisionTask():
            return MINUTES_PER_DECISION
        case ChoiceTask():
            return max(MINUTES_PER_DECISION, len(task.options) * MINUTES_PER_OPTION)
        case EstimateTask():
            return MINUTES_PER_ESTIMATE
        case WorkbookTask():
            return len(task.inputs) * MINUTES_PER_ASSUMPTION
        case MemoTask():
            return sum(task.words) / 2 / WRITING_WORDS_PER_MINUTE
        case _:
            raise TypeError(type(task))


def _whole_minutes(minutes: float) -> int:
    return max(1, ceil(minutes))
