"""How a list of texts is cut into portions, and what counts as an answer to one."""

from array import array

import pytest

from closeddoor.domain.errors import KnownError
from closeddoor.inference.requests import MOST_TEXTS, EmbedRequest
from closeddoor.wire.codec import encode, encode_vector
from closeddoor.wire.framing import ProtocolError
from closeddoor.wire.messages import Embedded, Failed, Ready

MODEL = Ready("bert", "fake", 512, 2, "", format_known=True)


def answer(count: int, start: int = 0) -> Embedded:
    return Embedded(1, tuple(encode_vector(array("f", [start + place, 0.5])) for place in range(count)), 0)


def test_portions_are_in_order_and_the_vectors_too() -> None:
    texts = [f"text {number}" for number in range(MOST_TEXTS + 3)]
    request = EmbedRequest(texts)
    assert request.message(1).texts == tuple(texts[:MOST_TEXTS])
    assert request.accept(answer(MOST_TEXTS), MODEL)
    assert request.message(2).texts == tuple(texts[MOST_TEXTS:])
    assert not request.accept(answer(3, MOST_TEXTS), MODEL)
    assert request.finished
    assert request.future.result(0) == [(float(place), 0.5) for place in range(len(texts))]


def test_a_portion_fits_into_a_frame_whatever_its_characters() -> None:
    request = EmbedRequest(["\N{GRINNING FACE}" * 200_000] * 3)
    message = request.message(1)
    assert len(message.texts) == 1
    assert encode(message)
    assert EmbedRequest(["\N{GRINNING FACE}" * 300_000]).message(1).texts


@pytest.mark.parametrize("count", [0, 1, 3])
def test_too_few_or_too_many_vectors_are_no_answer(count: int) -> None:
    request = EmbedRequest(["a", "b"])
    request.message(1)
    with pytest.raises(ProtocolError):
        request.accept(answer(count), MODEL)


def test_a_failed_portion_ends_the_request() -> None:
    request = EmbedRequest(["a"] * 100)
    request.message(1)
    assert not request.accept(Failed(1, "model.bug"), MODEL)
    assert request.finished
    with pytest.raises(KnownError):
        request.future.result(0)
