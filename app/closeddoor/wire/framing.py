"""Length-prefixed frames on a pipe.

A frame is a 4-byte big-endian length and that many bytes of payload. The length is checked before anything is kept, so
a peer that lies about it costs at most one frame of memory.
"""

import struct
from collections.abc import Iterator

MAX_FRAME_BYTES = 4 * 1024 * 1024
_LENGTH = struct.Struct(">I")


class ProtocolError(Exception):
    """The peer said something that is not in the protocol; it is not to be trusted any further."""


def frame(payload: bytes, max_frame_bytes: int = MAX_FRAME_BYTES) -> bytes:
    """Return `payload` with its length before it."""
    if len(payload) > max_frame_bytes:
        raise ProtocolError(f"a frame of {len(payload)} bytes is over the limit")
    return _LENGTH.pack(len(payload)) + payload


class FrameDecoder:
    """Collects bytes as they come and gives back whole payloads.

    After a `ProtocolError` the stream has lost its place: every later call raises again.
    """

    def __init__(self, max_frame_bytes: int = MAX_FRAME_BYTES) -> None:
        self._max_frame_bytes = max_frame_bytes
        self._buffer = bytearray()
        self._broken = False

    def feed(self, untrusted_chunk: bytes) -> Iterator[bytes]:
        """Add a chunk and yield every payload that is complete with it."""
        self._buffer += untrusted_chunk
        while (length := self._next_length()) is not None and len(self._buffer) >= _LENGTH.size + length:
            payload = bytes(self._buffer[_LENGTH.size : _LENGTH.size + length])
            del self._buffer[: _LENGTH.size + length]
            yield payload

    def _next_length(self) -> int | None:
        if self._broken:
            raise ProtocolError("the stream lost its place earlier")
        if len(self._buffer) < _LENGTH.size:
            return None
        length = int(_LENGTH.unpack_from(self._buffer)[0])
        if length > self._max_frame_bytes:
            self._broken = True
            self._buffer.clear()
            raise ProtocolError(f"a frame of {length} bytes is over the limit")
        return length
