"""Attempts made up from the built-in briefings: as large as real ones, with verdicts that lean one way or the other."""

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from closeddoor.domain.scenario import Pack, Scenario
from closeddoor.domain.tasks.base import Task
from closeddoor.domain.tasks.choice import ChoiceTask
from closeddoor.domain.tasks.decision import DecisionTask
from closeddoor.domain.tasks.estimate import EstimateTask
from closeddoor.domain.tasks.highlight import HighlightTask
from closeddoor.domain.tasks.interview import InterviewTask
from closeddoor.domain.tasks.memo import MemoTask
from closeddoor.domain.tasks.workbook import WorkbookTask
from closeddoor.packs import archive_bytes, read_pack
from closeddoor.services.library import pack_folders
from closeddoor.vault.vault import Vault

ROOT = Path(__file__).resolve().parent.parent
DAY_MS = 86_400_000
LEAN = {"evidence": 0.85, "money": 0.6, "exits": 0.2}
"""How often points of a competency are made; the others come to a half."""

VERDICTS: dict[type[Task], tuple[str, str]] = {
    HighlightTask: ("found", "missed"),
    DecisionTask: ("chosen", "not_chosen"),
    ChoiceTask: ("chosen", "not_chosen"),
    WorkbookTask: ("right", "wrong"),
    MemoTask: ("met", "not_met"),
    InterviewTask: ("revealed", "not_revealed"),
}

Item = dict[str, object]


def built_in_packs() -> tuple[Pack, ...]:
    return tuple(read_pack(folder) for folder in pack_folders(ROOT / "scenarios"))


def fill(vault: Vault, packs: Sequence[Pack], count: int, seed: int, last_ms: int) -> None:
    """Put `count` finished attempts into a vault, one every few hours up to `last_ms`, in one transaction."""
    draw = random.Random(seed)  # noqa: S311  made-up data
    there = {each.content_hash for each in vault.installed.list()}
    for pack in packs:
        if pack.content_hash not in there:
            vault.packs.keep(pack.content_hash, archive_bytes(pack))
    scenarios = [(pack, scenario) for pack in packs for scenario in pack.scenarios]
    database = vault.attempts._database  # noqa: SLF001  ten thousand transactions would take minutes
    with database.write() as writing:
        for number in range(count):
            pack, scenario = scenarios[number % len(scenarios)]
            at_ms = last_ms - (count - number) * DAY_MS // 8
            answers = {task.id: _answer(draw, task) for task in scenario.tasks}
            result = _result(draw, pack, scenario, answers)
            row = (pack.info.id, pack.info.version, pack.content_hash, scenario.id, at_ms, at_ms, at_ms, result)
            attempt = writing.execute(
                "INSERT INTO attempts (pack_id, pack_version, pack_hash, scenario_id, stage, started_at_ms,"
                " updated_at_ms, finished_at_ms, result_json) VALUES (?, ?, ?, ?, 'debrief', ?, ?, ?, ?)",
                row,
            ).lastrowid
            writing.executemany(
                "INSERT INTO answers VALUES (?, ?, ?, 1, ?)",
                [(attempt, task_id, json.dumps(answer), at_ms) for task_id, answer in answers.items()],
            )


def _result(draw: random.Random, pack: Pack, scenario: Scenario, answers: dict[str, Item]) -> str:
    tasks = [
        {
            "id": task.id, "type": task.type, "score": 1.0, "low": 1.0, "high": 1.0, "max": task.points,
            "scored_by": "exact", "items": list(_items(draw, task, answers[task.id])),
        }
        for task in scenario.tasks
    ]  # fmt: skip
    head = {"pack": pack.info.id, "version": pack.info.version, "scenario": scenario.id}
    return json.dumps(head | {"score": 1.0, "low": 1.0, "high": 1.0, "max": 1.0, "tasks": tasks})


def _answer(draw: random.Random, task: Task) -> Item:
    if isinstance(task, DecisionTask):
        best = next(option for option in task.options if option.credit == 1)
        stated = draw.choice((0.5, 0.6, 0.7, 0.8, 0.9, 0.9, 1.0))
        others = [option for option in task.options if option is not best]
        chosen = best if draw.random() < 0.3 + 0.4 * stated else draw.choice(others)
        return {"option": chosen.id, "confidence": stated}
    if isinstance(task, EstimateTask):
        best_guess = task.answer * draw.uniform(0.6, 1.5)
        reach = abs(task.answer) * draw.uniform(0.1, 0.5)
        return {"low": round(best_guess - reach, 2), "best": round(best_guess, 2), "high": round(best_guess + reach, 2)}
    return {"text": "We would want to see this on our own data first. " * 30}


def _items(draw: random.Random, task: Task, answer: Item) -> Iterator[Item]:
    """Yield one item per point, made or missed as its competencies lean."""
    if isinstance(task, EstimateTask):
        yield _item("answer", "inside", task.why)
    for each_id, why, tags in _points(task):
        share = sum(LEAN.get(tag, 0.5) for tag in tags) / len(tags) if tags else 0.5
        made, missed = VERDICTS[type(task)]
        is_made = answer["option"] == each_id if isinstance(task, DecisionTask) else draw.random() < share
        yield _item(each_id, made if is_made else missed, why) | _graded(draw, task)


def _points(task: Task) -> Iterator[tuple[str, str, Sequence[str]]]:
    if isinstance(task, HighlightTask):
        yield from ((target.span, target.why, target.tags or task.tags) for target in task.targets)
    lists = (getattr(task, name, ()) for name in ("options", "inputs", "criteria", "facts"))
    yield from ((each.id, each.why, each.tags or task.tags) for points in lists for each in points)


def _graded(draw: random.Random, task: Task) -> Item:
    if isinstance(task, MemoTask):
        by = "participant" if draw.random() < 0.05 else "grader"
        return {"decided_by": by, "points": 3.0, "probability": 0.9, "evidence": "on our own data first"}
    return {"decided_by": "grader"} if isinstance(task, InterviewTask) else {}


def _item(each_id: str, verdict: str, why: str) -> Item:
    return {"id": each_id, "verdict": verdict, "why": why, "decided_by": "exact"}
