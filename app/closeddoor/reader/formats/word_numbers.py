"""The numbers that Word prints before clauses and list items; the text itself does not hold them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from closeddoor.reader.archive import Archive, attribute, child, every, local
from closeddoor.reader.formats.word_styles import NumberingPlace, numbering_in, whole_number

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_SMALL = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True)
class _Level:
    format: str
    pattern: str
    start: int


class Numbering:
    """Counts as Word does: a level begins anew when one above it moves on. Unknown numberings print nothing."""

    def __init__(self, levels: dict[str, dict[int, _Level]]) -> None:
        self._levels = levels
        self._counts: dict[str, list[int | None]] = {}

    @classmethod
    def of(cls, archive: Archive, part: str | None) -> "Numbering":
        if part is None:
            return cls({})
        root = archive.xml(part)
        abstract = {attribute(each, "abstractNumId"): _levels(each) for each in root if local(each) == "abstractNum"}
        levels = {}
        for each in (each for each in root if local(each) == "num"):
            named = child(each, "abstractNumId")
            levels[attribute(each, "numId") or ""] = abstract.get(
                attribute(named, "val") if named is not None else "", {}
            )
        return cls(levels)

    def next_number(self, paragraph: Element, from_style: NumberingPlace | None) -> str:
        """Return what is printed before `paragraph`, or nothing, and count it."""
        place = numbering_in(child(paragraph, "pPr")) or from_style
        if place is None or place[0] not in self._levels or place[1] not in self._levels[place[0]]:
            return ""
        identity, depth = place
        levels = self._levels[identity]
        if levels[depth].format == "bullet":
            return "•"
        counts = self._counts.setdefault(identity, [None] * _LEVELS)
        before = counts[depth]
        counts[depth] = levels[depth].start if before is None else before + 1
        counts[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        return _PLACE.sub(lambda found: self._one(levels, counts, int(found.group(1)) - 1), levels[depth].pattern)

    def _one(self, levels: dict[int, _Level], counts: list[int | None], depth: int) -> str:
        level = levels.get(depth)
        count = counts[depth]
        if level is None:
            return ""
        return _WRITTEN.get(level.format, str)(level.start if count is None else count)


def _levels(abstract: Element) -> dict[int, _Level]:
    found = {}
    for each in every(abstract, "lvl"):
        depth = whole_number(attribute(each, "ilvl") or "")
        if depth < _LEVELS:
            start = whole_number(_value(each, "start") or "1")
            found[depth] = _Level(_value(each, "numFmt") or "decimal", _value(each, "lvlText"), start)
    return found


def _value(element: Element, name: str) -> str:
    found = child(element, name)
    return (attribute(found, "val") or "") if found is not None else ""


def _letter(count: int) -> str:
    """Return a, b … z, aa, bb: Word repeats the letter."""
    return chr(ord("a") + (count - 1) % 26) * min(5, (count - 1) // 26 + 1) if count > 0 else ""


def _roman(count: int) -> str:
    written, left = "", max(0, min(count, 3999))
    for value, letters in (*_ROMAN, *_ROMAN_SMALL):
        written += letters * (left // value)
        left %= value
    return written


_WRITTEN: dict[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "lowerLetter": _letter,
    "upperLetter": lambda count: _letter(count).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
    "decimalZero": lambda count: f"{count:02d}",
}
