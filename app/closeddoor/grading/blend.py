"""The vectors of an answer's units from those of its sentences: one embedding per sentence serves them all.

A sentence is read with a little of its neighbours, and a pair is the mean of its two by their length, as mean pooling
would have it. Held out, this ranks answers better than embedding each pair anew (the second sentence of a pair then
colours the first), at a third of the time.
"""

from collections.abc import Mapping, Sequence
from operator import add

from closeddoor.domain.ports import Vector
from closeddoor.grading.units import Unit
from closeddoor.grading.words import tokens

NEIGHBOURS_SHARE = 0.2
"""How much of each neighbour a sentence is read with: “Delete that.” means little alone."""

END_MARKS = 2
"""The encoder's marks of begin and end, which mean pooling counts among a sentence's words."""


def unit_vectors(
    units: Sequence[Unit], sentences: Sequence[Unit], vectors: Mapping[str, Vector]
) -> list[Vector]:  # fmt: skip
    """Return one vector of unit length per unit; `sentences` are all of the answer, `vectors` theirs by text."""
    places = {sentence.start: place for place, sentence in enumerate(sentences)}
    alone = [vectors[sentence.text] for sentence in sentences]
    found = []
    for unit in units:
        place = places[unit.start]
        parts = [sentence for sentence in sentences[place:] if sentence.end <= unit.end]
        if len(parts) == 1:
            around = [(NEIGHBOURS_SHARE, alone[at]) for at in (place - 1, place + 1) if 0 <= at < len(alone)]
            found.append(_mean([(1.0, alone[place]), *around]))
        else:
            found.append(_mean([(len(tokens(each.text)) + END_MARKS, vectors[each.text]) for each in parts]))
    return found


def _mean(parts: Sequence[tuple[float, Vector]]) -> Vector:
    """Return the weighted mean of vectors, of unit length again."""
    total = [0.0] * len(parts[0][1])
    for weight, vector in parts:
        total = list(map(add, total, (weight * value for value in vector)))
    length = sum(value * value for value in total) ** 0.5
    return tuple(value / length for value in total) if length else tuple(total)
