"""Frames of the protocol between window and worker, spoilt: the length before it, the bytes, the JSON, the fields."""

import json
import struct
from collections.abc import Sequence
from random import Random

from closeddoor.confinement.enforced import Enforced
from closeddoor.wire.codec import encode
from closeddoor.wire.framing import MAX_FRAME_BYTES, frame
from closeddoor.wire.messages import (
    PROTOCOL,
    Count,
    Counted,
    Done,
    Embed,
    Embedded,
    Failed,
    FileIdentity,
    Generate,
    Hello,
    Load,
    Loading,
    Piece,
    Reading,
    Ready,
    Stop,
    Tuning,
    Turn,
    Verified,
)

_FLOOD = [bytes(1024 * 1024)] * 160
"""What comes behind a length that promises more than may be: it is never held."""

_TURNS = (Turn("user", "What did the pilot show? é 😀"), Turn("assistant", "52 %."))
_IDENTITY = FileIdentity(1, 2, 3, 4, 5)
_BEGINNING = (Hello(PROTOCOL, Enforced(why_not=("none",))), Loading(0.5), Verified(_IDENTITY))
_READY = Ready("llama", "a model", 512, 1, "chatml", format_known=True)
TO_WORKER = tuple(
    encode(message)
    for message in (
        Load("chat", "ab" * 32, 512, Tuning(1, 2), _IDENTITY),
        Count(1, _TURNS),
        Generate(2, _TURNS, 0.7, 0.9, 40, 0.05, 1.1, 64, None),
        Embed(3, ("one", "two")),
        Stop(2),
    )
)
FROM_WORKER = {
    "generate": (Reading(1, 5, 20), Piece(1, "text é 😀"), Piece(1, "."), Done(1, "end", 20, 0, 5, 0.1, 0.2)),
    "count": (Counted(1, 20, 512),),
    "embed": (Embedded(1, ("AACAPw==",), 0),),
    "fail": (Failed(1, "model.context_full", 20, 512, "ValueError at chat.py:5"),),
}
"""What a worker says to each question, after it has begun."""


def from_worker(question: str) -> tuple[bytes, ...]:
    """Return the good frames of a worker that is asked one question."""
    return tuple(encode(message) for message in (*_BEGINNING, _READY, *FROM_WORKER[question]))


_LENGTHS = (0, 1, 2, 3, MAX_FRAME_BYTES - 1, MAX_FRAME_BYTES, MAX_FRAME_BYTES + 1, 2**30, 2**31, 2**32 - 1)
_VALUES: tuple[object, ...] = (
    None, True, -1, 0, 2**63, 10**400, 0.5, 1e308, "", "\0", "x" * 70_000, [], [[]], {}, {"x": 1}, "NaN", "model.bug",
)  # fmt: skip
_PAYLOADS = (
    *(b"", b"null", b"[]", b"{}", b'["Hello"]', b'["Nobody",{}]', b"[" * 100_000, b'{"a":' * 50_000),
    *(b"\xff\xfe" * 500, b"9" * 100_000, b" " * 1_000_000, b'"' + b"\\u0000" * 100_000),
    *(b'["Piece",{"id":NaN,"text":"x"}]', b'["Piece",{"id":1,"text":"\\ud800"}]', b'["Stop",{"id":1e999}]'),
    *(b'["Stop",{"id":1,"id":2}]', b'["Stop",[1]]', b'[["Stop"],{"id":1}]'),
)


def stream(good: Sequence[bytes], random: Random) -> list[bytes]:
    """Return good frames in order with one of them spoilt; rarely a flood, of bytes or of frames. In pieces."""
    way = random.randrange(100)
    if way == 0:
        return [random.choice(good), struct.pack(">I", random.choice((2**29, 2**31 - 1))), *_FLOOD]
    if way == 1:
        return [random.choice(good) * random.choice((80, 5_000))]
    if way == 2:
        return [frame(b"") * 20_000]
    frames = list(good)
    at = random.randrange(len(frames))
    frames[at] = _spoilt(frames[at], random)
    return frames


def _spoilt(good: bytes, random: Random) -> bytes:
    payload = bytearray(good[4:])
    way = random.randrange(6)
    if way == 0:
        length = random.choice((*_LENGTHS, len(payload) - 1, len(payload) + 1, random.randrange(2**32)))
        return struct.pack(">I", length) + payload
    if way == 1:
        for _ in range(random.choice((1, 1, 4))):
            payload[random.randrange(len(payload))] ^= 1 << random.randrange(8)
    elif way == 2:
        del payload[random.randrange(len(payload)) :]
    elif way == 3:
        payload = bytearray(random.choice(_PAYLOADS))
    else:
        payload = bytearray(_with_another_field(bytes(payload), random))
    return frame(bytes(payload))


def _with_another_field(payload: bytes, random: Random) -> bytes:
    name, fields = json.loads(payload)
    key = random.choice(sorted(fields))
    way = random.randrange(4)
    if way == 0:
        del fields[key]
    elif way == 1:
        fields["surplus"] = random.choice(_VALUES)
    else:
        fields[key] = random.choice(_VALUES)
    return json.dumps([name, fields]).encode()
