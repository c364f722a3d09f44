"""Scoring a response to a scenario: each task by its own rules, the verdicts on free text given from outside."""

from collections.abc import Mapping
from dataclasses import replace

from closeddoor.domain.opinion import SecondOpinion
from closeddoor.domain.response import ScenarioResponse
from closeddoor.domain.result import ScenarioResult, TaskResult
from closeddoor.domain.scenario import PackInfo, Scenario
from closeddoor.domain.tasks.base import ResponseError, ScoringContext, Task, TaskResponse, no_response
from closeddoor.domain.tasks.decided import Decided
from closeddoor.domain.tasks.registry import spec_of
from closeddoor.domain.verdicts import Grading


def score_scenario(
    info: PackInfo, scenario: Scenario, response: ScenarioResponse, gradings: Mapping[str, Grading] | None = None
) -> ScenarioResult:
    """Score every task; `gradings` hold the verdicts on memos and interviews by task id (without: all unsure).

    Raises `ResponseError` for a quote that does not stand in its document.
    """
    context = ScoringContext(scenario.documents_by_id, gradings or {})
    results = tuple(score_task(task, response.answers.get(task.id), context) for task in scenario.tasks)
    return ScenarioResult(info.id, info.version, scenario.id, results)


def score_task(task: Task, response: TaskResponse | None, context: ScoringContext) -> TaskResult:
    if response is None:
        return no_response(task)
    return spec_of(task).score(task, response, context)


def with_decided(scenario: Scenario, result: ScenarioResult, task_id: str, decided: Decided) -> ScenarioResult:
    """Return the result with what the participant decided or contested in one memo or interview."""
    results = tuple(
        _decide(scenario, task_result, decided) if task_result.id == task_id else task_result
        for task_result in result.tasks
    )
    return replace(result, tasks=results)


def with_doubted(scenario: Scenario, result: ScenarioResult, second: SecondOpinion) -> ScenarioResult:
    """Return the result with every graded point unsure that a second opinion strongly contradicts.

    What the participant decided stays. The same opinion changes nothing the second time.
    """
    return replace(result, tasks=tuple(_doubt(scenario, each, second) for each in result.tasks))


def _doubt(scenario: Scenario, result: TaskResult, second: SecondOpinion) -> TaskResult:
    doubted = {
        item.id
        for item in result.items
        if item.decided_by == "grader" and (opinion := second.of(result.id, item.id)) and opinion.contradicts
    }
    task = scenario.task(result.id)
    spec = spec_of(task) if task and doubted else None
    if task is None or spec is None or spec.decide is None:
        return result
    items = tuple(replace(item, verdict="unsure") if item.id in doubted else item for item in result.items)
    return spec.decide(task, replace(result, items=items), {})


def _decide(scenario: Scenario, result: TaskResult, decided: Decided) -> TaskResult:
    task = scenario.task(result.id)
    spec = spec_of(task) if task else None
    if task is None or spec is None or spec.decide is None:
        raise ResponseError("response.shape", f"Task “{result.id}” has nothing to decide.")
    for item_id, verdict in decided.items():
        if result.item(item_id) is None or verdict not in spec.verdicts:
            raise ResponseError(
                "response.unknown_item", f"Task “{task.id}” has no item “{item_id}” to call “{verdict}”."
            )
    return spec.decide(task, result, decided)
