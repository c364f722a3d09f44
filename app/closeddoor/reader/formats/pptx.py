"""PowerPoint: slides in their order, what stands on them from top to bottom, tables, charts and the speaker's notes.

Read from the XML itself: python-pptx imports Pillow, XlsxWriter, `ssl` and `http.client`, none of which may be here.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from closeddoor.reader.archive import Archive, attribute, child, every, local
from closeddoor.reader.collector import Collector
from closeddoor.reader.formats.chart import tell_chart
from closeddoor.reader.limits import MOST_PAGES
from closeddoor.reader.refusal import RefusalError

_TITLES = ("title", "ctrTitle")
_WAYS_TO_OFFSET = (("spPr", "xfrm", "off"), ("grpSpPr", "xfrm", "off"), ("xfrm", "off"))
_MOST_NESTING = 60
"""Groups in groups: no person makes more, and walking them must not grow with the square of their depth."""
_NO_NOTE = ("sldNum", "dt", "hdr", "ftr", "sldImg")
"""Placeholders of a notes page that are not the note."""


def read(source: bytes, out: Collector) -> None:
    archive = Archive(source)
    slides = list(_slides(archive))
    if len(slides) > MOST_PAGES:
        raise RefusalError("too_many_pages")
    for number, name in enumerate(slides, 1):
        _tell_slide(archive, name, number, out)
        out.progress(number / len(slides))


def _slides(archive: Archive) -> Iterator[str]:
    """Yield the parts of the slides in the order of the presentation."""
    main = archive.main_part()
    targets = archive.targets(main)
    order = child(archive.xml(main), "sldIdLst")
    for each in order if order is not None else ():
        relation = next((value for key, value in each.items() if key.endswith("}id")), "")
        _, part = targets.get(relation, ("", ""))
        if part in archive:
            yield part


def _tell_slide(archive: Archive, name: str, number: int, out: Collector) -> None:
    slide = archive.xml(name)
    out.begin_part("slide", f"{number} (hidden)" if slide.get("show") == "0" else str(number))
    tree = child(slide, "cSld", "spTree")
    if tree is not None:
        for shape in _in_reading_order(tree):
            _tell_shape(archive, name, shape, out)
    _tell_notes(archive, name, out)


def _in_reading_order(tree: Element) -> list[Element]:
    """Return the shapes, the title first, the others from top to bottom and left to right as far as they say where."""
    shapes = list(enumerate(tree))
    return [shape for _, shape in sorted(shapes, key=lambda each: (*_place(each[1]), each[0]))]


def _place(shape: Element) -> tuple[int, int, int]:
    if _placeholder(shape) in _TITLES:
        return (0, 0, 0)
    offset = next((found for way in _WAYS_TO_OFFSET if (found := child(shape, *way)) is not None), None)
    if offset is None:  # a placeholder that stands where its layout puts it: after the title, in the file's order
        return (1, 0, 0)
    return (2, _length(offset.get("y")), _length(offset.get("x")))


def _length(text: str | None) -> int:
    text = text or ""
    return int(text) if text.lstrip("-").isdigit() and len(text) < 15 else 0


def _placeholder(shape: Element) -> str:
    found = child(shape, "nvSpPr", "nvPr", "ph")
    return found.get("type", "body") if found is not None else ""


def _tell_shape(archive: Archive, slide: str, shape: Element, out: Collector, depth: int = 0) -> None:
    name = local(shape)
    if depth > _MOST_NESTING:
        raise RefusalError("damaged")
    if name == "grpSp":
        for inner in _in_reading_order(shape):
            _tell_shape(archive, slide, inner, out, depth + 1)
    elif name == "AlternateContent":
        choice = child(shape, "Choice")
        for inner in choice if choice is not None else ():
            _tell_shape(archive, slide, inner, out, depth + 1)
    elif name == "graphicFrame":
        _tell_frame(archive, slide, shape, out)
    elif name in ("sp", "cxnSp"):
        _tell_text(shape, out)


def _tell_text(shape: Element, out: Collector) -> None:
    for paragraph in every(shape, "p"):
        out.paragraph(_text(paragraph))


def _tell_frame(archive: Archive, slide: str, frame: Element, out: Collector) -> None:
    for row in every(frame, "tr"):
        cells = [cell for cell in row if local(cell) == "tc"]
        out.row([" ".join(filter(None, map(_text, every(cell, "p")))) for cell in cells])
    targets = archive.targets(slide)
    for each in (*every(frame, "chart"), *every(frame, "relIds")):
        relation = attribute(each, "id") or attribute(each, "dm") or ""
        kind, part = targets.get(relation, ("", ""))
        if part not in archive:
            continue
        if kind == "chart":
            tell_chart(archive.xml(part), out)
        elif kind == "diagramData":
            _tell_text(archive.xml(part), out)


def _tell_notes(archive: Archive, slide: str, out: Collector) -> None:
    part = archive.target(slide, "notesSlide")
    if part is None:
        return
    shapes = [shape for shape in every(archive.xml(part), "sp") if _placeholder(shape) not in _NO_NOTE]
    lines = [text for shape in shapes for each in every(shape, "p") if (text := _text(each).strip())]
    for number, line in enumerate(lines):
        out.paragraph(line if number else f"Speaker's notes: {line}")


def _text(paragraph: Element) -> str:
    """Return a paragraph's text; a line break within it is a blank."""
    return "".join(
        (each.text or "") if local(each) == "t" else " " for each in paragraph.iter() if local(each) in ("t", "br")
    ).strip()
