"""What a reader says to the window about the one document it was given.

The window says nothing: the document is the reader's standard input, and ending the reader is the way to cancel. First
comes `Confined`, then `Progress`, `Text` and `Parts` in any number, and last `Whole` or `Refused`.
"""

from dataclasses import dataclass
from typing import Literal, get_args

from closeddoor.confinement.enforced import Enforced
from closeddoor.wire.codec import checks_of, decode_as, encode_message

Format = Literal["pdf", "docx", "pptx", "xlsx", "text"]
FORMATS: tuple[Format, ...] = get_args(Format)

PartKind = Literal["page", "slide", "sheet", "heading"]

RefusalCode = Literal[
    "empty",
    "encrypted",
    "scanned",
    "no_text",
    "unknown",
    "old_office",
    "picture",
    "archive",
    "program",
    "damaged",
    "too_large",
    "too_many_pages",
    "too_much_text",
    "expands",
    "declares_entities",
    "memory",
    "bug",
]

LONGEST_TEXT = 30_000
"""Characters in one `Text`; JSON may spell each in twelve bytes."""
LONGEST_LABEL = 120
MOST_PARTS_AT_ONCE = 200
MOST_FRAME_BYTES = 512 * 1024


@dataclass(frozen=True)
class Confined:
    """What the system forbids this reader."""

    enforced: Enforced


@dataclass(frozen=True)
class Progress:
    """How far the reading has come, 0 to 1; also the sign of life."""

    fraction: float


@dataclass(frozen=True)
class Text:
    """The next stretch of the document's text."""

    text: str


@dataclass(frozen=True)
class PartStart:
    """A page, slide, sheet or chapter begins at code point `start` of the whole text."""

    kind: PartKind
    label: str
    start: int


@dataclass(frozen=True)
class Parts:
    """The next parts, in order."""

    parts: tuple[PartStart, ...]


@dataclass(frozen=True)
class Whole:
    """All has been said. `silent_pages` are those of a PDF on which there was no text."""

    format: Format
    characters: int
    silent_pages: int


@dataclass(frozen=True)
class Refused:
    """The document cannot be read; `code` names the sentence. `place` names a mistake of ours by type and line."""

    code: RefusalCode
    place: str = ""


FromReader = Confined | Progress | Text | Parts | Whole | Refused

_FROM_READER = checks_of(FromReader)


def encode(message: FromReader) -> bytes:
    """Return the whole frame of a message."""
    return encode_message(message)


def decode(untrusted_payload: bytes) -> FromReader:
    """Return what a reader said; it reads untrusted documents, so nothing in here is believed unchecked."""
    message: FromReader = decode_as(untrusted_payload, _FROM_READER)
    return message
