"""Marks `[[id|text]]` put round what was selected in a document, changed and taken away.

Nobody but the reader of packs knows which characters of a source are displayed where. So each place of the source that
could be meant is tried: the mark is put round it, the document is read, and the reader says where it came out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from closeddoor.domain.errors import KnownError
from closeddoor.language import tr
from closeddoor.text.blocks import RenderedText
from closeddoor.text.errors import MarkupError
from closeddoor.text.markers import MarkedSource, Marker, take_out_markers
from closeddoor.text.read import read_document

MOST_TRIED = 60
"""Places of the same words in one document that are tried, the likeliest first."""
_MOST_OF_AN_ID = 40
_PROBE = "probe-0"

WHY_NOT = {
    "marker.line_break": tr("A mark cannot go over the end of a line: select words of one paragraph, cell or item."),
    "marker.nested": tr("This overlaps a mark that is there already: select beside it, or take that mark away first."),
    "marker.formatting": tr(
        "Bold, italics, a link, code or a line of a quotation begins or ends in this: select words on one side of it."
    ),
    "marker.hidden": tr("This stands where it is not displayed, such as the words of a picture."),
    "marker.empty": tr("Select the words to mark first."),
}


class UnmarkableError(KnownError):
    """A selection that cannot be a mark, and why."""

    def __init__(self, why: str) -> None:
        super().__init__("desk.unmarkable", why, tr("The document is as it was."))


@dataclass(frozen=True)
class Marked:
    """A document with one more mark."""

    source: str
    id: str


def mark_displayed(source: str, start: int, end: int) -> Marked:
    """Mark code points `start` to `end` of what `source` displays; raises `UnmarkableError`."""
    rendered = _read(source)
    quote = rendered.displayed[start:end]
    start, end = start + len(quote) - len(quote.lstrip()), end - (len(quote) - len(quote.rstrip()))
    quote = quote.strip()
    if not quote:
        raise UnmarkableError(WHY_NOT["marker.empty"])
    if "\n" in quote:
        raise UnmarkableError(WHY_NOT["marker.line_break"])
    if any(span.start < end and start < span.end for span in rendered.spans):
        raise UnmarkableError(WHY_NOT["marker.nested"])
    nth = _count_overlapping(rendered.displayed[: start + len(quote) - 1], quote)
    for at, length in _likeliest_first(source, quote, nth):
        tried = _wrapped(source, at, at + length, _PROBE)
        if _comes_out_at(tried, rendered, start, end):
            new = _id_for(quote, take_out_markers(source))
            return Marked(_wrapped(source, at, at + length, new), new)
    raise UnmarkableError(WHY_NOT["marker.formatting"])


def mark_source(source: str, start: int, end: int) -> Marked:
    """Mark code points `start` to `end` of the source itself; raises `UnmarkableError`."""
    quote = source[start:end]
    start, end = start + len(quote) - len(quote.lstrip()), end - (len(quote) - len(quote.rstrip()))
    quote = source[start:end]
    if not quote:
        raise UnmarkableError(WHY_NOT["marker.empty"])
    if "[[" in quote or "]]" in quote:
        raise UnmarkableError(WHY_NOT["marker.nested"])
    new = _id_for(quote, _taken_out(source))
    marked = _wrapped(source, start, end, new, joins_lines=False)
    _read(marked)
    return Marked(marked, new)


def unmark(source: str, mark_id: str) -> str:
    """Return the source without the mark of that id; its words stay."""
    return re.sub(rf"\[\[{re.escape(mark_id)}\|((?:(?!\]\]).)*)\]\]", r"\1", source)


def marks_of(source: str) -> tuple[Marker, ...]:
    """Return the marks of a document; none where they cannot be read."""
    try:
        return take_out_markers(source).markers
    except MarkupError:
        return ()


def _wrapped(source: str, start: int, end: int, mark_id: str, *, joins_lines: bool = True) -> str:
    """Return the source with a mark; a line that ended in it is joined, which displays as the same blank."""
    text = source[start:end]
    text = re.sub(r"[ \t]*\n[ \t]*", " ", text) if joins_lines else text
    return f"{source[:start]}[[{mark_id}|{text}]]{source[end:]}"


def _comes_out_at(tried: str, before: RenderedText, start: int, end: int) -> bool:
    try:
        rendered = read_document(tried)
    except MarkupError:
        return False
    span = next((span for span in rendered.spans if span.id == _PROBE), None)
    return span is not None and (span.start, span.end) == (start, end) and rendered.displayed == before.displayed


def _likeliest_first(source: str, quote: str, nth: int) -> list[tuple[int, int]]:
    """Return where the words stand in the source, beginning with the place that has as many before it."""
    words = r"\s+".join(map(re.escape, quote.split()))
    found = [(each.start(1), len(each.group(1))) for each in re.finditer(f"(?=({words}))", source)]
    order = sorted(range(len(found)), key=lambda index: abs(index - nth))
    return [found[index] for index in order[:MOST_TRIED]]


def _count_overlapping(text: str, quote: str) -> int:
    return sum(1 for _ in re.finditer(f"(?={re.escape(quote)})", text))


def _id_for(quote: str, marked: MarkedSource) -> str:
    """Return a short id that says what is marked, and that no other mark of the document has."""
    taken = {marker.id for marker in marked.markers}
    return next(each for each in _ids_from(quote) if each not in taken)


def _ids_from(quote: str) -> Iterator[str]:
    words = re.findall(r"[a-z0-9]+", quote.casefold())
    stem = ""
    for word in words:
        if len(stem) + len(word) + 1 > _MOST_OF_AN_ID:
            break
        stem = f"{stem}-{word}" if stem else word
    stem = stem or (words[0][:_MOST_OF_AN_ID] if words else "mark")
    yield stem
    number = 2
    while True:
        yield f"{stem}-{number}"
        number += 1


def _read(source: str) -> RenderedText:
    try:
        return read_document(source)
    except MarkupError as error:
        raise UnmarkableError(WHY_NOT.get(error.code, str(error))) from error


def _taken_out(source: str) -> MarkedSource:
    try:
        return take_out_markers(source)
    except MarkupError as error:
        raise UnmarkableError(WHY_NOT.get(error.code, str(error))) from error
