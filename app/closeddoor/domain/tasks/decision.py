"""Decide, and say how sure you are: an option with partial credit and a stated probability. Scored exactly."""

from dataclasses import dataclass
from typing import ClassVar

from closeddoor.domain.result import Item, TaskResult
from closeddoor.domain.table import Table
from closeddoor.domain.tasks.base import ResponseError, ScoringContext, Task, TaskResponse, parse_head
from closeddoor.domain.tasks.confidence import brier_term, read_confidence


@dataclass(frozen=True)
class Option:
    """One way to decide; `credit` is its share of the points (0 to 1)."""

    id: str
    title: str
    credit: float
    why: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DecisionTask(Task):
    type: ClassVar[str] = "decision"

    options: tuple[Option, ...]

    def option(self, option_id: str) -> Option | None:
        return next((option for option in self.options if option.id == option_id), None)


@dataclass(frozen=True)
class DecisionResponse(TaskResponse):
    """The chosen option and the stated probability that it is the best one."""

    option: str
    confidence: float

    def to_json(self) -> dict[str, object]:
        return {"option": self.option, "confidence": self.confidence}


def parse(table: Table) -> DecisionTask:
    task = DecisionTask(**parse_head(table), options=table.each("options", _option, unique=lambda option: option.id))
    if sum(option.credit == 1 for option in task.options) != 1:
        raise table.error("decision.best", "options", "exactly one option must have credit 1.")
    return task


def parse_response(task: DecisionTask, table: Table) -> DecisionResponse | None:
    option_id = table.text("option", empty=True)
    if task.option(option_id) is None:
        raise ResponseError("response.unknown_option", f"Task “{task.id}” has no option “{option_id}”.")
    return DecisionResponse(option_id, read_confidence(table, task.id, len(task.options)))


def score(task: DecisionTask, response: DecisionResponse, context: ScoringContext) -> TaskResult:  # noqa: ARG001
    """Score `points × credit`; the Brier term goes into the calibration record, not into the score."""
    chosen = next(option for option in task.options if option.id == response.option)
    earned = task.points * chosen.credit
    return TaskResult(
        id=task.id,
        type=task.type,
        score=earned,
        low=earned,
        high=earned,
        max=task.points,
        scored_by="exact",
        items=tuple(_item(option, chosen=option is chosen) for option in task.options),
        brier=brier_term(response.confidence, is_best=chosen.credit == 1),
    )


def _option(table: Table) -> Option:
    return Option(
        table.id(),
        table.text("title"),
        table.number("credit", 0, 1),
        table.text("why"),
        table.optional_texts("tags"),
    )


def _item(option: Option, *, chosen: bool) -> Item:
    return Item(option.id, "chosen" if chosen else "not_chosen", option.why, "exact")
