"""Places in displayed text (code points) and in a QTextDocument (UTF-16 units), each found from the other.

The two differ by every character outside the basic plane, by the frame characters of tables and by whatever the page
shows that is not displayed text; so the typesetter notes each stretch of text it sets.
"""

from bisect import bisect_right
from dataclasses import dataclass, field


def utf16_length(text: str) -> int:
    """Return how many UTF-16 units `text` takes."""
    return len(text) + sum(character > "\uffff" for character in text)


def code_points_within(text: str, units: int) -> int:
    """Return how many whole code points of `text` lie within its first `units` UTF-16 units."""
    if text.isascii():
        return min(units, len(text))
    used = 0
    for count, character in enumerate(text):
        used += 2 if character > "\uffff" else 1
        if used > units:
            return count
    return len(text)


@dataclass(frozen=True)
class Stretch:
    """Text as it was set: from code point `shown` of the displayed text, at UTF-16 unit `position` of the document."""

    shown: int
    position: int
    text: str


@dataclass
class PositionMap:
    """Finds places both ways. Stretches are noted in reading order, which is rising in both counts."""

    _shown: list[int] = field(default_factory=list)
    _position: list[int] = field(default_factory=list)
    _stretches: list[Stretch] = field(default_factory=list)

    def note(self, stretch: Stretch) -> None:
        """Add the next stretch."""
        self._shown.append(stretch.shown)
        self._position.append(stretch.position)
        self._stretches.append(stretch)

    def position_of(self, shown: int) -> int:
        """Return the document's place of code point `shown`; between stretches, the end of the one before."""
        index = bisect_right(self._shown, shown) - 1
        if index < 0:
            return self._position[0] if self._position else 0
        stretch = self._stretches[index]
        return stretch.position + utf16_length(stretch.text[: shown - stretch.shown])

    def shown_at(self, position: int) -> int:
        """Return the code point at the document's `position`; outside any stretch, the end of the one before."""
        index = bisect_right(self._position, position) - 1
        if index < 0:
            return self._shown[0] if self._shown else 0
        stretch = self._stretches[index]
        return stretch.shown + code_points_within(stretch.text, position - stretch.position)
