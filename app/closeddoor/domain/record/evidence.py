"""Which points of an attempt were made and which went by, by competency.

Not counted are points that nobody had to see to get right: a decoy left alone, an assumption that was sound as
proposed, an option rightly not picked, a question worth no points. Estimates have a figure of their own.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from closeddoor.domain.record.rubric import Rubric
from closeddoor.domain.record.work import AttemptWork, TaskWork
from closeddoor.domain.tasks.base import Task
from closeddoor.domain.tasks.choice import ChoiceTask
from closeddoor.domain.tasks.decision import DecisionTask
from closeddoor.domain.tasks.highlight import HighlightTask
from closeddoor.domain.tasks.interview import InterviewTask
from closeddoor.domain.tasks.memo import MemoTask
from closeddoor.domain.tasks.options import Option
from closeddoor.domain.tasks.workbook import WorkbookTask
from closeddoor.language import tr

Outcome = Literal["made", "partly", "missed"]

WORTH: Mapping[Outcome, float] = {"made": 1.0, "partly": 0.5, "missed": 0.0}


@dataclass(frozen=True)
class Point:
    """One point of an attempt: `title` in the author's words, `tags` the competencies it counts for."""

    title: str
    outcome: Outcome
    tags: tuple[str, ...]


Points = Iterator[Point]
_HIGHLIGHT: Mapping[str, Outcome] = {"found": "made", "found_other_label": "partly", "missed": "missed"}
_MEMO: Mapping[str, Outcome] = {"met": "made", "not_met": "missed"}
_SLIP: Mapping[str, Outcome] = {"met": "missed", "not_met": "made"}
_INTERVIEW: Mapping[str, Outcome] = {"revealed": "made", "not_revealed": "missed"}


def points_of(work: AttemptWork) -> tuple[Point, ...]:
    """Return the graded points of an attempt that bear a competency, in the order of its tasks."""
    tasks = {task.id: task for task in work.rubric.tasks}
    found: list[Point] = []
    for done in work.tasks:
        task = tasks.get(done.task_id)
        read = None if task is None else _READERS.get(type(task))
        if task is not None and read is not None and done.items:
            found += (point for point in read(work.rubric, task, done) if point.tags)
    return tuple(found)


def self_decided(work: AttemptWork) -> int:
    """Return how many points of an attempt its participant decided."""
    return sum(not item.is_graded for task in work.tasks for item in task.items.values())


def best_option(task: Task) -> Option | None:
    """Return the option that earns all, of a task in which one is picked; None for any other task."""
    is_one = isinstance(task, DecisionTask) or (isinstance(task, ChoiceTask) and task.select == "one")
    options = task.options if is_one and isinstance(task, DecisionTask | ChoiceTask) else ()
    return next((option for option in options if option.credit == 1), None)


def _highlight(rubric: Rubric, task: HighlightTask, done: TaskWork) -> Points:
    quotes = rubric.quotes.get(task.id, {})
    for target in task.targets:
        yield from _point(
            quotes.get(target.span, target.span), _HIGHLIGHT, done.verdict(target.span), task, target.tags
        )


def _one(_rubric: Rubric, task: ChoiceTask | DecisionTask, done: TaskWork) -> Points:
    chosen = next((option for option in task.options if done.verdict(option.id) == "chosen"), None)
    best = best_option(task)
    if chosen is not None and best is not None:
        outcome: Outcome = "made" if chosen is best else "partly" if chosen.credit > 0 else "missed"
        mark = "" if task.title.endswith(("?", ".", ":")) else ":"
        yield Point(f"{task.title}{mark} {best.title}", outcome, best.tags or task.tags)


def _choice(rubric: Rubric, task: ChoiceTask, done: TaskWork) -> Points:
    if task.select == "one":
        yield from _one(rubric, task, done)
        return
    for option in task.options:
        is_chosen = done.verdict(option.id) == "chosen"
        if option.credit > 0 and done.verdict(option.id):
            yield Point(option.title, "made" if is_chosen else "missed", option.tags or task.tags)
        elif option.credit < 0 and is_chosen:
            yield Point(tr("Picked, and does harm: {title}", title=option.title), "missed", option.tags or task.tags)


def _workbook(_rubric: Rubric, task: WorkbookTask, done: TaskWork) -> Points:
    for each in task.inputs:
        verdict = done.verdict(each.id)
        if verdict == "wrong" or (verdict == "right" and not each.is_right(each.proposed)):
            yield Point(each.title, "made" if verdict == "right" else "missed", each.tags or task.tags)


def _memo(_rubric: Rubric, task: MemoTask, done: TaskWork) -> Points:
    """Leave out what was rightly not said where nothing else was said either: silence is no care with words."""
    says_something = any(each.points > 0 and done.verdict(each.id) == "met" for each in task.criteria)
    for each in task.criteria:
        outcomes = _MEMO if each.points > 0 else _SLIP
        if each.points > 0 or says_something or done.verdict(each.id) == "met":
            title = (
                each.statement if each.points > 0 else tr("Better left unsaid: {statement}", statement=each.statement)
            )
            yield from _point(title, outcomes, done.verdict(each.id), task, each.tags)


def _interview(_rubric: Rubric, task: InterviewTask, done: TaskWork) -> Points:
    for fact in task.facts:
        if fact.points > 0:
            yield from _point(fact.asked[0], _INTERVIEW, done.verdict(fact.id), task, fact.tags)


def _point(title: str, outcomes: Mapping[str, Outcome], verdict: str, task: Task, tags: tuple[str, ...]) -> Points:
    outcome = outcomes.get(verdict)
    if outcome is not None:
        yield Point(title, outcome, tags or task.tags)


# A reader gets tasks of the class it stands beside, hence `Any`.
_READERS: Mapping[type[Task], Callable[[Rubric, Any, TaskWork], Points]] = {
    HighlightTask: _highlight,
    ChoiceTask: _choice,
    DecisionTask: _one,
    WorkbookTask: _workbook,
    MemoTask: _memo,
    InterviewTask: _interview,
}
