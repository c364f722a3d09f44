"""A document of the user's own, as it was read: text in paragraphs, one to a line, and where its parts begin.

Every offset is a code point of the text.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from closeddoor.language import tr

DocumentFormat = Literal["pdf", "docx", "pptx", "xlsx", "text"]

PartKind = Literal["page", "slide", "sheet", "heading"]

BETWEEN_CELLS = " | "
"""What stands between the cells of a row of a table."""


@dataclass(frozen=True)
class Part:
    """A page, slide, sheet or chapter; `label` is its number, name or heading."""

    kind: PartKind
    label: str
    start: int

    @property
    def words(self) -> str:
        """How a citation names it: "page 12", "slide 3", "sheet “Costs”", "“Termination”"."""
        if self.kind in ("page", "slide"):
            return f"{self.kind} {self.label}"
        return tr("sheet “{label}”", label=self.label) if self.kind == "sheet" else f"“{self.label}”"


@dataclass(frozen=True)
class ReadDocument:
    """What the reader made of a file. `remark` is what the user should know about it, or nothing."""

    name: str
    format: DocumentFormat
    size_bytes: int
    text: str
    parts: tuple[Part, ...]
    remark: str = ""


@dataclass(frozen=True)
class Attachment:
    """A document that belongs to a conversation, without its text; `characters` is how long that is."""

    id: int
    conversation_id: int
    name: str
    format: DocumentFormat
    size_bytes: int
    characters: int
    parts: tuple[Part, ...]
    added_at_ms: int


@dataclass(frozen=True)
class Source:
    """What the model was given of a document, under `number`: `words` names it, the offsets are where it stands."""

    number: int
    attachment_id: int
    start: int
    end: int
    words: str


def part_at(parts: Sequence[Part], offset: int) -> Part | None:
    """Return the part that `offset` lies in; None before the first and where there are none."""
    index = bisect_right([part.start for part in parts], offset) - 1
    return parts[index] if index >= 0 else None
