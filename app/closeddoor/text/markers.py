"""Markers `[[id|text]]`: found in the source, removed from it, and followed into the displayed text.

A Markdown parser does not say where in its output a place of the source ends up. So the source is parsed with
sentinels around the marked text: Unicode noncharacters, which no text may hold and no entity decodes to. The reader
parses it without them too, and both must come out the same: a sentinel never changes how a text is read.
"""

import re
from dataclasses import dataclass

from closeddoor.domain.characters import is_id
from closeddoor.domain.document import Span
from closeddoor.text.errors import MarkupError

_OPEN, _CLOSE, _ZERO = "\ufdd0", "\ufdd1", 0xFDE0
_SENTINEL = re.compile(f"({_OPEN}[\ufde0-\ufde9]+|{_CLOSE})")
_RESERVED = re.compile("[\ufdd0-\ufdef]")
_NEXT = re.compile(r"\\[!-/:-@\[-`{-~]|\[\[(?!\[)|\]\]|\n")


@dataclass(frozen=True)
class Marker:
    """A marker in the source; `line` from 1."""

    id: str
    text: str
    line: int

    def error(self, code: str, problem: str) -> MarkupError:
        return MarkupError(code, self.line, f"marker “{self.id}” {problem}")


@dataclass(frozen=True)
class MarkedSource:
    """A source taken apart: what stands before each marker, then what stands behind the last."""

    between: tuple[str, ...]
    markers: tuple[Marker, ...]

    @property
    def plain(self) -> str:
        """The source as it is without its markers."""
        return self._assembled([marker.text for marker in self.markers])

    @property
    def with_sentinels(self) -> str:
        """The source with a sentinel on both sides of each marked text."""
        return self._assembled([_opening(n) + marker.text + _CLOSE for n, marker in enumerate(self.markers)])

    def _assembled(self, texts: list[str]) -> str:
        return "".join(piece for pair in zip(self.between, [*texts, ""], strict=True) for piece in pair)


def take_out_markers(source: str) -> MarkedSource:
    """Find every marker; `source` has LF line ends. A backslash before `[` makes it a literal one."""
    reserved = _RESERVED.search(source)
    if reserved:
        problem = f"holds the character U+{ord(reserved.group()):04X}, which is not allowed."
        raise MarkupError("text.character", source.count("\n", 0, reserved.start()) + 1, problem)
    between: list[str] = []
    markers: list[Marker] = []
    done, line = 0, 1
    while (opening := _find_opening(source, done)) is not None:
        between.append(source[done:opening])
        line += source.count("\n", done, opening)
        marker, done = _read_marker(source, opening, line)
        markers.append(marker)
    _refuse_twice(markers)
    return MarkedSource((*between, source[done:]), tuple(markers))


class SpanCollector:
    """Takes the sentinels out of decoded text and notes where in the displayed text they stood."""

    def __init__(self, markers: tuple[Marker, ...] = ()) -> None:
        self._markers = markers
        self._spans: dict[int, Span] = {}

    def take(self, text: str, offset: int) -> str:
        """Return `text`, which will be displayed at `offset`, without sentinels; all of a marker must stand in it."""
        if not self._markers:
            return text
        kept: list[str] = []
        length, index, start = 0, None, 0
        for piece in _SENTINEL.split(text):
            if piece.startswith(_OPEN):
                index, start = _index(piece), length
            elif piece == _CLOSE:
                self._close(index, offset + start, offset + length)
                index = None
            else:
                kept.append(piece)
                length += len(piece)
        if index is not None:
            raise self._markers[index].error("marker.formatting", "holds Markdown formatting.")
        return "".join(kept)

    def spans(self) -> tuple[Span, ...]:
        """Return all spans in their order; a marker that is not displayed is refused."""
        for index in range(len(self._markers)):
            if index not in self._spans:
                raise self._markers[index].error("marker.hidden", "stands where its text is not displayed.")
        return tuple(self._spans[index] for index in range(len(self._markers)))

    def _close(self, index: int | None, start: int, end: int) -> None:
        if index is None:
            # A closing sentinel without its opening one: the opening one stood in the text before the formatting.
            raise self._markers[len(self._spans)].error("marker.formatting", "holds Markdown formatting.")
        self._spans[index] = Span(self._markers[index].id, start, end)


def _find_opening(source: str, start: int) -> int | None:
    for found in _NEXT.finditer(source, start):
        if found.group() == "[[":
            return found.start()
    return None


def _read_marker(source: str, opening: int, line: int) -> tuple[Marker, int]:
    """Read the marker at `opening`; return it and the offset behind it."""
    end = _find_end(source, opening + 2, line)
    marker_id, bar, text = source[opening + 2 : end].partition("|")
    if not bar or not is_id(marker_id):
        problem = f"“[[{marker_id[:80]}” begins no marker [[id|text]]; a literal [[ is written \\[\\[."
        raise MarkupError("marker.malformed", line, problem)
    if not text.strip():
        raise MarkupError("marker.empty", line, f"marker “{marker_id}” has no text.")
    return Marker(marker_id, text, line), end + 2


def _find_end(source: str, start: int, line: int) -> int:
    broken = False
    for found in _NEXT.finditer(source, start):
        if found.group() == "]]":
            if broken:
                raise MarkupError("marker.line_break", line, "a marker begins here and ends on another line.")
            return found.start()
        if found.group() == "[[":
            if broken:
                break
            raise MarkupError("marker.nested", line, "a marker stands inside another marker.")
        broken = broken or found.group() == "\n"
    raise MarkupError("marker.unclosed", line, "a marker begins here and does not end; a literal [[ is written \\[\\[.")


def _refuse_twice(markers: list[Marker]) -> None:
    seen: dict[str, int] = {}
    for marker in markers:
        if marker.id in seen:
            problem = f"marker “{marker.id}” stands on line {seen[marker.id]} already."
            raise MarkupError("marker.twice", marker.line, problem)
        seen[marker.id] = marker.line


def _opening(index: int) -> str:
    return _OPEN + "".join(chr(_ZERO + int(digit)) for digit in str(index))


def _index(opening: str) -> int:
    return int("".join(str(ord(digit) - _ZERO) for digit in opening[1:]))
