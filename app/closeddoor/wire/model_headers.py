"""What a reader says about the beginnings of model files.

The window sends each beginning as one frame and closes the pipe. The reader says `Confined`, then one answer for each
frame, in order, and ends.
"""

from dataclasses import dataclass
from typing import Literal

from closeddoor.wire.codec import checks_of, decode_as
from closeddoor.wire.reading import Confined

MOST_HEADER_BYTES = 16 * 1024 * 1024
"""Of one file: the vocabulary of the largest models takes ten of them."""
MOST_ANSWER_BYTES = 16 * 1024
LONGEST_TEXT = 200


@dataclass(frozen=True)
class Header:
    """What a model file says of itself; empty or 0 where it does not say it, or not early enough.

    `parts` is in how many files the model comes; `needed_bytes` how long the file must be to hold its numbers.
    """

    architecture: str = ""
    quantisation: str = ""
    kind: str = ""
    parts: int = 1
    needed_bytes: int = 0


@dataclass(frozen=True)
class HeaderRefused:
    """The bytes do not begin as a model file does; or they were not read, because the reader made a mistake."""

    code: Literal["not_gguf", "bug"]


HeaderAnswer = Header | HeaderRefused
FromHeaderReader = Confined | Header | HeaderRefused

_FROM_HEADER_READER = checks_of(FromHeaderReader)


def decode(untrusted_payload: bytes) -> FromHeaderReader:
    """Return what a reader said; it reads untrusted files, so nothing in here is believed unchecked."""
    message: FromHeaderReader = decode_as(untrusted_payload, _FROM_HEADER_READER)
    return message
