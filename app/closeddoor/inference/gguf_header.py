"""What the beginning of a model file says about it. Read from a bounded piece of the file, believed for showing only.

GGUF, versions 2 and 3: magic, version, number of tensors, number of pairs, then the pairs of key and typed value.
"""

import re
import struct
import unicodedata
from dataclasses import dataclass, field

MAGIC = b"GGUF"
READ_BYTES = 256 * 1024
"""What is asked for stands before the vocabulary, which alone is longer than this."""

_SIZES = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}
_STRING, _ARRAY, _UINT16, _UINT32 = 8, 9, 2, 4
_LONGEST_SHOWN = 80
_MOST_PAIRS = 4096

# fmt: off
_FILE_TYPES = {
    0: "F32", 1: "F16", 2: "Q4_0", 3: "Q4_1", 7: "Q8_0", 8: "Q5_0", 9: "Q5_1", 10: "Q2_K", 11: "Q3_K_S", 12: "Q3_K_M",
    13: "Q3_K_L", 14: "Q4_K_S", 15: "Q4_K_M", 16: "Q5_K_S", 17: "Q5_K_M", 18: "Q6_K", 19: "IQ2_XXS", 20: "IQ2_XS",
    21: "Q2_K_S", 22: "IQ3_XS", 23: "IQ3_XXS", 24: "IQ1_S", 25: "IQ4_NL", 26: "IQ3_S", 27: "IQ3_M", 28: "IQ2_S",
    29: "IQ2_M", 30: "IQ4_XS", 31: "IQ1_M", 32: "BF16", 36: "TQ1_0", 37: "TQ2_0", 38: "MXFP4",
}
# fmt: on
_IN_NAME = re.compile(
    r"(?<![A-Za-z0-9])(IQ[1-4]_[A-Z]{1,3}|Q[2-8]_(?:K(?:_[SMLX]{1,2})?|[01])|BF16|F16|F32|MXFP4)", re.IGNORECASE
)


class NotGgufError(ValueError):
    """The bytes do not begin as a model file does."""


@dataclass(frozen=True)
class GgufHeader:
    """Empty where the file does not say it, or not early enough; `parts` is in how many files the model comes."""

    architecture: str = ""
    quantisation: str = ""
    kind: str = ""
    parts: int = 1


@dataclass
class _Reader:
    """Walks over bytes nobody vouches for; raises `IndexError` at their end."""

    untrusted: bytes
    place: int = 0
    texts: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)

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
            self.texts[key] = self.string().decode("utf-8", "replace")
        elif kind in (_UINT16, _UINT32):
            self.numbers[key] = self.number("H" if kind == _UINT16 else "I")
        else:
            self.skip(kind)

    def skip(self, kind: int) -> None:
        if kind in _SIZES:
            self.take(_SIZES[kind])
            return
        if kind != _ARRAY:
            raise IndexError
        element, count = self.number("I"), self.number("Q")
        if element in _SIZES:
            self.take(_SIZES[element] * count)
        elif element == _STRING:
            for _ in range(count):  # each takes at least eight bytes of what there is
                self.string()
        else:
            raise IndexError


def read_header(untrusted: bytes) -> GgufHeader:
    """Return what the first `READ_BYTES` of a file say; raises `NotGgufError`. What is damaged later is left out."""
    reader = _Reader(untrusted)
    try:
        if reader.take(4) != MAGIC or reader.number("I") not in (2, 3):
            raise NotGgufError
        reader.number("Q")
        pairs = reader.number("Q")
    except IndexError:
        raise NotGgufError from None
    try:
        for _ in range(min(pairs, _MOST_PAIRS)):
            reader.pair()
    except IndexError:
        pass  # the piece ends here, or the file is not what it says: what came before is shown
    return GgufHeader(
        architecture=shown(reader.texts.get("general.architecture", "")),
        quantisation=_FILE_TYPES.get(reader.numbers.get("general.file_type", -1), ""),
        kind=shown(reader.texts.get("general.type", "")),
        parts=reader.numbers.get("split.count", 1),
    )


def quantisation_in(name: str) -> str:
    """Return the quantisation that a file's name tells, as models are named; empty when it tells none."""
    found = _IN_NAME.search(name)
    return found.group(1).upper() if found else ""


def shown(untrusted: str) -> str:
    """Return a name that may be shown: one line, no control characters, not long."""
    kept = (letter if unicodedata.category(letter)[0] not in "CZ" else " " for letter in untrusted[:400])
    text = " ".join("".join(kept).split())
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
