"""What the beginning of a model file says about it, read from bytes nobody vouches for; believed for showing only.

GGUF, versions 2 and 3: magic, version, number of tensors, number of pairs, the pairs of key and typed value, and for
each tensor its name, sizes, type and place. Source: ggml's docs/gguf.md; block sizes from ggml-common.h.
"""

import math
import struct
from dataclasses import dataclass, field

from closeddoor.wire.model_headers import FULL_EVERY, LONGEST_TEXT, Header, Shape

_MAGIC = b"GGUF"
_SIZES = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}
_STRING, _ARRAY = 8, 9
_WHOLE = {2: "H", 4: "I", 5: "i", 10: "Q"}
"""The types of whole numbers in which files state sizes."""
_MOST_IN_LIST = 1024
"""A number for each layer is read, not the vocabulary's."""
_MOST_NUMBER = 2**48
_MOST_PAIRS = 4096
_MOST_TENSORS = 100_000
_MOST_DIMENSIONS = 4
_MOST_BYTES = 2**62
"""More than any disk: a size beyond it is a lie, and no number that JSON and other programs agree on."""
_ALIGNMENT = 32

# fmt: off
_FILE_TYPES = {
    0: "F32", 1: "F16", 2: "Q4_0", 3: "Q4_1", 7: "Q8_0", 8: "Q5_0", 9: "Q5_1", 10: "Q2_K", 11: "Q3_K_S", 12: "Q3_K_M",
    13: "Q3_K_L", 14: "Q4_K_S", 15: "Q4_K_M", 16: "Q5_K_S", 17: "Q5_K_M", 18: "Q6_K", 19: "IQ2_XXS", 20: "IQ2_XS",
    21: "Q2_K_S", 22: "IQ3_XS", 23: "IQ3_XXS", 24: "IQ1_S", 25: "IQ4_NL", 26: "IQ3_S", 27: "IQ3_M", 28: "IQ2_S",
    29: "IQ2_M", 30: "IQ4_XS", 31: "IQ1_M", 32: "BF16", 36: "TQ1_0", 37: "TQ2_0", 38: "MXFP4",
}
BLOCKS = {
    0: (1, 4), 1: (1, 2), 2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34), 9: (32, 40), 10: (256, 84),
    11: (256, 110), 12: (256, 144), 13: (256, 176), 14: (256, 210), 15: (256, 292), 16: (256, 66), 17: (256, 74),
    18: (256, 98), 19: (256, 50), 20: (32, 18), 21: (256, 110), 22: (256, 82), 23: (256, 136), 24: (1, 1), 25: (1, 2),
    26: (1, 4), 27: (1, 8), 28: (1, 8), 29: (256, 56), 30: (1, 2), 34: (256, 54), 35: (256, 66), 39: (32, 17),
    40: (64, 36), 41: (128, 18),
}
"""Of each type of tensor: how many numbers stand in a block, and the bytes of that block."""
# fmt: on


class NotGgufError(ValueError):
    """The bytes do not begin as a model file does."""


@dataclass
class _Walk:
    """Walks over bytes nobody vouches for; raises `IndexError` at their end."""

    untrusted: bytes
    place: int = 0
    texts: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    lists: dict[str, list[int]] = field(default_factory=dict)
    lengths: dict[str, int] = field(default_factory=dict)
    parameters: int = 0

    def take(self, length: int) -> bytes:
        end = self.place + length
        if end > len(self.untrusted):
            raise IndexError
        taken = self.untrusted[self.place : end]
        self.place = end
        return taken

    def number(self, form: str) -> int:
        return int(struct.unpack(f"<{form}", self.take(struct.calcsize(f"<{form}")))[0])

    def string(self) -> bytes:
        return self.take(self.number("Q"))

    def pair(self) -> None:
        key = self.string().decode("utf-8", "replace")
        kind = self.number("I")
        if kind == _STRING:
            self.texts[key] = self.string()[: 4 * LONGEST_TEXT].decode("utf-8", "replace")[:LONGEST_TEXT]
        elif kind in _WHOLE:
            self.numbers[key] = self._size(kind)
        elif kind == _ARRAY:
            self._array(key)
        elif kind in _SIZES:
            self.take(_SIZES[kind])
        else:
            raise IndexError

    def tensor_end(self) -> int:
        """Step over a tensor's entry; return where its numbers end, counted from where all numbers begin."""
        self.string()
        dimensions = self.number("I")
        if dimensions > _MOST_DIMENSIONS:
            raise IndexError
        count = math.prod(self.number("Q") for _ in range(dimensions))
        self.parameters += count
        per_block, block_bytes = BLOCKS.get(self.number("I"), (1, 0))
        return self.number("Q") + count // per_block * block_bytes

    def _size(self, kind: int) -> int:
        """Return a number as a size of something; 0 for what is none."""
        number = self.number(_WHOLE[kind])
        return number if 0 <= number < _MOST_NUMBER else 0

    def _array(self, key: str) -> None:
        element, count = self.number("I"), self.number("Q")
        self.lengths[key] = count
        if element in _WHOLE and count <= _MOST_IN_LIST:
            self.lists[key] = [self._size(element) for _ in range(count)]
        elif element in _SIZES:
            self.take(_SIZES[element] * count)
        elif element == _STRING:
            for _ in range(count):  # each takes at least eight bytes of what there is
                self.string()
        else:
            raise IndexError


