"""Finding quotes in a displayed text, blind to how white space is written."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from closeddoor.domain.characters import WHITE_SPACE

_BLANKS = re.compile(f"[{WHITE_SPACE}]+")


@dataclass(frozen=True)
class Place:
    """A half-open stretch of a displayed text, in code points."""

    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start

    def overlap(self, start: int, end: int) -> int:
        """Return how many characters this place shares with `start` to `end`."""
        return max(0, min(self.end, end) - max(self.start, start))


class FoldedText:
    """A text with its runs of white space folded to one space, which still knows where each character stood."""

    def __init__(self, text: str) -> None:
        kept = _folded(text)
        self._offsets = [offset for offset, _ in kept]
        self._folded = "".join(character for _, character in kept)

    def find(self, quote: str, occurrence: int = 1) -> Place | None:
        """Return the given place of a quote (the first is 1), or None; a blank quote has no place."""
        wanted = fold(quote)
        if not wanted:
            return None
        start = -1
        for _ in range(occurrence):
            start = self._folded.find(wanted, start + 1)
            if start < 0:
                return None
        return Place(self._offsets[start], self._offsets[start + len(wanted) - 1] + 1)

    def quote_at(self, place: Place) -> tuple[str, int] | None:
        """Return the quote that stands at a place and its occurrence, as a response states them; None for blanks.

        For what somebody selected on a page: `find` leads back to the place, without the blanks at its ends.
        """
        first, behind = (bisect_left(self._offsets, offset) for offset in (place.start, place.end))
        quote = self._folded[first:behind]
        first += len(quote) - len(quote.lstrip(" "))
        quote = quote.strip(" ")
        if not quote:
            return None
        return quote, sum(self._folded.startswith(quote, start) for start in range(first + 1))


def fold(quote: str) -> str:
    """Fold runs of white space to one space and drop the blanks at the ends."""
    return _BLANKS.sub(" ", quote).strip(" ")


def covered(places: Iterable[Place]) -> int:
    """Return how many characters lie in at least one of the places."""
    total, reached = 0, 0
    for place in sorted(places, key=lambda place: place.start):
        total += max(0, place.end - max(place.start, reached))
        reached = max(reached, place.end)
    return total


def _folded(text: str) -> list[tuple[int, str]]:
    """Return the characters that stay, each with its offset; a run of white space keeps the offset of its first."""
    kept: list[tuple[int, str]] = []
    end = 0
    for run in _BLANKS.finditer(text):
        kept.extend(enumerate(text[end : run.start()], end))
        kept.append((run.start(), " "))
        end = run.end()
    kept.extend(enumerate(text[end:], end))
    return kept
