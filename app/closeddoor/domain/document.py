"""A document as the participant reads it: displayed text and the spans that answer keys refer to."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Span:
    """A marked place: half-open offsets in code points of the displayed text."""

    id: str
    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start


@dataclass(frozen=True)
class Document:
    """One document of a scenario.

    `file` is its path in the pack, `markdown` its source with markers; `displayed` and `spans` are what `text/` made of
    the source, so that scorer and page mean the same characters.
    """

    id: str
    title: str
    file: str
    markdown: str
    displayed: str
    spans: tuple[Span, ...] = ()

    def span(self, span_id: str) -> Span | None:
        return next((span for span in self.spans if span.id == span_id), None)

    @property
    def words(self) -> int:
        """How many words there are to read."""
        return len(self.displayed.split())


Documents = Mapping[str, Document]
"""The documents of a scenario by id."""
