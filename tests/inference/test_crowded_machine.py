"""Fewer threads where other programs want the processors: the real model, with a clock that says so."""

import ctypes
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from closeddoor.wire.messages import Generate, Load, Tuning, Turn
from closeddoor.worker import chat, crowding
from closeddoor.worker.context import Context, StoppedError
from closeddoor.worker.loading import LoadedModel
from tests.inference.starter import NEEDS_CHAT

pytestmark = [pytest.mark.real_model, NEEDS_CHAT]
LOAD = Load("chat", "", 1024, Tuning(2, 2))
TOKENS = [1000 + number * 7 % 3000 for number in range(700)]

MakeContext = Callable[..., Context]


@pytest.fixture
def made(model: LoadedModel) -> Iterator[MakeContext]:
    contexts: list[Context] = []

    def make(abort: threading.Event | None = None, *, gives_way: bool) -> Context:
        contexts.append(Context(model, LOAD, 1024, abort or threading.Event(), gives_way=gives_way))
        return contexts[-1]

    yield make
    for context in contexts:
        context.close()


@contextmanager
def _crowded(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have this process get nothing of the processors, by what its clock says, and be looked at quickly."""
    with monkeypatch.context() as patch:
        patch.setattr(crowding, "process_time", lambda: 0.0)
        patch.setattr(crowding, "LOOK_S", 0.01)
        yield


def bits(context: Context, model: LoadedModel) -> bytes:
    logits = model.library.llama_get_logits_ith(context.pointer, -1)
    return bytes(context.state()) + ctypes.string_at(logits, 4 * 49_152)


def test_a_batch_that_is_begun_again_has_the_bits_it_would_have_had(
    made: MakeContext, model: LoadedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    undisturbed, crowded = made(gives_way=False), made(gives_way=True)
    undisturbed.read(TOKENS, lambda _: None)
    held: list[int] = []
    with _crowded(monkeypatch):
        crowded.read(TOKENS, held.append)
    assert crowded.threads == (2, 1)
    assert held == [512, 700]
    assert crowded.tokens == tuple(TOKENS)
    assert crowded.in_batches == 700
    assert bits(crowded, model) == bits(undisturbed, model)


def test_stop_is_not_taken_for_want_of_processors(made: MakeContext, monkeypatch: pytest.MonkeyPatch) -> None:
    abort = threading.Event()
    context = made(abort, gives_way=True)
    abort.set()
    with _crowded(monkeypatch), pytest.raises(StoppedError):
        context.read(TOKENS, lambda _: None)
    assert context.tokens == ()


def test_what_repeats_is_written_with_all_threads_and_the_rest_with_fewer(
    made: MakeContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = made(gives_way=True)
    context.read(TOKENS[:600], lambda _: None)
    with _crowded(monkeypatch):
        for token in TOKENS[600:620]:
            context.write(token, repeats=True)
        assert context.threads[0] == 2
        for token in TOKENS[620:650]:
            context.write(token)
        assert context.threads[0] == 1


def test_a_context_that_is_measured_keeps_its_threads(made: MakeContext, monkeypatch: pytest.MonkeyPatch) -> None:
    context = made(gives_way=False)
    with _crowded(monkeypatch):
        context.read(TOKENS[:600], lambda _: None)
        for token in TOKENS[600:630]:
            context.write(token)
    assert context.threads == (2, 2)


def test_a_conversation_gives_way_and_with_a_seed_writes_as_ever(
    model: LoadedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The engine, not the context alone: which of its replies have to repeat is its own to say."""
    said: list[object] = []
    engine = chat.ChatEngine(model, LOAD, threading.Event(), said.append)
    asked = (Turn("user", "Tell a story. " * 150),)

    def reply(seed: int | None) -> None:
        engine.handle(Generate(1, asked, 0.0, 1.0, 0, 0.0, 1.0, 12, seed))

    with _crowded(monkeypatch):
        reply(seed=5)
        assert engine.threads == (2, 1)
        reply(seed=None)
        assert engine.threads == (1, 1)
