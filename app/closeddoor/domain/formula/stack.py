"""What a formula is worked out on: a stack of values, the names they may come from, and the steps taken so far."""

from collections.abc import Mapping

from closeddoor.domain.formula.errors import failing
from closeddoor.domain.formula.numbers import Value

MOST_STEPS = 10_000
MOST_TERMS = 150_000


class Stack:
    """The state of one evaluation."""

    def __init__(self, names: Mapping[str, float]) -> None:
        self.names = names
        self.values: list[Value] = []
        self._steps = 0
        self._terms = 0

    def take(self, count: int) -> list[Value]:
        """Take the topmost values, in the order they came."""
        start = len(self.values) - count
        taken = self.values[start:]
        del self.values[start:]
        return taken

    def take_number(self) -> float | None:
        value = self.values.pop()
        return None if isinstance(value, tuple) else value

    def count_steps(self, steps: int) -> None:
        """Count operations and elements of lists, before they are done or made."""
        self._steps += steps
        if self._steps > MOST_STEPS:
            raise failing(f"takes more than {MOST_STEPS:,} steps.")

    def count_terms(self, terms: int) -> None:
        """Count how often a search looks at a flow, so that no series keeps a participant waiting."""
        self._terms += terms
        if self._terms > MOST_TERMS:
            raise failing("asks for the irr of series that are too long for how often they change sign.")
