"""What a reader says about the beginnings of model files, and about manifests that name such files.

The window sends each as one frame, its first byte telling which it is, and closes the pipe. The reader says `Confined`,
then one answer for each frame, in order, and ends.
"""

from dataclasses import dataclass
from typing import Literal

from closeddoor.wire.codec import checks_of, decode_as
from closeddoor.wire.reading import Confined

HEADER, MANIFEST = b"H", b"M"
"""What the first byte of a frame says that the others are."""

MOST_HEADER_BYTES = 16 * 1024 * 1024
"""Of one file: the vocabulary of the largest models takes ten of them."""
MOST_ANSWER_BYTES = 16 * 1024
LONGEST_TEXT = 200
MOST_FRAME_BYTES = MOST_HEADER_BYTES + 1


FULL_EVERY = {"gemma2": 2, "gemma3": 6, "gemma3n": 5, "cohere2": 4, "gpt-oss": 2}
"""By architecture: how often a layer that sees everything comes among those that see a window; as llama.cpp has it."""


@dataclass(frozen=True)
class Shape:
    """What of a model decides how much memory it takes; 0 where it is not known.

    `context_tokens` is what it was made for. Keys and values are kept in `kv_layers` layers, for `kv_heads` heads (the
    most of any layer) of `key_length` and `value_length` numbers, for `window_tokens` alone in the layers that look
    no further back: all but every `full_every`th. `feed_forward` is the widest inner layer.
    """

    parameters: int = 0
    context_tokens: int = 0
    layers: int = 0
    embedding: int = 0
    heads: int = 0
    kv_layers: int = 0
    kv_heads: int = 0
    key_length: int = 0
    value_length: int = 0
    feed_forward: int = 0
    vocabulary: int = 0
    window_tokens: int = 0
    full_every: int = 0


UNKNOWN_SHAPE = Shape()


@dataclass(frozen=True)
class Header:
    """What a model file says of itself; empty or 0 where it does not say it, or not early enough.

    `parts` is in how many files the model comes; `needed_bytes` how long the file must be to hold its numbers. `name`
    and `licence` are what its makers call it, and what they allow.
    """

    architecture: str = ""
    quantisation: str = ""
    kind: str = ""
    parts: int = 1
    needed_bytes: int = 0
    name: str = ""
    licence: str = ""
    shape: Shape = UNKNOWN_SHAPE


@dataclass(frozen=True)
class Manifest:
    """Which file a manifest names as the model: its SHA-256 in 64 digits, and its size, -1 where that is not said."""

    sha256: str
    size_bytes: int


@dataclass(frozen=True)
class HeaderRefused:
    """The bytes do not begin as a model file does; or they were not read, because the reader made a mistake.

    `no_model`: a manifest that names none, or no manifest.
    """

    code: Literal["not_gguf", "no_model", "bug"]


HeaderAnswer = Header | Manifest | HeaderRefused
FromHeaderReader = Confined | Header | Manifest | HeaderRefused

_FROM_HEADER_READER = checks_of(FromHeaderReader)


def decode(untrusted_payload: bytes) -> FromHeaderReader:
    """Return what a reader said; it reads untrusted files, so nothing in here is believed unchecked."""
    message: FromHeaderReader = decode_as(untrusted_payload, _FROM_HEADER_READER)
    return message
