"""A Markdown text as pages draw it and scorers count it: blocks of inline runs over one displayed text.

Blocks are flat and in reading order; lists and quotes are depths, not containers, because that is what a page draws.
All offsets are code points of the displayed text.
"""

from dataclasses import dataclass
from typing import Literal

from closeddoor.domain.document import Span


@dataclass(frozen=True)
class Run:
    """A stretch of text in one style; a hard line break is a line feed. `link` is the target as written."""

    text: str
    start: int
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str | None = None

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True)
class Image:
    """A picture in the line; it adds nothing to the displayed text. `target` is as written, never to be fetched."""

    target: str
    alt: str
    start: int


Inline = Run | Image


@dataclass(frozen=True)
class Container:
    """Where a block stands: how deep in quotes and lists, and the bullet it begins with ("•", "3." or none)."""

    quotes: int = 0
    lists: int = 0
    bullet: str = ""


@dataclass(frozen=True)
class Paragraph:
    inlines: tuple[Inline, ...]
    container: Container = Container()


@dataclass(frozen=True)
class Heading:
    level: int
    inlines: tuple[Inline, ...]
    container: Container = Container()


@dataclass(frozen=True)
class Code:
    """A block of code, shown as written; `language` is the first word of its fence."""

    text: str
    start: int
    language: str = ""
    container: Container = Container()


@dataclass(frozen=True)
class Rule:
    container: Container = Container()


Alignment = Literal["", "left", "center", "right"]


@dataclass(frozen=True)
class Cell:
    inlines: tuple[Inline, ...]
    align: Alignment = ""


@dataclass(frozen=True)
class Table:
    """Rows of cells; the first row is the head."""

    rows: tuple[tuple[Cell, ...], ...]
    container: Container = Container()


Block = Paragraph | Heading | Code | Rule | Table


@dataclass(frozen=True)
class Reference:
    """A link or an image of a text: its target as written and the line it stands on (from 1)."""

    kind: Literal["link", "image"]
    target: str
    line: int


@dataclass(frozen=True)
class RenderedText:
    """One text, read once: what is drawn, what is counted, where the markers stood and what it refers to."""

    blocks: tuple[Block, ...]
    displayed: str
    spans: tuple[Span, ...] = ()
    references: tuple[Reference, ...] = ()
