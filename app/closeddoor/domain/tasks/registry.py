"""The task types that a scenario may use: one row each. A contract test runs over every row."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from closeddoor.domain.result import TaskResult
from closeddoor.domain.table import Table
from closeddoor.domain.tasks import choice, decision, estimate, highlight, interview, memo, workbook
from closeddoor.domain.tasks.base import ScoringContext, Task, TaskResponse
from closeddoor.domain.tasks.decided import Decided

WORDS_WRITTEN_A_MINUTE = 20
"""A text thought about while it is typed, not copied."""


@dataclass(frozen=True)
class SampleRules:
    """What a pack must hold in answers.toml for each task of a type: so many, every kind of these among them."""

    least: int
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class TaskSpec:
    """How one task type is read, answered and scored.

    The functions of a row take and give the task and response classes of their own module, hence `Any` here; only
    `spec_of` and `spec_named` hand rows out, so the classes always fit. `minutes` is what a task takes beside reading,
    rough, and by the same measure for every pack. `decide` and `samples` are for free text, `item_ids` are what its
    labelled answers refer to.
    """

    task_class: type[Task]
    parse: Callable[[Table], Task]
    parse_response: Callable[[Any, Table], TaskResponse | None]
    score: Callable[[Any, Any, ScoringContext], TaskResult]
    minutes: Callable[[Any], float]
    decide: Callable[[Any, TaskResult, Decided], TaskResult] | None = None
    verdicts: tuple[str, ...] = ()
    samples: SampleRules | None = None
    item_ids: Callable[[Any], tuple[str, ...]] = lambda _: ()

    @property
    def name(self) -> str:
        """The task's `type` in scenario.toml."""
        return self.task_class.type


TASK_SPECS: tuple[TaskSpec, ...] = (
    TaskSpec(
        highlight.HighlightTask,
        highlight.parse,
        highlight.parse_response,
        highlight.score,
        minutes=lambda task: 0.75 * (len(task.targets) + len(task.decoys)),
    ),
    TaskSpec(
        choice.ChoiceTask,
        choice.parse,
        choice.parse_response,
        choice.score,
        minutes=lambda task: 0.25 * len(task.options),
    ),
    TaskSpec(
        decision.DecisionTask,
        decision.parse,
        decision.parse_response,
        decision.score,
        minutes=lambda task: 0.5 * len(task.options),
    ),
    TaskSpec(
        estimate.EstimateTask,
        estimate.parse,
        estimate.parse_response,
        estimate.score,
        minutes=lambda _: 2.0,
    ),
    TaskSpec(
        workbook.WorkbookTask,
        workbook.parse,
        workbook.parse_response,
        workbook.score,
        minutes=lambda task: 1.0 * len(task.inputs),
    ),
    TaskSpec(
        memo.MemoTask,
        memo.parse,
        memo.parse_response,
        memo.score,
        minutes=lambda task: sum(task.words) / 2 / WORDS_WRITTEN_A_MINUTE,
        decide=memo.decide,
        verdicts=memo.VERDICTS,
        samples=SampleRules(8, ("good", "partial", "empty", "off_topic", "stuffed", "negated", "injection")),
        item_ids=lambda task: tuple(criterion.id for criterion in task.criteria),
    ),
    TaskSpec(
        interview.InterviewTask,
        interview.parse,
        interview.parse_response,
        interview.score,
        minutes=lambda task: 0.75 * task.turns,
        decide=interview.decide,
        verdicts=interview.VERDICTS,
        samples=SampleRules(8, ("good", "off_topic", "injection")),
        item_ids=lambda task: tuple(fact.id for fact in task.facts),
    ),
)


def spec_named(task_type: str) -> TaskSpec | None:
    return next((spec for spec in TASK_SPECS if spec.name == task_type), None)


def spec_of(task: Task) -> TaskSpec:
    return next(spec for spec in TASK_SPECS if isinstance(task, spec.task_class))


def parse_task(table: Table) -> Task:
    """Read one task of a scenario; a type that no row knows is refused by name."""
    name = table.text("type")
    spec = spec_named(name)
    if spec is None:
        known = ", ".join(spec.name for spec in TASK_SPECS)
        raise table.error("task.type", "type", f"“{name[:80]}” is not a task type this version knows ({known}).")
    return spec.parse(table)
