import dataclasses
import json
import math
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeddoor.wire import codec, messages
from closeddoor.wire.framing import FrameDecoder, ProtocolError

FINITE = st.floats(allow_nan=False, allow_infinity=False)


def any_message(kind: type) -> st.SearchStrategy[Any]:
    return st.builds(kind, **{name: any_value(hint) for name, hint in get_type_hints(kind).items()})


def any_value(hint: Any) -> st.SearchStrategy[Any]:
    """Return what a field may hold; numbers that are not finite are nothing that can be said."""
    if hint is float:
        return FINITE
    if get_origin(hint) is tuple:
        return st.lists(any_value(get_args(hint)[0]), max_size=3).map(tuple)
    return any_message(hint) if dataclasses.is_dataclass(hint) and isinstance(hint, type) else st.from_type(hint)


TO_WORKER = st.one_of(*map(any_message, get_args(messages.ToWorker)))
FROM_WORKER = st.one_of(*map(any_message, get_args(messages.FromWorker)))


def payload_of(message: messages.ToWorker | messages.FromWorker) -> bytes:
    (payload,) = FrameDecoder().feed(codec.encode(message))
    return payload


@given(TO_WORKER)
def test_what_the_window_says_arrives_as_said(message: messages.ToWorker) -> None:
    assert codec.decode_to_worker(payload_of(message)) == message


@given(FROM_WORKER)
def test_what_the_worker_says_arrives_as_said(message: messages.FromWorker) -> None:
    assert codec.decode_from_worker(payload_of(message)) == message


@given(st.binary(max_size=300))
def test_bytes_are_a_message_or_a_protocol_error(garbage: bytes) -> None:
    with pytest.raises(ProtocolError):
        codec.decode_from_worker(garbage)


@given(FROM_WORKER, st.data())
def test_a_mutated_message_is_decoded_or_refused_and_never_crashes(
    message: messages.FromWorker, data: st.DataObject
) -> None:
    payload = bytearray(payload_of(message))
    for _ in range(data.draw(st.integers(1, 4))):
        payload[data.draw(st.integers(0, len(payload) - 1))] = data.draw(st.integers(0, 255))
    try:
        decoded = codec.decode_from_worker(bytes(payload))
    except ProtocolError:
        return
    assert isinstance(decoded, messages.FromWorker)
    codec.encode(decoded)


@pytest.mark.parametrize(
    "value",
    [
        ["Loading", {"fraction": math.nan}],
        ["Loading", {"fraction": 10**400}],
        ["Loading", {"fraction": True}],
        ["Loading", {}],
        ["Loading", {"fraction": 0.5, "more": 1}],
        ["Loading", [["fraction", 0.5]]],
        ["Piece", {"id": "1", "text": "x"}],
        ["Piece", {"id": 1, "text": "\ud800"}],
        ["Done", {"id": 1, "finish": "won"}],
        ["Load", {}],
        ["Loading"],
        "Loading",
        None,
    ],
)
def test_near_misses_are_refused(value: object) -> None:
    with pytest.raises(ProtocolError):
        codec.decode_from_worker(json.dumps(value).encode())


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(ProtocolError):
        codec.decode_from_worker(b"[" * 200_000)


def test_vectors_keep_every_bit_of_float32_and_refuse_a_wrong_length() -> None:
    values = [0.1, -2.5, 1e-30]
    text = codec.encode_vector(values)
    once = codec.decode_vector(text, 3)
    assert codec.encode_vector(once) == text
    assert list(once) == pytest.approx(values)
    for wrong in (text[:-4], "not base64", codec.encode_vector([math.inf, 0, 0])):
        with pytest.raises(ProtocolError):
            codec.decode_vector(wrong, 3)
