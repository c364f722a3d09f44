"""A document that was read as plain lines, set for reading: headings, paragraphs, and rows as tables."""

from collections.abc import Collection, Iterator
from itertools import groupby

from closeddoor.domain.attachment import BETWEEN_CELLS, Part
from closeddoor.text.blocks import Block, Cell, Heading, Paragraph, RenderedText, Run, Table

_Line = tuple[int, str]
_FEWEST_ROWS = 2
_PART_LEVEL = 2


def render_lines(text: str, parts: Collection[Part] = ()) -> RenderedText:
    """Return the lines of `text` as blocks; every offset of the result is an offset of `text`.

    Lines with which a heading begins, by `parts`, are set as one.
    """
    headings = {part.start for part in parts if part.kind == "heading"}
    return RenderedText(tuple(_blocks(text, headings)), text)


def _blocks(text: str, headings: Collection[int]) -> Iterator[Block]:
    for is_row, group in groupby(_lines(text), lambda line: BETWEEN_CELLS in line[1]):
        lines = list(group)
        if is_row and len(lines) >= _FEWEST_ROWS:
            yield Table(tuple(_row(line) for line in lines))
            continue
        for start, line in lines:
            runs = (Run(line, start),)
            yield Heading(_PART_LEVEL, runs) if start in headings else Paragraph(runs)


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for line in text.split("\n"):
        if line:
            yield start, line
        start += len(line) + 1


def _row(line: _Line) -> tuple[Cell, ...]:
    start, text = line
    cells = []
    for cell in text.split(BETWEEN_CELLS):
        cells.append(Cell((Run(cell, start),) if cell else ()))
        start += len(cell) + len(BETWEEN_CELLS)
    return tuple(cells)
