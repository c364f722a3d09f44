"""What can be taken back: earlier values of the participant's marks and margin notes, step by step."""

from collections.abc import Callable, Container
from dataclasses import dataclass
from typing import Generic, TypeVar

Value = TypeVar("Value")

MOST_STEPS = 200


@dataclass(frozen=True)
class Change(Generic[Value]):
    """What stood at `target` before it was changed; changes of one `group` after another count as one."""

    target: str
    before: Value
    group: str = ""


class UndoHistory(Generic[Value]):
    """Changes in the order they were made, of several targets: what a page can take back are those of its own."""

    def __init__(self) -> None:
        self._done: list[Change[Value]] = []
        self._undone: list[Change[Value]] = []

    def did(self, change: Change[Value]) -> None:
        """Remember a change; what was taken back of the same target can no longer be brought again."""
        self._undone = [each for each in self._undone if each.target != change.target]
        last = next((each for each in reversed(self._done) if each.target == change.target), None)
        if last is None or not change.group or last.group != change.group:
            self._done = [*self._done, change][-MOST_STEPS:]

    def seal(self) -> None:
        """Let the next change be a step of its own, whatever its group."""
        self._done = [Change(each.target, each.before) for each in self._done]

    def can_undo(self, targets: Container[str]) -> bool:
        return any(each.target in targets for each in self._done)

    def can_redo(self, targets: Container[str]) -> bool:
        return any(each.target in targets for each in self._undone)

    def undo(self, targets: Container[str], now: Callable[[str], Value]) -> Change[Value] | None:
        """Return what to put back, the newest first, None when there is nothing; `now` gives what stands there."""
        return _move(self._done, self._undone, targets, now)

    def redo(self, targets: Container[str], now: Callable[[str], Value]) -> Change[Value] | None:
        """Return what to bring again, that which was taken back last first."""
        return _move(self._undone, self._done, targets, now)


def _move(
    source: list[Change[Value]], other: list[Change[Value]], targets: Container[str], now: Callable[[str], Value]
) -> Change[Value] | None:
    change = next((each for each in reversed(source) if each.target in targets), None)
    if change is not None:
        source.remove(change)
        other.append(Change(change.target, now(change.target)))
    return change
