"""One scored attempt as the record reads it: of each task the verdicts, and what was stated beside an answer."""

from collections.abc import Mapping
from dataclasses import dataclass

from closeddoor.domain.record.rubric import Rubric


@dataclass(frozen=True)
class Verdicted:
    """The verdict on one item; `is_graded` is False for one that the participant decided or contested."""

    verdict: str
    is_graded: bool


@dataclass(frozen=True)
class TaskWork:
    """`items` by id; `confidence` (0 to 1) and `interval` (low, best, high) where the answer states them."""

    task_id: str
    items: Mapping[str, Verdicted]
    confidence: float | None = None
    interval: tuple[float, float, float] | None = None

    def verdict(self, item_id: str) -> str:
        """Return a graded verdict; empty where there is none."""
        item = self.items.get(item_id)
        return item.verdict if item is not None and item.is_graded else ""


@dataclass(frozen=True)
class AttemptWork:
    """A scored attempt over the rubric of the very scenario it was made with; `at_ms` is when it was last changed."""

    attempt_id: int
    pack_id: str
    rubric: Rubric
    at_ms: int
    tasks: tuple[TaskWork, ...]
