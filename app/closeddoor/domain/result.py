"""What a scored response looks like, and its JSON; the shape is that of the pack format, "Responses and results"."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast, get_args

from closeddoor.domain.table import Table
from closeddoor.domain.verdicts import DecidedBy

_DECIDED_BY = get_args(DecidedBy)


@dataclass(frozen=True)
class Item:
    """One point of a task result, from a target to an input: its verdict, and why it matters.

    `points`, `probability` and `evidence` belong to memos: there `points` is never None.
    """

    id: str
    verdict: str
    why: str
    decided_by: DecidedBy
    points: float | None = None
    probability: float | None = None
    evidence: str | None = None

    def to_json(self) -> dict[str, object]:
        shown: dict[str, object] = {"id": self.id, "verdict": self.verdict}
        if self.points is not None:
            shown |= {"points": self.points, "probability": self.probability, "evidence": self.evidence}
        return shown | {"why": self.why, "decided_by": self.decided_by}


@dataclass(frozen=True)
class TaskResult:
    """The score of one task, in points (not rounded), between `low` and `high` while items are unsure."""

    id: str
    type: str
    score: float
    low: float
    high: float
    max: float
    scored_by: DecidedBy
    items: tuple[Item, ...] = ()
    note: str = ""
    recall: float | None = None
    precision: float | None = None
    outputs: Mapping[str, float | None] | None = None
    brier: float | None = None

    def item(self, item_id: str) -> Item | None:
        return next((item for item in self.items if item.id == item_id), None)

    def to_json(self) -> dict[str, object]:
        shown: dict[str, object] = {
            "id": self.id, "type": self.type, "score": self.score, "low": self.low, "high": self.high,
            "max": self.max, "scored_by": self.scored_by, "items": [item.to_json() for item in self.items],
        }  # fmt: skip
        optional: dict[str, object] = {
            "note": self.note or None, "recall": self.recall, "precision": self.precision,
            "outputs": None if self.outputs is None else dict(self.outputs), "brier": self.brier,
        }  # fmt: skip
        return shown | {key: value for key, value in optional.items() if value is not None}


@dataclass(frozen=True)
class ScenarioResult:
    """The results of all tasks of a scenario, in their order, and their sums."""

    pack: str
    version: str
    scenario: str
    tasks: tuple[TaskResult, ...]

    @property
    def score(self) -> float:
        return sum(task.score for task in self.tasks)

    @property
    def low(self) -> float:
        return sum(task.low for task in self.tasks)

    @property
    def high(self) -> float:
        return sum(task.high for task in self.tasks)

    @property
    def max(self) -> float:
        return sum(task.max for task in self.tasks)

    def task(self, task_id: str) -> TaskResult | None:
        return next((task for task in self.tasks if task.id == task_id), None)

    def to_json(self) -> dict[str, object]:
        return {
            "pack": self.pack, "version": self.version, "scenario": self.scenario, "score": self.score,
            "low": self.low, "high": self.high, "max": self.max, "tasks": [task.to_json() for task in self.tasks],
        }  # fmt: skip

    @classmethod
    def from_json(cls, data: object) -> "ScenarioResult":
        """Read back what `to_json` wrote; a `FieldError` names what does not fit."""
        table = Table(data, "result", authored=False)
        for total in ("score", "low", "high", "max"):
            table.number(total)
        result = cls(
            table.text("pack"), table.text("version"), table.text("scenario"), table.each("tasks", _task, least=0)
        )
        table.close()
        return result


def _task(table: Table) -> TaskResult:
    return TaskResult(
        id=table.text("id"),
        type=table.text("type"),
        score=table.number("score"),
        low=table.number("low"),
        high=table.number("high"),
        max=table.number("max"),
        scored_by=_decided_by(table, "scored_by"),
        items=table.each("items", _item, least=0),
        note=table.optional_text("note") or "",
        recall=_optional_number(table, "recall"),
        precision=_optional_number(table, "precision"),
        outputs=table.one("outputs", _outputs) if table.has("outputs") else None,
        brier=_optional_number(table, "brier"),
    )


def _item(table: Table) -> Item:
    evidence = table.raw("evidence") if table.has("evidence") else None
    return Item(
        id=table.text("id"),
        verdict=table.text("verdict"),
        why=table.text("why"),
        decided_by=_decided_by(table, "decided_by"),
        points=_optional_number(table, "points"),
        probability=_optional_number(table, "probability"),
        evidence=None if evidence is None else table.text("evidence", most=1_000_000, empty=True),
    )


def _outputs(table: Table) -> dict[str, float | None]:
    return {key: _optional_number(table, key) for key in table.names()}


def _optional_number(table: Table, key: str) -> float | None:
    if not table.has(key) or table.raw(key) is None:
        return None
    return table.number(key)


def _decided_by(table: Table, key: str) -> DecidedBy:
    return cast("DecidedBy", table.choice(key, _DECIDED_BY))
