"""Presentations, written by python-pptx."""

from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO

import pptx
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.presentation import Presentation
from pptx.slide import Slide
from pptx.util import Cm

from benchmarks.documents.made import EITHER, SENTENCE, Made, in_languages, mutated, truncated
from benchmarks.documents.zipped import bomb, entity_bomb, external_entity, many_entries, replaced, replaced_in, zipped

SLIDE = "ppt/slides/slide1.xml"


def written(fill: Callable[[Presentation], object]) -> bytes:
    presentation = pptx.Presentation()
    fill(presentation)
    out = BytesIO()
    presentation.save(out)
    return out.getvalue()


def slide(presentation: Presentation, title: str, text: str = SENTENCE) -> Slide:
    """Add a slide with a title and a text."""
    added: Slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    if added.shapes.title is not None:
        added.shapes.title.text = title
    added.placeholders[1].text = text
    return added


@cache
def plain() -> bytes:
    return written(lambda presentation: slide(presentation, "Renewal"))


def _boxes(presentation: Presentation) -> None:
    added = presentation.slides.add_slide(presentation.slide_layouts[6])
    for place, text in ((12, "lower"), (2, "upper"), (7, "middle")):
        added.shapes.add_textbox(Cm(2), Cm(place), Cm(9), Cm(2)).text_frame.text = text


def _table(presentation: Presentation, rows: int) -> None:
    added = presentation.slides.add_slide(presentation.slide_layouts[6])
    table = added.shapes.add_table(rows, 3, Cm(1), Cm(1), Cm(20), Cm(10)).table
    for row in range(rows):
        for column in range(3):
            table.cell(row, column).text = f"r{row}c{column}"


def _chart(presentation: Presentation) -> None:
    data = CategoryChartData()  # type: ignore[no-untyped-call]  # python-pptx types half of it
    data.categories = ["2025", "2026"]
    data.add_series("Licence", (120_000, 131_000))  # type: ignore[no-untyped-call]  # the same
    added = presentation.slides.add_slide(presentation.slide_layouts[6])
    added.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Cm(1), Cm(1), Cm(20), Cm(10), data)


def _notes(presentation: Presentation) -> None:
    frame = slide(presentation, "Ask").notes_slide.notes_text_frame
    if frame is not None:
        frame.text = "Do not mention the outage."


def _group(presentation: Presentation) -> None:
    added = presentation.slides.add_slide(presentation.slide_layouts[6])
    added.shapes.add_group_shape().shapes.add_textbox(0, 0, 9, 9).text_frame.text = "grouped"


def _many(presentation: Presentation, count: int) -> None:
    for number in range(count):
        slide(presentation, f"Slide {number}")


def _with_shapes(xml: str) -> bytes:
    names = "http://schemas.openxmlformats.org/{}/2006/main"
    p, a = names.format("presentationml"), names.format("drawingml")
    return replaced(
        plain(),
        SLIDE,
        f'<p:sld xmlns:p="{p}" xmlns:a="{a}"><p:cSld><p:spTree>{xml}</p:spTree></p:cSld></p:sld>'.encode(),
    )


def _text(text: str) -> str:
    return f"<p:sp><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"


def made() -> Iterator[Made]:
    """Yield the 50 presentations."""
    deep = "<p:grpSp>" * 20_000 + "</p:grpSp>" * 20_000
    yield from in_languages("pptx", lambda text: written(lambda each: slide(each, "Title", text)))
    yield from truncated("pptx", plain)
    yield from mutated("pptx", plain)
    yield Made("title first.pptx", plain, holds=f"Renewal\n{SENTENCE}")
    yield Made("boxes.pptx", lambda: written(_boxes), holds="upper\nmiddle\nlower")
    yield Made("table.pptx", lambda: written(lambda each: _table(each, 4)), holds="r1c0 | r1c1 | r1c2")
    yield Made("huge table.pptx", lambda: written(lambda each: _table(each, 300)), holds="r299c0 | r299c1")
    yield Made("chart.pptx", lambda: written(_chart), holds="2026 | 131000")
    yield Made("notes.pptx", lambda: written(_notes), holds="Speaker's notes: Do not mention the outage.")
    yield Made("group.pptx", lambda: written(_group), holds="grouped")
    yield Made("200 slides.pptx", lambda: written(lambda each: _many(each, 200)), holds="Slide 199")
    yield Made("hidden.pptx", lambda: replaced_in(plain(), SLIDE, "<p:sld ", '<p:sld show="0" '), holds=SENTENCE)
    yield Made("much text.pptx", lambda: _with_shapes(_text(SENTENCE * 10) * 2000), holds=SENTENCE)
    yield Made("too much.pptx", lambda: _with_shapes(_text(SENTENCE * 20) * 1300), "too_much_text")
    yield Made("nested 20000 deep.pptx", lambda: _with_shapes(deep), EITHER)
    yield Made("no slides.pptx", lambda: written(lambda _: None), "no_text")
    yield Made("blank slide.pptx", lambda: _with_shapes(""), "no_text")
    yield Made("zero bytes.pptx", lambda: b"", "empty")
    yield Made("really a text.pptx", SENTENCE.encode, holds=SENTENCE)
    yield Made("really a picture.pptx", lambda: b"\xff\xd8\xff" + bytes(99), "picture")
    yield Made("not xml.pptx", lambda: replaced(plain(), SLIDE, b"<<"), "damaged")
    yield Made("entity bomb.pptx", lambda: replaced(plain(), SLIDE, entity_bomb()), "declares_entities")
    yield Made("external entity.pptx", lambda: replaced(plain(), SLIDE, external_entity()), "declares_entities")
    yield Made("zip bomb.pptx", lambda: bomb(SLIDE), "expands")
    yield Made("20000 parts.pptx", lambda: many_entries("ppt/part"), "expands")
    yield Made("no presentation.pptx", lambda: zipped({"ppt/x.xml": b"<x/>"}), "damaged")
