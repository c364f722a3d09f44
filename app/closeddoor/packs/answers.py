"""answers.toml: labelled sample answers, the pack's own test of the grader."""

from collections import Counter
from typing import cast, get_args

from closeddoor.domain.scenario import AnswerKind, SampleAnswer, Scenario
from closeddoor.domain.table import Table
from closeddoor.domain.tasks.base import Task
from closeddoor.domain.tasks.registry import spec_of
from closeddoor.packs.contents import PackContents
from closeddoor.packs.errors import PackError, refusals_in


def needs_answers(scenario: Scenario) -> bool:
    """Return whether a task of the scenario is scored by grading free text."""
    return any(spec_of(task).samples for task in scenario.tasks)


def read_answers(contents: PackContents, file: str, scenario: Scenario) -> tuple[SampleAnswer, ...]:
    """Read the labelled answers of a scenario and check that each free-text task has enough, of every kind."""
    table = contents.toml(file)
    with refusals_in(file):
        answers = table.each("answers", lambda answer: _answer(answer, scenario))
        table.close()
    for task in scenario.tasks:
        _check_enough(file, task, [answer for answer in answers if answer.task == task.id])
    return answers


def _answer(table: Table, scenario: Scenario) -> SampleAnswer:
    task = _task(table, scenario)
    kind = cast("AnswerKind", table.choice("kind", get_args(AnswerKind)))
    rules = spec_of(task).samples
    if rules and kind not in rules.kinds:
        raise table.error(
            "answers.kind", "kind", f"“{kind}” is no kind for task “{task.id}” ({', '.join(rules.kinds)})."
        )
    return SampleAnswer(task.id, kind, table.text("text", empty=kind == "empty"), _met(table, task))


def _task(table: Table, scenario: Scenario) -> Task:
    task_id = table.text("task")
    task = scenario.task(task_id)
    if task is None or spec_of(task).samples is None:
        raise table.error("field.reference", "task", f"“{task_id[:80]}” is no memo or interview of this scenario.")
    return task


def _met(table: Table, task: Task) -> tuple[str, ...]:
    met = table.texts("met", least=0)
    known = spec_of(task).item_ids(task)
    for index, item_id in enumerate(met):
        if item_id not in known:
            raise table.error("field.reference", f"met[{index}]", f"task “{task.id}” has no “{item_id[:80]}”.")
        if item_id in met[:index]:
            raise table.error("id.twice", f"met[{index}]", f"“{item_id}” stands twice in this list.")
    return met


def _check_enough(file: str, task: Task, answers: list[SampleAnswer]) -> None:
    rules = spec_of(task).samples
    if rules is None:
        return
    if len(answers) < rules.least:
        problem = f"task “{task.id}” needs at least {rules.least} labelled answers, has {len(answers)}."
        raise PackError("answers.count", file, problem, "answers")
    kinds = Counter(answer.kind for answer in answers)
    missing = [kind for kind in rules.kinds if kind not in kinds]
    if missing:
        problem = f"task “{task.id}” has no labelled answer of kind {', '.join(missing)}."
        raise PackError("answers.kinds", file, problem, "answers")
