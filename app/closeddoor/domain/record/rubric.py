"""What the record needs to know of a scenario: its points, and none of the reasons, samples and documents."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from closeddoor.domain.scenario import Scenario
from closeddoor.domain.tasks.base import Task
from closeddoor.domain.tasks.choice import ChoiceTask
from closeddoor.domain.tasks.decision import DecisionTask
from closeddoor.domain.tasks.estimate import EstimateTask
from closeddoor.domain.tasks.highlight import HighlightTask
from closeddoor.domain.tasks.interview import InterviewTask, Persona
from closeddoor.domain.tasks.memo import MemoTask
from closeddoor.domain.tasks.workbook import WorkbookTask

_NOBODY = Persona("", "", "", "", (), "")


@dataclass(frozen=True)
class Rubric:
    """A scenario as the record reads it; `quotes` are the words of each marked place, by task and place."""

    title: str
    tasks: tuple[Task, ...]
    quotes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def rubric_of(scenario: Scenario) -> Rubric:
    """Return the rubric of a scenario; a task of a kind that the record does not count is left out."""
    counted = [task for task in scenario.tasks if type(task) in _SLIM]
    quotes = {task.id: _quotes(scenario, task) for task in counted if isinstance(task, HighlightTask)}
    return Rubric(scenario.title, tuple(_SLIM[type(task)](replace(task, prompt="")) for task in counted), quotes)


def _quotes(scenario: Scenario, task: HighlightTask) -> Mapping[str, str]:
    document = scenario.documents_by_id[task.document]
    wanted = {target.span for target in task.targets}
    return {span.id: document.displayed[span.start : span.end] for span in document.spans if span.id in wanted}


def _without_why(points: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(replace(point, why="") for point in points)


def _memo(task: MemoTask) -> MemoTask:
    return replace(task, criteria=tuple(replace(each, why="", met=(), not_met=()) for each in task.criteria))


def _interview(task: InterviewTask) -> InterviewTask:
    facts = tuple(replace(fact, says="", why="", asked=fact.asked[:1]) for fact in task.facts)
    return replace(task, persona=_NOBODY, facts=facts)


# A function gets tasks of the class it stands beside, hence `Any`.
_SLIM: Mapping[type[Task], Callable[[Any], Task]] = {
    HighlightTask: lambda task: replace(task, labels=(), decoys=(), targets=_without_why(task.targets)),
    ChoiceTask: lambda task: replace(task, options=_without_why(task.options)),
    DecisionTask: lambda task: replace(task, options=_without_why(task.options)),
    WorkbookTask: lambda task: replace(task, outputs=(), inputs=_without_why(task.inputs)),
    EstimateTask: lambda task: replace(task, why=""),
    MemoTask: _memo,
    InterviewTask: _interview,
}
