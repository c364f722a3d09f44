"""What is compared with a criterion: the sentences of an answer, and pairs of neighbouring ones.

Never the whole text: each unit is judged alone, so a longer answer is not a better one.
"""

from dataclasses import dataclass
from itertools import pairwise

from closeddoor.text.sentences import Sentence, split_sentences

MOST_UNITS = 400
"""What is looked at of an answer; enough for about 3,000 words, ten times what a memo asks for."""


@dataclass(frozen=True)
class Unit:
    """A sentence or two neighbouring ones, exactly as they stand in the answer: offsets in code points, half-open."""

    start: int
    end: int
    text: str
    sentences: int


def units(answer: str) -> tuple[Unit, ...]:
    """Return the sentences of an answer in order, then its pairs of neighbouring sentences."""
    sentences = split_sentences(answer)
    single = [Unit(each.start, each.end, each.text, 1) for each in sentences]
    neighbours = pairwise(sentences)
    # Lines are paragraphs or items of a list: sentences that a line break parts are not one thought.
    pairs = [_pair(answer, one, two) for one, two in neighbours if "\n" not in answer[one.end : two.start]]
    return (*single, *pairs)[:MOST_UNITS]


def _pair(answer: str, one: Sentence, two: Sentence) -> Unit:
    return Unit(one.start, two.end, answer[one.start : two.end], 2)
