"""Every row of the task registry keeps the same promises, so that a half-added task type is red."""

import json

import pytest

from closeddoor.domain.response import parse_answer
from closeddoor.domain.scoring import score_task
from closeddoor.domain.table import FieldError, Table
from closeddoor.domain.tasks.base import ResponseError, ScoringContext, Task
from closeddoor.domain.tasks.registry import TASK_SPECS, TaskSpec, parse_task, spec_named, spec_of
from tests.domain.samples import ANSWERS, DOCUMENT, NO_ANSWERS, scenario

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
