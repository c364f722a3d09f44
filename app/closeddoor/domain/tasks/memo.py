"""Write it in your own words: criteria that are met, not met or unsure. Verdicts come from grading."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar

from closeddoor.domain.result import Item, TaskResult
from closeddoor.domain.table import Table
from closeddoor.domain.tasks.base import ScoringContext, Task, TaskResponse, parse_head
from closeddoor.domain.tasks.decided import Decided, apply_decided, parse_decided, scored_by
from closeddoor.domain.verdicts import CriterionVerdict, MemoGrading

VERDICTS = ("met", "not_met")
"""What a participant may decide."""

NOT_GRADED = "Nothing graded this text; each point is for you to decide."


@dataclass(frozen=True)
class Criterion:
    """One fact a text states or not, with samples of both; negative `points` are taken away when it is met."""

    id: str
    statement: str
    points: float
    why: str
    met: tuple[str, ...]
    not_met: tuple[str, ...]
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MemoTask(Task):
    """`words` is advice on length: from, to."""

    type: ClassVar[str] = "memo"

    words: tuple[float, float]
    criteria: tuple[Criterion, ...]

    def criterion(self, criterion_id: str) -> Criterion | None:
        return next((criterion for criterion in self.criteria if criterion.id == criterion_id), None)


@dataclass(frozen=True)
class MemoResponse(TaskResponse):
    text: str
    decided: Decided = field(default_factory=dict)

    def to_json(self) -> dict[str, object]:
        return {"text": self.text} | ({"decided": dict(self.decided)} if self.decided else {})


def parse(table: Table) -> MemoTask:
    task = MemoTask(
        **parse_head(table),
        words=_words(table),
        criteria=table.each("criteria", _criterion, unique=lambda criterion: criterion.id),
    )
    if not any(criterion.points > 0 for criterion in task.criteria):
        raise table.error("memo.points", "criteria", "at least one criterion must have positive points.")
    return task


def parse_response(task: MemoTask, table: Table) -> MemoResponse | None:
    text = table.text("text", most=200_000, empty=True)
    decided = parse_decided(table, task.id, (criterion.id for criterion in task.criteria), VERDICTS)
    return MemoResponse(text, decided) if text.strip() else None


def score(task: MemoTask, response: MemoResponse, context: ScoringContext) -> TaskResult:
    """Score from the verdicts of grading and of the participant; without grading every criterion is unsure."""
    grading = context.gradings.get(task.id)
    if not isinstance(grading, MemoGrading):
        grading = MemoGrading(scored_by="participant", note=NOT_GRADED)
    verdicts = {verdict.criterion_id: verdict for verdict in grading.verdicts}
    items = tuple(_item(criterion, verdicts.get(criterion.id), grading) for criterion in task.criteria)
    result = TaskResult(
        task.id, task.type, 0.0, 0.0, 0.0, task.points, scored_by=grading.scored_by, items=items, note=grading.note
    )
    return decide(task, result, response.decided)


def decide(task: MemoTask, result: TaskResult, decided: Decided) -> TaskResult:
    """Return the result with the participant's verdicts in it, and with its score, low and high worked out anew."""
    items = apply_decided(result.items, decided)
    low, high = _share(items, unsure_counts=False), _share(items, unsure_counts=True)
    return replace(
        result,
        score=task.points * low,
        low=task.points * low,
        high=task.points * high,
        items=items,
        scored_by=scored_by(items, result.scored_by),
    )


def _share(items: Sequence[Item], *, unsure_counts: bool) -> float:
    """Return the least (or greatest) share of the positive points over all ways of deciding what is unsure."""
    points = [item.points or 0.0 for item in items]
    met = sum(point for item, point in zip(items, points, strict=True) if item.verdict == "met")
    unsure = sum(
        point
        for item, point in zip(items, points, strict=True)
        if item.verdict == "unsure" and (point > 0) == unsure_counts
    )
    positive = sum(point for point in points if point > 0)
    return min(1.0, max(0.0, (met + unsure) / positive))


def _item(criterion: Criterion, verdict: CriterionVerdict | None, grading: MemoGrading) -> Item:
    if verdict is None:
        verdict = CriterionVerdict(criterion.id, "unsure", decided_by=grading.scored_by)
    # No evidence, no credit: a verdict that cannot show its sentence is one the participant decides.
    outcome = "unsure" if verdict.verdict == "met" and not verdict.evidence else verdict.verdict
    return Item(
        id=criterion.id,
        verdict=outcome,
        why=criterion.why,
        decided_by=verdict.decided_by,
        points=criterion.points,
        probability=verdict.probability,
        evidence=None if outcome == "not_met" else verdict.evidence,
    )


def _words(table: Table) -> tuple[float, float]:
    words = table.numbers("words")
    if len(words) != 2 or not 0 <= words[0] <= words[1]:
        raise table.error("field.value", "words", "must be two numbers, the lower first.")
    return words[0], words[1]


def _criterion(table: Table) -> Criterion:
    return Criterion(
        id=table.id(),
        statement=table.text("statement"),
        points=table.number("points"),
        why=table.text("why"),
        met=table.texts("met", least=3),
        not_met=table.texts("not_met", least=3),
        tags=table.optional_texts("tags"),
    )
