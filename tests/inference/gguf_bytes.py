"""The beginning of model files, made to say what a test needs."""

import struct
from collections.abc import Mapping, Sequence

STRING, ARRAY, UINT16, UINT32, UINT64 = 8, 9, 2, 4, 10


def string(text: str) -> bytes:
    encoded = text.encode()
    return struct.pack("<Q", len(encoded)) + encoded


def gguf(
    pairs: Mapping[str, str | int | list[str] | list[int]] | None = None,
    *,
    version: int = 3,
    more_pairs: int = 0,
    tensors: Sequence[tuple[int, int]] = (),
) -> bytes:
    """Return a header with `pairs`, which says that there are `more_pairs` than it has.

    `tensors` are of F32, each with how many numbers it has and where they begin; without one it says it has one.
    """
    pairs = {"general.architecture": "llama", "general.file_type": 15} if pairs is None else pairs
    body = b"".join(string(key) + _value(value) for key, value in pairs.items())
    entries = b"".join(string("t") + struct.pack("<IQIQ", 1, count, 0, offset) for count, offset in tensors)
    return b"GGUF" + struct.pack("<IQQ", version, max(1, len(tensors)), len(pairs) + more_pairs) + body + entries


def _value(value: str | int | list[str] | list[int]) -> bytes:
    if isinstance(value, str):
        return struct.pack("<I", STRING) + string(value)
    if isinstance(value, int):
        return struct.pack("<II", UINT32, value) if value < 2**32 else struct.pack("<IQ", UINT64, value)
    elements = [
        (UINT32, struct.pack("<I", part)) if isinstance(part, int) else (STRING, string(part)) for part in value
    ]
    kind = elements[0][0] if elements else STRING
    return struct.pack("<IIQ", ARRAY, kind, len(value)) + b"".join(data for _, data in elements)
