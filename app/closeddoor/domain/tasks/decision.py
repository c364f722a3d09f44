"""Decide, and say how sure you are: an option with partial credit and a stated probability. Scored exactly."""

from dataclasses import dataclass, replace
from typing import ClassVar

from closeddoor.domain.result import TaskResult
from closeddoor.domain.table import Table
from closeddoor.domain.tasks.base import ResponseError, ScoringContext, Task, TaskResponse, exact, parse_head
from closeddoor.domain.tasks.confidence import brier_term, read_confidence
from closeddoor.domain.tasks.options import Option, option_item, read_option


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
    task = DecisionTask(
        **parse_head(table),
        options=table.each("options", lambda each: read_option(each, least=0), unique=lambda option: option.id),
    )
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
    return replace(
        exact(task, earned, tuple(option_item(option, chosen=option is chosen) for option in task.options)),
        brier=brier_term(response.confidence, is_best=chosen.credit == 1),
    )
