"""Making something a piece at a time, so that a window answers meanwhile."""

from collections.abc import Generator
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Gradually(Generic[Made]):
    """Runs a generator that makes something and returns it; it yields where there is time for something else."""

    def __init__(self, pieces: Generator[None, None, Made]) -> None:
        self._pieces = pieces
        self._made: list[Made] = []

    @property
    def is_made(self) -> bool:
        return bool(self._made)

    def advance(self) -> bool:
        """Make one more piece; return whether there are more."""
        if not self._made:
            try:
                next(self._pieces)
            except StopIteration as end:
                self._made.append(end.value)
        return not self._made

    def finished(self) -> Made:
        """Make all that is missing now, and return it; what was made already is the same again."""
        while self.advance():
            pass
        return self._made[0]
