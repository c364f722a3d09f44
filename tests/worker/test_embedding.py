"""The embedding engine of the worker on the real model, in this process."""

import random
import threading
import time
from array import array
from itertools import pairwise
from typing import Any

import pytest

from closeddoor.inference.catalogue import STARTER_EMBEDDING
from closeddoor.wire.codec import decode_vector
from closeddoor.wire.messages import Embed, Load, Tuning
from closeddoor.worker.embedding import (
    MOST_LANES,
    SHORT_TOKENS,
    EmbeddingEngine,
    EmbeddingStoppedError,
    _Context,
    _unit_length,
)
from closeddoor.worker.loading import Expected, LoadedModel, load
from closeddoor.worker.native import ErrorLog
from closeddoor.worker.vocabulary import Vocabulary
from tests.inference.starter import FOLDER, NEEDS_EMBEDDING
from tests.setup.sentences import SENTENCES

pytestmark = [pytest.mark.real_model, NEEDS_EMBEDDING]

LONG = tuple("word " * (SHORT_TOKENS - 2 + more) for more in (0, 1, 70))  # two tokens are the marks of its ends
TEXTS = ("", *SENTENCES[:20], *map(" ".join, pairwise(SENTENCES[:9])), *LONG, "word " * 600)


@pytest.fixture(scope="module")
def model(library: Any) -> LoadedModel:
    return load(library, ErrorLog(library), STARTER_EMBEDDING.find([FOLDER]), Expected(), lambda _done: True)


def engine(model: LoadedModel, lanes: int, abort: threading.Event | None = None) -> EmbeddingEngine:
    return EmbeddingEngine(model, Load("embed", "", 512, Tuning(lanes, lanes)), abort or threading.Event())


def test_bits_depend_neither_on_lanes_nor_on_order_nor_on_company(model: LoadedModel) -> None:
    first = engine(model, 1).handle(Embed(1, TEXTS))
    expected = dict(zip(TEXTS, first.vectors, strict=True))
    assert first.truncated == 1
    assert len(set(expected.values())) == len(TEXTS)
    rng = random.Random(7)  # noqa: S311 (an order, not a secret)
    for lanes in (2, MOST_LANES):
        several = engine(model, lanes)
        for size in (len(TEXTS), 1, 9):
            texts = tuple(rng.sample(TEXTS, size))
            assert several.handle(Embed(2, texts)).vectors == tuple(expected[text] for text in texts)


def test_vectors_are_of_unit_length_and_finite(model: LoadedModel) -> None:
    made = engine(model, 2)
    vectors = made.handle(Embed(1, TEXTS)).vectors
    for vector in vectors:
        values = decode_vector(vector, made.ready().dimensions)
        assert sum(value * value for value in values) == pytest.approx(1.0, abs=1e-5)
        assert array("f", values).tolist() == list(values)


def test_short_and_long_texts_are_computed_alike(model: LoadedModel) -> None:
    vocabulary = Vocabulary(model.library, model.pointer)
    plain, flash = (_Context(model, 512, lambda: False, flash_attention=on) for on in (False, True))
    for text in (SENTENCES[0], " ".join(SENTENCES[:12])):
        tokens = vocabulary.tokens(text, add_ends=True)
        one, other = (_unit_length(context.pooled(tokens)) for context in (plain, flash))
        assert one != other  # as long as it is not the same, what is short must never take the other way
        assert sum(a * b for a, b in zip(one, other, strict=True)) == pytest.approx(1.0, abs=1e-6)


def test_nothing_in_nothing_out(model: LoadedModel) -> None:
    assert engine(model, 2).handle(Embed(1, ())).vectors == ()


def test_abort_ends_a_long_list_at_once_and_the_next_request_works(model: LoadedModel) -> None:
    abort = threading.Event()
    made = engine(model, 2, abort)
    expected = made.handle(Embed(1, TEXTS[:1])).vectors
    started_s = time.process_time()
    made.handle(Embed(2, TEXTS[-1:]))
    one_s = time.process_time() - started_s
    timer = threading.Timer(one_s / 2, abort.set)
    timer.start()
    started_s = time.process_time()
    with pytest.raises(EmbeddingStoppedError):
        made.handle(Embed(3, TEXTS[-1:] * 64))
    assert time.process_time() - started_s < 8 * one_s  # of 64
    timer.join()
    abort.clear()
    assert made.handle(Embed(4, TEXTS[:1])).vectors == expected
