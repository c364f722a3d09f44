"""answers.toml: labelled sample answers, the pack's own test of the grader."""

from collections import Counter
from collections.abc import Mapping
from typing import cast, get_args

from closeddoor.domain.scenario import AnswerKind, SampleAnswer, Scenario
from closeddoor.domain.table import Table
from closeddoor.domain.tasks.base import Task
from closeddoor.domain.tasks.registry import SampleRules, spec_of
from closeddoor.packs.contents import PackContents
from closeddoor.packs.errors import PackError


def needs_answers(scenario: Scenario) -> bool:
    """Return whether a task of the scenario is scored by grading free text."""
    return any(spec_of(task).samples for task in scenario.tasks)


def read_answers(contents: PackContents, file: str, scenario: Scenario) -> tuple[SampleAnswer, ...]:
    """Read the labelled answers of a scenario and check that each free-text task has enough, of every kind."""
    graded = {task.id: _Graded(task, rules) for task in scenario.tasks if (rules := spec_of(task).samples)}
    answers = contents.table(file, lambda table: _answers(table, graded))
    if not contents.faulty_fields(file):  # while faults are gathered: which answers are missing may only follow
        for task in graded.values():
            with contents.apart():
                task.check_enough(file)
    return answers


def _answers(table: Table, graded: "Mapping[str, _Graded]") -> tuple[SampleAnswer, ...]:
    answers = table.each("answers", lambda answer: _answer(answer, graded))
    table.close()
    return answers


class _Graded:
    """A memo or interview while its labelled answers are counted."""

    def __init__(self, task: Task, rules: SampleRules) -> None:
        self.id = task.id
        self.rules = rules
        self.items = frozenset(spec_of(task).item_ids(task))
        self.kinds: Counter[str] = Counter()

    def check_enough(self, file: str) -> None:
        """Refuse too few labelled answers, or none of a kind."""
        count, least = self.kinds.total(), self.rules.least
        if count < least:
            problem = f"task “{self.id}” needs at least {least} sample answers, and has {count}."
            raise PackError("answers.count", file, problem, "answers")
        missing = [kind for kind in self.rules.kinds if kind not in self.kinds]
        if missing:
            problem = f"task “{self.id}” has no sample answer of kind {', '.join(missing)}."
            raise PackError("answers.kinds", file, problem, "answers")


def _answer(table: Table, graded: Mapping[str, _Graded]) -> SampleAnswer:
    task = _task(table, graded)
    kind = cast("AnswerKind", table.choice("kind", get_args(AnswerKind)))
    if kind not in task.rules.kinds:
        problem = f"“{kind}” is no kind for task “{task.id}” ({', '.join(task.rules.kinds)})."
        raise table.error("answers.kind", "kind", problem)
    task.kinds[kind] += 1
    return SampleAnswer(task.id, kind, table.text("text", empty=kind == "empty"), _met(table, task))


def _task(table: Table, graded: Mapping[str, _Graded]) -> _Graded:
    task_id = table.text("task")
    if task_id not in graded:
        raise table.error("field.reference", "task", f"“{task_id[:80]}” is no memo or interview of this scenario.")
    return graded[task_id]


def _met(table: Table, task: _Graded) -> tuple[str, ...]:
    met = table.texts("met", least=0)
    seen: set[str] = set()
    for index, item_id in enumerate(met):
        if item_id not in task.items:
            raise table.error("field.reference", f"met[{index}]", f"task “{task.id}” has no “{item_id[:80]}”.")
        if item_id in seen:
            raise table.error("id.twice", f"met[{index}]", f"“{item_id}” stands twice in this list.")
        seen.add(item_id)
    return met
