"""Pick options: one, or as many as apply. Scored exactly."""

import math
from dataclasses import dataclass, replace
from typing import ClassVar, Literal, cast, get_args

from closeddoor.domain.result import TaskResult
from closeddoor.domain.table import Table
from closeddoor.domain.tasks.base import ResponseError, ScoringContext, Task, TaskResponse, exact, parse_head
from closeddoor.domain.tasks.confidence import brier_term, read_confidence
from closeddoor.domain.tasks.options import Option, option_item, read_option

Select = Literal["one", "many"]


@dataclass(frozen=True, kw_only=True)
class ChoiceTask(Task):
    """`confidence`: whoever picks the one option also says how sure they are."""

    type: ClassVar[str] = "choice"

    select: Select
    options: tuple[Option, ...]
    confidence: bool = False

    def option(self, option_id: str) -> Option | None:
        return next((option for option in self.options if option.id == option_id), None)


@dataclass(frozen=True)
class ChoiceResponse(TaskResponse):
    """The ids picked, and the stated probability that the one option is the best, where the task asks for it."""

    options: tuple[str, ...]
    confidence: float | None = None

    def to_json(self) -> dict[str, object]:
        shown: dict[str, object] = {"options": list(self.options)}
        return shown if self.confidence is None else shown | {"confidence": self.confidence}


def parse(table: Table) -> ChoiceTask:
    task = ChoiceTask(
        **parse_head(table),
        select=cast("Select", table.choice("select", get_args(Select))),
        options=table.each("options", lambda each: read_option(each, least=-1), unique=lambda option: option.id),
        confidence=_asks_confidence(table),
    )
    earnable = [option.credit for option in task.options]
    if task.select == "one" and earnable.count(1) != 1:
        raise table.error("choice.best", "options", "exactly one option must have credit 1.")
    if task.select == "many" and max(earnable) <= 0:
        raise table.error("choice.credit", "options", "at least one option must have a positive credit.")
    if task.select == "many" and task.confidence:
        raise table.error("choice.confidence", "confidence", "can be asked for only where one option is picked.")
    return task


def parse_response(task: ChoiceTask, table: Table) -> ChoiceResponse | None:
    options = table.texts("options", least=0, empty=True)
    for index, option_id in enumerate(options):
        if task.option(option_id) is None:
            raise ResponseError("response.unknown_option", f"Task “{task.id}” has no option “{option_id[:80]}”.")
        if option_id in options[:index]:
            raise ResponseError("response.twice", f"Task “{task.id}”: option “{option_id}” is chosen twice.")
    if task.select == "one" and len(options) > 1:
        chosen = " and ".join(f"“{option_id}”" for option_id in options[:2])
        raise ResponseError("response.select", f"Task “{task.id}” takes one option; {chosen} are chosen.")
    confidence = None
    if task.confidence and (options or table.has("confidence")):
        confidence = read_confidence(table, task.id, len(task.options))
    return ChoiceResponse(options, confidence) if options else None


def score(task: ChoiceTask, response: ChoiceResponse, context: ScoringContext) -> TaskResult:  # noqa: ARG001
    """Score `points × clip(credits chosen ÷ positive credits)`, for `one` against the best option's credit of 1.

    The Brier term of a stated confidence goes into the calibration record, not into the score.
    """
    chosen = [option for option in task.options if option.id in response.options]
    earned = task.points * _share(task, [option.credit for option in chosen])
    brier = None
    if response.confidence is not None:
        brier = brier_term(response.confidence, is_best=any(option.credit == 1 for option in chosen))
    return replace(
        exact(task, earned, tuple(option_item(option, chosen=option in chosen) for option in task.options)), brier=brier
    )


def _share(task: ChoiceTask, chosen: list[float]) -> float:
    """Return what was earned, 0 to 1; summed exactly, so that the order of options does not matter."""
    most = 1.0 if task.select == "one" else math.fsum(option.credit for option in task.options if option.credit > 0)
    return min(1.0, max(0.0, math.fsum(chosen) / most))


def _asks_confidence(table: Table) -> bool:
    if not table.has("confidence"):
        return False
    asks = table.raw("confidence")
    if not isinstance(asks, bool):
        raise table.error("field.type", "confidence", "must be true or false.")
    return asks
