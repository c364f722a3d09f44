"""What a participant decided: an item that was unsure, or a verdict of grader or model that they contest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from closeddoor.domain.result import Item
from closeddoor.domain.table import Table
from closeddoor.domain.tasks.base import ResponseError
from closeddoor.domain.verdicts import DecidedBy

Decided = Mapping[str, str]
"""Verdicts by item id."""


def parse_decided(table: Table, task_id: str, item_ids: Iterable[str], verdicts: tuple[str, ...]) -> dict[str, str]:
    """Read the optional `decided` of a response; items that the task does not have are refused by name."""
    if not table.has("decided"):
        return {}
    known = set(item_ids)
    return table.one("decided", lambda decided: _read(decided, task_id, known, verdicts))


def _read(table: Table, task_id: str, known: set[str], verdicts: tuple[str, ...]) -> dict[str, str]:
    for item_id in table.names():
        if item_id not in known:
            raise ResponseError("response.unknown_item", f"Task “{task_id}” has no item “{item_id}” to decide.")
    return {item_id: table.choice(item_id, verdicts) for item_id in table.names()}


def apply_decided(items: Sequence[Item], decided: Decided) -> tuple[Item, ...]:
    """Return the items with the participant's verdicts; such items say so and never count as graded."""
    return tuple(
        replace(item, verdict=decided[item.id], decided_by="participant") if item.id in decided else item
        for item in items
    )


def scored_by(items: Sequence[Item], grading: DecidedBy) -> DecidedBy:
    """Return who scored a task: the grading, unless the participant decided every single item."""
    return "participant" if items and all(item.decided_by == "participant" for item in items) else grading
