"""Cutting a long document into passages to look for what a question is about."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from closeddoor.text.sentences import split_sentences

WORDS = 120
OVERLAP_WORDS = 25
"""So much of a passage stands at the beginning of the next: what is said across its end is found too."""
_LONGEST_SENTENCE_WORDS = 60
"""A row of a table or a run-on line is cut into pieces of this length."""
_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Passage:
    """Half-open offsets in code points."""

    start: int
    end: int


def split_passages(text: str) -> tuple[Passage, ...]:
    """Return passages of about `WORDS` words that begin and end with sentences and overlap a little, in order."""
    return tuple(_grouped(_pieces(text)))


@dataclass(frozen=True)
class _Piece:
    start: int
    end: int
    words: int


def _grouped(pieces: Iterable[_Piece]) -> Iterator[Passage]:
    held: list[_Piece] = []
    fresh = False
    for piece in pieces:
        if held and fresh and sum(each.words for each in held) + piece.words > WORDS:
            yield Passage(held[0].start, held[-1].end)
            held, fresh = _last(held), False
        held.append(piece)
        fresh = True
    if held and fresh:
        yield Passage(held[0].start, held[-1].end)


def _last(pieces: list[_Piece]) -> list[_Piece]:
    """Return the pieces at the end that the next passage begins with."""
    kept: list[_Piece] = []
    for piece in reversed(pieces[1:]):
        if sum(each.words for each in kept) + piece.words > OVERLAP_WORDS:
            break
        kept.insert(0, piece)
    return kept


def _pieces(text: str) -> Iterator[_Piece]:
    for sentence in split_sentences(text):
        words = [(found.start(), found.end()) for found in _WORD.finditer(text, sentence.start, sentence.end)]
        for first in range(0, len(words), _LONGEST_SENTENCE_WORDS):
            group = words[first : first + _LONGEST_SENTENCE_WORDS]
            yield _Piece(group[0][0], group[-1][1], len(group))