def read_header(untrusted: bytes) -> Header:
    """Return what the beginning of a file says; raises `NotGgufError`. What is damaged later is left out."""
    walk = _Walk(untrusted)
    try:
        if walk.take(4) != _MAGIC or walk.number("I") not in (2, 3):
            raise NotGgufError
        tensors, pairs = walk.number("Q"), walk.number("Q")
    except IndexError:
        raise NotGgufError from None
    needed_bytes = 0
    try:
        for _ in range(min(pairs, _MOST_PAIRS)):
            walk.pair()
        needed_bytes = _needed_bytes(walk, tensors) if pairs <= _MOST_PAIRS else 0
    except IndexError:
        pass  # the piece ends here, or the file is not what it says: what came before is shown
    return Header(
        architecture=walk.texts.get("general.architecture", ""),
        quantisation=_FILE_TYPES.get(walk.numbers.get("general.file_type", -1), ""),
        kind=walk.texts.get("general.type", ""),
        parts=walk.numbers.get("split.count", 1),
        needed_bytes=needed_bytes,
        name=walk.texts.get("general.name", ""),
        licence=walk.texts.get("general.license", ""),
        shape=_shape(walk),
    )


def _shape(walk: _Walk) -> Shape:
    """Return the sizes a file states; where keys and values have none of their own, those that follow from others."""
    told = _Told(walk, walk.texts.get("general.architecture", ""))
    heads, embedding, layers = told("attention.head_count"), told("embedding_length"), told("block_count")
    per_layer = told.list("attention.head_count_kv")
    head_length = embedding // heads if heads else 0
    return Shape(
        parameters=walk.parameters if walk.parameters < _MOST_NUMBER else 0,
        context_tokens=told("context_length"),
        layers=layers,
        embedding=embedding,
        heads=heads,
        kv_layers=sum(count > 0 for count in per_layer) if per_layer else layers,
        kv_heads=told("attention.head_count_kv") or heads,
        key_length=told("attention.key_length") or head_length,
        value_length=told("attention.value_length") or head_length,
        feed_forward=told("feed_forward_length"),
        vocabulary=told.vocabulary(),
        window_tokens=told("attention.sliding_window"),
        full_every=FULL_EVERY.get(told.architecture, 0),
    )


@dataclass(frozen=True)
class _Told:
    """The numbers of a file under the name of its architecture."""

    walk: _Walk
    architecture: str

    def __call__(self, key: str) -> int:
        return max([self.walk.numbers.get(f"{self.architecture}.{key}", 0), *self.list(key)])

    def list(self, key: str) -> list[int]:
        return self.walk.lists.get(f"{self.architecture}.{key}", [])

    def vocabulary(self) -> int:
        size = self("vocab_size") or self.walk.lengths.get("tokenizer.ggml.tokens", 0)
        return size if size < _MOST_NUMBER else 0


def _needed_bytes(walk: _Walk, tensors: int) -> int:
    """Return how long a file is that holds the numbers of all its tensors; 0 when that cannot be."""
    ends = [walk.tensor_end() for _ in range(min(tensors, _MOST_TENSORS))]
    if not ends:
        return 0
    alignment = max(1, walk.numbers.get("general.alignment", _ALIGNMENT))
    needed_bytes = -(-walk.place // alignment) * alignment + max(ends)
    return needed_bytes if needed_bytes < _MOST_BYTES else 0
