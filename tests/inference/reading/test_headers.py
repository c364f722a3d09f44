"""The real reader on beginnings of model files, and readers that go wrong: each an answer, and the window goes on."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from closeddoor.domain.errors import KnownError
from closeddoor.inference.reading.headers import HeaderClient
from closeddoor.inference.waiting import wait
from closeddoor.wire.model_headers import HEADER, MANIFEST, Header, HeaderRefused, Manifest
from tests.inference.gguf_bytes import gguf

PROGRAM = Path(__file__).parents[2] / "fakes" / "reader_misbehaving.py"
Clients = Callable[..., HeaderClient]
GOOD = Header("llama", "Q4_K_M")


@pytest.fixture
def client_with(qapp: QCoreApplication) -> Iterator[Clients]:
    clients: list[HeaderClient] = []

    def make(*command: str, longest_s: float = 20.0) -> HeaderClient:
        clients.append(HeaderClient(qapp, command, longest_s=longest_s))
        return clients[-1]

    yield make
    for client in clients:
        client.close()


def test_a_whole_batch_is_answered_by_one_reader_in_order(client_with: Clients) -> None:
    client = client_with()
    manifest = b'{"layers": [{"mediaType": "x.image.model", "digest": "sha256:%s", "size": 7}]}' % (b"ab" * 32)
    pieces = [HEADER + gguf(), HEADER + b"not a model", MANIFEST + manifest, HEADER + gguf() + b"\xff" * 3_000_000]
    pieces.append(MANIFEST + b"[" * 60_000)
    future = client.read(pieces * 12)
    assert len(client._running) == 1
    refused = HeaderRefused("not_gguf")
    expected = (GOOD, refused, Manifest("ab" * 32, 7), GOOD, HeaderRefused("no_model"))
    assert wait(future, 20) == expected * 12
    assert wait(client.read([]), 20) == ()
    assert client._running == []


@pytest.mark.parametrize("how", ["dies", "garbage", "not a message", "flood", "says nothing"])
def test_a_reader_that_goes_wrong_is_an_answer_that_nothing_was_read(client_with: Clients, how: str) -> None:
    client = client_with(sys.executable, "-I", str(PROGRAM), how, longest_s=1.5)
    assert wait(client.read([HEADER + gguf()]), 20) == (HeaderRefused("bug"),)


def test_no_reader_at_all_is_a_sentence(client_with: Clients) -> None:
    with pytest.raises(KnownError, match="could not be started"):
        wait(client_with("/nowhere/python").read([HEADER + gguf()]), 20)


def test_closing_ends_a_reader_that_goes_on(client_with: Clients) -> None:
    client = client_with(sys.executable, "-I", str(PROGRAM), "says nothing")
    future = client.read([HEADER + gguf()])
    client.close()
    assert wait(future, 5) == (HeaderRefused("bug"),)
