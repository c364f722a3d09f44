"""Put the business case right: assumptions to change, and results that follow from them. Scored exactly."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Literal, cast, get_args

from closeddoor.domain.formula import RESERVED, Formula, FormulaError, read_formula
from closeddoor.domain.result import Item, TaskResult
from closeddoor.domain.table import Table
from closeddoor.domain.tasks.base import ResponseError, ScoringContext, Task, TaskResponse, exact, parse_head

HORIZON = "horizon_years"

InputKind = Literal["number", "toggle"]

_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Input:
    """An assumption: its value as `proposed`, and what the evidence supports (`defensible`, both ends included).

    A toggle is a line to count or leave out: 1 or 0.
    """

    id: str
    title: str
    unit: str
    kind: InputKind
    proposed: float
    defensible: tuple[float, float]
    weight: int
    why: str
    tags: tuple[str, ...] = ()

    def is_right(self, value: float) -> bool:
        return self.defensible[0] <= value <= self.defensible[1]


@dataclass(frozen=True)
class Output:
    """A result, worked out by a formula over the inputs."""

    id: str
    title: str
    unit: str
    formula: Formula


@dataclass(frozen=True, kw_only=True)
class WorkbookTask(Task):
    type: ClassVar[str] = "workbook"

    horizon_years: int
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]

    def input(self, input_id: str) -> Input | None:
        return next((each for each in self.inputs if each.id == input_id), None)


@dataclass(frozen=True)
class WorkbookResponse(TaskResponse):
    """The values of the inputs that the participant set; the others stay as proposed."""

    inputs: Mapping[str, float]

    def to_json(self) -> dict[str, object]:
        return {"inputs": dict(self.inputs)}


def outputs_at(task: WorkbookTask, inputs: Mapping[str, float]) -> dict[str, float | None]:
    """Return every result at these values, the rest as proposed; None where it does not exist or cannot be worked out.

    For the page too, after each change of a value.
    """
    values = _values(task, inputs)
    return {output.id: _worked_out(output.formula, values) for output in task.outputs}


def parse(table: Table) -> WorkbookTask:
    head, horizon_years = parse_head(table), table.integer(HORIZON)
    inputs = table.each("inputs", _input, unique=lambda each: each.id)
    names = {each.id for each in inputs} | {HORIZON}
    outputs = table.each("outputs", lambda output: _output(output, names), unique=lambda output: output.id)
    task = WorkbookTask(**head, horizon_years=horizon_years, inputs=inputs, outputs=outputs)
    _check_at_proposed(table, task)
    return task


def parse_response(task: WorkbookTask, table: Table) -> WorkbookResponse | None:
    return WorkbookResponse(table.one("inputs", lambda inputs: _read_inputs(task, inputs)))


def score(task: WorkbookTask, response: WorkbookResponse, context: ScoringContext) -> TaskResult:  # noqa: ARG001
    """Score `points × right weight ÷ total weight`."""
    values = _values(task, response.inputs)
    right = sum(each.weight for each in task.inputs if each.is_right(values[each.id]))
    earned = task.points * right / sum(each.weight for each in task.inputs)
    return replace(
        exact(task, earned, tuple(_item(each, values[each.id]) for each in task.inputs)),
        outputs=outputs_at(task, response.inputs),
    )


def _values(task: WorkbookTask, inputs: Mapping[str, float]) -> dict[str, float]:
    values = {each.id: inputs.get(each.id, each.proposed) for each in task.inputs}
    return values | {HORIZON: float(task.horizon_years)}


def _worked_out(formula: Formula, values: Mapping[str, float]) -> float | None:
    try:
        return formula.value(values)
    except FormulaError:  # it works at the proposed values; at these, a participant is shown "none"
        return None


def _check_at_proposed(table: Table, task: WorkbookTask) -> None:
    values = _values(task, {})
    for index, output in enumerate(task.outputs):
        try:
            output.formula.value(values)
        except FormulaError as error:
            problem = f"{error.happened.removesuffix('.')}, at the proposed values."
            raise table.error(error.code, f"outputs[{index}].formula", problem) from error


def _input(table: Table) -> Input:
    kind = cast("InputKind", table.choice("kind", get_args(InputKind)) if table.has("kind") else "number")
    proposed, defensible = table.number("proposed"), _defensible(table)
    if kind == "toggle" and proposed not in {0, 1}:
        raise table.error("field.value", "proposed", f"is {proposed:g}; a toggle is 0 or 1.")
    return Input(
        id=_name(table),
        title=table.text("title"),
        unit=table.text("unit"),
        kind=kind,
        proposed=proposed,
        defensible=defensible,
        weight=table.integer("weight", 1, 3),
        why=table.text("why"),
        tags=table.optional_texts("tags"),
    )


def _name(table: Table) -> str:
    """Read an id that can stand in a formula."""
    name = table.id()
    if not _NAME.fullmatch(name):
        problem = f"“{name}” is no name for formulas: a-z, 0-9 and _, starting with a letter."
        raise table.error("id.malformed", "id", problem)
    if name in RESERVED or name == HORIZON:
        raise table.error("workbook.name", "id", f"“{name}” has a meaning of its own in formulas.")
    return name


def _defensible(table: Table) -> tuple[float, float]:
    bounds = table.numbers("defensible")
    if len(bounds) != 2 or bounds[0] > bounds[1]:
        raise table.error("field.value", "defensible", "must be two numbers, the lower first.")
    return bounds[0], bounds[1]


def _output(table: Table, names: set[str]) -> Output:
    source = table.text("formula")
    try:
        formula = read_formula(source, names)
    except FormulaError as error:
        raise table.error(error.code, "formula", error.happened) from error
    return Output(table.id(), table.text("title"), table.text("unit"), formula)


def _read_inputs(task: WorkbookTask, table: Table) -> dict[str, float]:
    values: dict[str, float] = {}
    for input_id in table.names():
        known = task.input(input_id)
        if known is None:
            raise ResponseError("response.unknown_input", f"Task “{task.id}” has no input “{input_id[:80]}”.")
        values[input_id] = table.number(input_id)
        if known.kind == "toggle" and values[input_id] not in {0, 1}:
            shown = f"{values[input_id]:g}"
            raise ResponseError("response.toggle", f"Task “{task.id}”: input “{input_id}” is {shown}, not 0 or 1.")
    return values


def _item(each: Input, value: float) -> Item:
    return Item(each.id, "right" if each.is_right(value) else "wrong", each.why, "exact")
