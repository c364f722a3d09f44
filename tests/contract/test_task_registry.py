"""Every row of the task registry keeps the same promises, so that a half-added task type is red."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest

from closeddoor.domain.response import parse_answer
from closeddoor.domain.scoring import score_task
from closeddoor.domain.table import FieldError, Table
from closeddoor.domain.tasks.base import ResponseError, ScoringContext, Task
from closeddoor.domain.tasks.registry import TASK_SPECS, TaskSpec, parse_task, spec_named, spec_of
from tests.domain.samples import ANSWERS, BODIES, DOCUMENT, NO_ANSWERS, fields_of, scenario

CONTEXT = ScoringContext({"letter": DOCUMENT})
specs = pytest.mark.parametrize("spec", TASK_SPECS, ids=lambda spec: spec.name)


def task_of(spec: TaskSpec) -> Task:
    return next(task for task in scenario().tasks if isinstance(task, spec.task_class))


def test_names_are_unique_and_found() -> None:
    assert len({spec.name for spec in TASK_SPECS}) == len(TASK_SPECS)
    assert all(spec_named(spec.name) is spec for spec in TASK_SPECS)


def test_an_unknown_type_is_refused_by_name() -> None:
    with pytest.raises(FieldError, match="essay") as refused:
        parse_task(Table({"id": "a", "type": "essay"}, "tasks[0]"))
    assert (refused.value.code, refused.value.path) == ("task.type", "tasks[0].type")


@specs
def test_a_task_is_known_by_its_class(spec: TaskSpec) -> None:
    assert spec_of(task_of(spec)) is spec


Path = tuple[str | int, ...]

OPTIONAL = {"tags", "kind", "decoys", "confidence"}


def places(data: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the path of every field of a task, those of its tables and lists too."""
    items: Any = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield (*path, key)
        yield from places(value, (*path, key))


def spoilt(data: Any, path: Path, value: object = None) -> dict[str, Any]:
    """Return a copy in which one field has another value, or with None is gone."""
    changed: dict[str, Any] = copy.deepcopy(data)
    holder: Any = changed
    for key in path[:-1]:
        holder = holder[key]
    if value is None:
        del holder[path[-1]]
    else:
        holder[path[-1]] = value
    return changed


def shown(path: Path) -> str:
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path).lstrip(".")


def code_of(data: object) -> tuple[str, str] | None:
    """Return the code and path of the refusal of a task, None when it is read."""
    try:
        table = Table(data)
        parse_task(table)
        table.close()
    except FieldError as error:
        return error.code, error.path
    return None


@specs
def test_every_field_is_needed_where_it_is_not_optional(spec: TaskSpec) -> None:
    sample = fields_of(spec.name, BODIES[spec.name])
    assert code_of(sample) is None
    for path in places(sample):
        if isinstance(path[-1], str):
            expected = None if path[-1] in OPTIONAL else ("field.missing", shown(path))
            assert code_of(spoilt(sample, path)) == expected, path


@specs
@pytest.mark.parametrize("other", [True, {"a": 1}], ids=["boolean", "table"])
def test_a_field_of_another_type_is_refused_where_it_stands(spec: TaskSpec, other: object) -> None:
    sample = fields_of(spec.name, BODIES[spec.name])
    for path in places(sample):
        refused = code_of(spoilt(sample, path, other))
        assert refused is not None, path
        code, where = refused
        assert code == "field.type" or isinstance(sample[str(path[0])], dict | list), (path, code)
        assert where.startswith(shown(path)), (path, where)


@specs
def test_a_field_nobody_knows_is_refused_in_every_table(spec: TaskSpec) -> None:
    sample = fields_of(spec.name, BODIES[spec.name])
    tables = {path[:-1] for path in places(sample) if isinstance(path[-1], str)}
    for table in tables:
        path = (*table, "colour")
        assert code_of(spoilt(sample, path, "red")) == ("field.unknown", shown(path))


@specs
def test_tags_are_taken_where_the_format_has_them(spec: TaskSpec) -> None:
    sample = fields_of(spec.name, BODIES[spec.name])
    tagged = {"", "targets", "options", "inputs", "criteria", "facts"}
    for path in {path[:-1] for path in places(sample) if isinstance(path[-1], str)}:
        refused = code_of(spoilt(sample, (*path, "tags"), ["evidence"]))
        assert (refused is None) == ((str(path[0]) if path else "") in tagged), path


@specs
def test_an_answer_is_read_written_and_scored_within_bounds(spec: TaskSpec) -> None:
    task = task_of(spec)
    answer = parse_answer(task, ANSWERS[spec.name])
    assert answer is not None
    assert answer.to_json() == ANSWERS[spec.name]
    result = score_task(task, answer, CONTEXT)
    assert 0 <= result.low <= result.score <= result.high <= result.max == task.points
    assert (result.id, result.type) == (task.id, spec.name)
    assert result.items
    assert len({item.id for item in result.items}) == len(result.items)
    assert all(item.why for item in result.items)
    json.dumps(result.to_json(), allow_nan=False)


@specs
def test_no_answer_scores_nothing_with_a_note(spec: TaskSpec) -> None:
    for empty in NO_ANSWERS[spec.name]:
        answer = parse_answer(task_of(spec), empty)
        assert answer is None
        result = score_task(task_of(spec), answer, CONTEXT)
        assert (result.score, result.high, result.items, result.scored_by) == (0, 0, (), "exact")
        assert result.note


@specs
@pytest.mark.parametrize("other", [[], "text", 5, None, True, {"unknown": 1}])
def test_an_answer_of_another_shape_names_the_task(spec: TaskSpec, other: object) -> None:
    with pytest.raises(ResponseError, match=spec.name):
        parse_answer(task_of(spec), other)


@specs
def test_free_text_can_be_decided_and_has_samples(spec: TaskSpec) -> None:
    task = task_of(spec)
    assert bool(spec.decide) == bool(spec.samples) == bool(spec.verdicts) == bool(spec.item_ids(task))
    if spec.decide:
        result = score_task(task, parse_answer(task, ANSWERS[spec.name]), CONTEXT)
        assert [item.id for item in result.items] == list(spec.item_ids(task))
        for verdict in spec.verdicts:
            decided = spec.decide(task, result, dict.fromkeys(spec.item_ids(task), verdict))
            assert decided.low == decided.high == decided.score
            assert decided.scored_by == "participant"
