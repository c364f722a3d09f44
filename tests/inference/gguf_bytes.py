"""The beginning of model files, made to say what a test needs."""

import struct
from collections.abc import Mapping, Sequence

STRING, ARRAY, UINT16, UINT32 = 8, 9, 2, 4


def string(text: str) -> bytes:
    encoded = text.encode()
    return struct.pack("<Q", len(encoded)) + encoded


def gguf(
    pairs: Mapping[str, str | int | list[str]] | None = None,
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


def _value(value: str | int | list[str]) -> bytes:
    if isinstance(value, str):
        return struct.pack("<I", STRING) + string(value)
    if isinstance(value, int):
        return struct.pack("<II", UINT32, value)
    return struct.pack("<IIQ", ARRAY, STRING, len(value)) + b"".join(map(string, value))
