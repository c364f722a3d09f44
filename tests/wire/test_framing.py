from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeddoor.wire.framing import FrameDecoder, ProtocolError, frame


def feed_all(decoder: FrameDecoder, chunks: list[bytes]) -> list[bytes]:
    return [payload for chunk in chunks for payload in decoder.feed(chunk)]


@given(st.lists(st.binary(max_size=200), max_size=8), st.data())
def test_any_split_of_the_stream_gives_the_same_payloads(payloads: list[bytes], data: st.DataObject) -> None:
    stream = b"".join(map(frame, payloads))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=10)))
    edges = [0, *cuts, len(stream)]
    chunks = [stream[start:end] for start, end in pairwise(edges)]
    assert feed_all(FrameDecoder(), chunks) == payloads


@given(st.lists(st.binary(max_size=100), max_size=20))
def test_garbage_never_holds_more_than_one_frame(chunks: list[bytes]) -> None:
    decoder = FrameDecoder(max_frame_bytes=64)
    for chunk in chunks:
        try:
            list(decoder.feed(chunk))
        except ProtocolError:
            return
        assert len(decoder._buffer) <= 64 + 4


def test_an_announced_length_over_the_limit_is_refused_before_the_bytes_come() -> None:
    decoder = FrameDecoder(max_frame_bytes=10)
    with pytest.raises(ProtocolError):
        list(decoder.feed((11).to_bytes(4, "big")))
    assert len(decoder._buffer) == 0


def test_after_garbage_nothing_is_believed_any_more() -> None:
    decoder = FrameDecoder()
    with pytest.raises(ProtocolError):
        list(decoder.feed(b"\xff\xff\xff\xff"))
    with pytest.raises(ProtocolError):
        list(decoder.feed(frame(b"{}")))


def test_a_frame_at_the_limit_passes_and_one_byte_more_cannot_be_sent() -> None:
    decoder = FrameDecoder()
    assert [len(payload) for payload in decoder.feed(frame(bytes(4 * 1024 * 1024)))] == [4 * 1024 * 1024]
    with pytest.raises(ProtocolError):
        frame(bytes(4 * 1024 * 1024 + 1))
