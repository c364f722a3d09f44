"""Give a number with an 80 % interval. Scored exactly, by the interval score of Gneiting and Raftery (2007)."""

from dataclasses import dataclass
from typing import ClassVar

from closeddoor.domain.result import Item, TaskResult
from closeddoor.domain.table import Table
from closeddoor.domain.tasks.base import ResponseError, ScoringContext, Task, TaskResponse, exact, parse_head, positive

ANSWER_ITEM = "answer"
MISS_COST = 10
"""2 ÷ α for the α = 0.2 of an 80 % interval: what a unit outside costs, against 1 for a unit of width."""


@dataclass(frozen=True, kw_only=True)
class EstimateTask(Task):
    """`answer` in `unit`; `scale`, in the same unit, is the loss at which nothing is earned."""

    type: ClassVar[str] = "estimate"

    answer: float
    unit: str
    scale: float
    why: str


@dataclass(frozen=True)
class EstimateResponse(TaskResponse):
    """An interval meant to hold the answer four times in five; `best` is shown and recorded, not scored."""

    low: float
    best: float
    high: float

    def to_json(self) -> dict[str, object]:
        return {"low": self.low, "best": self.best, "high": self.high}


def parse(table: Table) -> EstimateTask:
    return EstimateTask(
        **parse_head(table),
        answer=table.number("answer"),
        unit=table.text("unit"),
        scale=positive(table, "scale"),
        why=table.text("why"),
    )


def parse_response(task: EstimateTask, table: Table) -> EstimateResponse | None:
    low, best, high = (table.number(key) for key in ("low", "best", "high"))
    if not low <= best <= high:
        raise ResponseError(
            "response.order",
            f"Task “{task.id}”: low, best and high are {low:g}, {best:g} and {high:g}; they must not fall.",
        )
    return EstimateResponse(low, best, high)


def score(task: EstimateTask, response: EstimateResponse, context: ScoringContext) -> TaskResult:  # noqa: ARG001
    """Score `points × max(0, 1 − loss ÷ scale)`; whether the answer fell inside goes into the calibration record."""
    earned = task.points * max(0.0, 1 - loss(response, task.answer) / task.scale)
    inside = response.low <= task.answer <= response.high
    return exact(task, earned, (Item(ANSWER_ITEM, "inside" if inside else "outside", task.why, "exact"),))


def loss(response: EstimateResponse, answer: float) -> float:
    """Return the interval score, in the unit of the answer: the width, and ten times what the interval misses by."""
    missed = max(0.0, response.low - answer) + max(0.0, answer - response.high)
    return (response.high - response.low) + MISS_COST * missed
