"""Which passages are about a question: first by their words, then by their meaning. Pure functions."""

import math
import re
from collections import Counter
from collections.abc import Sequence

from closeddoor.domain.ports import Vector
from closeddoor.services.attachments.quoting import Attached, Chosen
from closeddoor.text.passages import split_passages

MOST_COMPARED = 64
"""So many passages are turned into vectors at most: those that share the rarest words with the question.

Measured on two cores under full load: 0.2 s for each, the first time; those that come again cost nothing.
"""

WORD_SHARE = 0.3
"""How much shared words count beside likeness in meaning: names and numbers mean little to the embedding model."""

_WORD = re.compile(r"\w+")


def all_passages(attached: Sequence[Attached]) -> list[Chosen]:
    """Return every passage of every document."""
    return [
        Chosen(index, passage) for index, each in enumerate(attached) for passage in split_passages(each.document.text)
    ]


def text_of(attached: Sequence[Attached], chosen: Chosen) -> str:
    return attached[chosen.index].document.text[chosen.passage.start : chosen.passage.end]


def word_scores(question: str, texts: Sequence[str]) -> list[float]:
    """Return for each text how much of the question's words it holds, rare ones counting more: 0 to 1."""
    asked = set(_words(question))
    held = [asked.intersection(_words(text)) for text in texts]
    found_in = Counter(word for words in held for word in words)
    weight = {word: math.log(1 + len(texts) / found_in[word]) for word in found_in}
    total = sum(weight.values())
    return [sum(weight[word] for word in words) / total if total else 0.0 for words in held]


def closest_by_words(scores: Sequence[float], most: int = MOST_COMPARED) -> list[int]:
    """Return the places of the best scores, the best first; among equals, the earlier one."""
    return sorted(range(len(scores)), key=lambda index: (-scores[index], index))[:most]


def ranked(question: Vector, vectors: Sequence[Vector], word_shares: Sequence[float]) -> list[int]:
    """Return the places of the texts, the closest to the question first."""
    scores = [
        _likeness(question, vector) + WORD_SHARE * share for vector, share in zip(vectors, word_shares, strict=True)
    ]
    return closest_by_words(scores, len(scores))


def _likeness(one: Vector, other: Vector) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.lower()) if len(word) > 2 or word.isdigit()]
