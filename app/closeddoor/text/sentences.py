"""Splitting English text into sentences with offsets, for grading and for showing evidence.

Rules rather than a model: the same text must split the same way on every machine, and every sentence is an exact
substring of the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINE = re.compile(r"[^\n]+")
_BULLET = re.compile(r"\s*(?:[-*•–—+]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+")
_STOP = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s)")  # nothing is tried twice: linear in any text
_WORD_BEFORE = re.compile(r"[\w.&'’-]*$")
_NEXT_WORD = re.compile(r"\s+[\"'“‘«(\[]*([^\s,.;:!?]*)")
_ENDS_LINE = re.compile(r"[.!?…:;][\"'”’»)\]]*\s*$")

_LOOK_BACK = 200
"""How many characters before an initial the word before it may begin."""


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NEVER_LAST = _words(
    "mr mrs ms dr prof st messrs rev hon gen col capt lt cf e.g i.e eg viz vs v approx ca incl excl resp ref dept mt"
)
_BEFORE_NUMBER = _words("no nos fig figs sec art para pp p vol ch est jan feb mar apr jun jul aug sep sept oct nov dec")
_SOMETIMES_LAST = _words("inc ltd co corp plc llc etc al a.m p.m u.s u.k e.u u.n ph.d sr jr")
_STARTERS = _words(
    "a after all an and are as at before both but by can could did do does for from given had has have he how however "
    "i if in is it its let like most my no not now of on once one only or our please she should since so such that the "
    "their then there these they this those to under until was we what when where whether which while who why will "
    "with without would yes you your"
)


@dataclass(frozen=True)
class Sentence:
    """One sentence as it stands in the text: half-open offsets in code points, without blanks at its ends."""

    start: int
    end: int
    text: str


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a text in order.

    A line break ends a sentence, unless the next line goes on in lower case as in wrapped mail; a bullet or a number at
    the beginning of a line begins one and is not part of it.
    """
    found = (_trimmed(text, start, end) for block in _blocks(text) for start, end in _stops(text, *block))
    return tuple(sentence for sentence in found if re.search(r"\w", sentence.text))


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Yield stretches that no sentence crosses: list items, and lines joined where they were only wrapped."""
    start = last = end = -1  # `last` is where the last line of the stretch begins
    for line in _LINE.finditer(text):
        bullet = _BULLET.match(line.group())
        begins = line.start() + (bullet.end() if bullet else 0)
        goes_on = start >= 0 and line.start() == end + 1 and not bullet and _wrapped(text[last:end], line.group())
        if not goes_on:
            if start >= 0:
                yield start, end
            start = begins
        last, end = begins, line.end()
    if start >= 0:
        yield start, end


def _wrapped(before: str, line: str) -> bool:
    return not _ENDS_LINE.search(before) and line.lstrip()[:1].islower()


def _stops(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for stop in _STOP.finditer(text, start, end):
        if stop.end() < end and _ends_sentence(text, (start, end), stop.start(), stop.end()):
            yield start, stop.end()
            start = stop.end()
    yield start, end


def _ends_sentence(text: str, block: tuple[int, int], stop: int, behind: int) -> bool:
    """Decide about the stop from `stop` to `behind`: by the word before it and by how the next word begins.

    `block` is where the sentence and all that it could go on with begins and ends; it is not cut out for every stop.
    """
    following = _NEXT_WORD.match(text, behind, block[1])
    word = following.group(1) if following else ""
    if text[stop] != "." or text[stop:behind].startswith(".."):
        return not word[:1].islower()
    before = _before(text, block[0], stop)
    if before in _NEVER_LAST or _is_initial(text, block[0], stop, before):
        return False
    if before in _BEFORE_NUMBER:
        return not word[:1].isdigit()
    if before in _SOMETIMES_LAST:
        return word.lower() in _STARTERS and word[:1].isupper()
    return not word[:1].islower()


def _before(text: str, start: int, stop: int) -> str:
    found = _WORD_BEFORE.search(text[max(start, stop - 40) : stop])
    return found.group().lower().lstrip(".'’-") if found else ""


def _is_initial(text: str, start: int, stop: int, before: str) -> bool:
    """Return whether this is the stop of an initial, as in “J. Ortega” (but “Plan B.” and “So do I.” end sentences)."""
    name = text[max(start, stop - _LOOK_BACK) : stop].split()[:-1]
    letter = len(before) == 1 and before.isalpha() and before != "i" and text[stop - 1].isupper()
    return letter and (not name or (name[-1][:1].isupper() and name[-1].lower() not in {"plan", "option", "series"}))


def _trimmed(text: str, start: int, end: int) -> Sentence:
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    part = part.strip()
    return Sentence(start, start + len(part), part)
