"""A participant's answers to a scenario, read from JSON; every error names the task or the field."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from closeddoor.domain.scenario import PackInfo, Scenario
from closeddoor.domain.table import FieldError, Table
from closeddoor.domain.tasks.base import ResponseError, Task, TaskResponse
from closeddoor.domain.tasks.registry import spec_of


@dataclass(frozen=True)
class ScenarioResponse:
    """The answers by task id; a task that is not in it was not answered."""

    answers: Mapping[str, TaskResponse] = field(default_factory=dict)

    def to_json(self) -> dict[str, object]:
        return {task_id: answer.to_json() for task_id, answer in self.answers.items()}


def read_response(raw: bytes | str, info: PackInfo, scenario: Scenario) -> ScenarioResponse:
    """Read a response file; `pack` and `version` are optional in it and checked when given."""
    data = decode_json(raw)
    try:
        table = Table(data, authored=False)
        _refuse_other(table, "pack", info.id)
        _refuse_other(table, "version", info.version)
        _refuse_other(table, "scenario", scenario.id, required=True)
        answers = table.raw("response")
        table.close()
    except FieldError as error:
        raise ResponseError("response.shape", f"The response file does not fit: {error.happened}") from error
    return parse_answers(scenario, answers)


def parse_answers(scenario: Scenario, data: object) -> ScenarioResponse:
    """Read answers by task id, as under `response` in a response file or in a line of a batch."""
    if not isinstance(data, Mapping):
        raise ResponseError("response.shape", "The answers must be a table of task ids.")
    answers = {key: parse_answer(_task(scenario, key), value) for key, value in data.items()}
    return ScenarioResponse({key: answer for key, answer in answers.items() if answer is not None})


def parse_answer(task: Task, data: object) -> TaskResponse | None:
    """Read the answer to one task; None when it is empty, which is no answer."""
    if isinstance(data, Mapping) and not data:
        return None
    try:
        table = Table(data, task.id, authored=False)
        answer = spec_of(task).parse_response(task, table)
        table.close()
    except FieldError as error:
        raise ResponseError(
            "response.shape", f"The answer to task “{task.id}” does not fit: {error.happened}"
        ) from error
    return answer


def decode_json(raw: bytes | str) -> object:
    """Decode JSON strictly: UTF-8, no key twice, only finite numbers."""
    try:
        text = raw.decode("utf-8") if isinstance(raw, bytes) else raw
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        problem = "it nests too deep" if isinstance(error, RecursionError) else str(error)
        raise ResponseError("response.json", f"The response is not valid JSON: {problem}.") from error


def _task(scenario: Scenario, key: object) -> Task:
    task = scenario.task(str(key))
    if task is None:
        raise ResponseError("response.unknown_task", f"Scenario “{scenario.id}” has no task “{str(key)[:80]}”.")
    return task


def _refuse_other(table: Table, key: str, expected: str, *, required: bool = False) -> None:
    if not required and not table.has(key):
        return
    given = table.text(key, empty=True)
    if given != expected:
        raise ResponseError(f"response.{key}", f"The response is for {key} “{given[:80]}”, not for “{expected}”.")


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    decoded = dict(pairs)
    if len(decoded) != len(pairs):
        raise ValueError("a key stands twice in one table")
    return decoded


def _refuse_constant(name: str) -> object:
    raise ValueError(f"{name} is no number")
