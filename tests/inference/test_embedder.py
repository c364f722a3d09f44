"""The memory in front of the embedding worker."""

import pytest

from closeddoor.inference.embedder import LocalEmbedder
from closeddoor.inference.problems import ModelError
from tests.fakes.held_embedder import HeldEmbedder, vector_of


def test_what_is_on_its_way_is_not_asked_for_again() -> None:
    source = HeldEmbedder()
    embedder = LocalEmbedder(source, keep_vectors=1)
    samples = embedder.embed(["a", "bb"])
    question = embedder.embed(["ccc", "bb", "a", "ccc"])
    assert source.asked == [("a", "bb"), ("ccc",)]
    source.answer()
    assert samples.result(0) == [vector_of("a"), vector_of("bb")]
    assert not question.done()
    source.answer()
    assert question.result(0) == [vector_of(text) for text in ("ccc", "bb", "a", "ccc")]


def test_a_failure_reaches_all_who_wait_and_is_not_remembered() -> None:
    source = HeldEmbedder()
    embedder = LocalEmbedder(source)
    waiting = [embedder.embed(["a"]), embedder.embed(["a", "bb"])]
    source.fail(ModelError("model.crashed"))
    source.answer()
    for future in waiting:
        with pytest.raises(ModelError):
            future.result(0)
    again = embedder.embed(["a", "bb"])
    assert source.asked[2:] == [("a", "bb")]  # "bb" came for a request that failed: nobody was given it
    source.answer()
    assert again.result(0) == [vector_of("a"), vector_of("bb")]


def test_the_least_recently_used_go_first() -> None:
    source = HeldEmbedder()
    embedder = LocalEmbedder(source, keep_vectors=2)
    for texts in (["a", "bb"], ["a"], ["ccc"], ["a"], ["bb"]):
        future = embedder.embed(texts)
        while not future.done():
            source.answer()
    assert source.asked == [("a", "bb"), ("ccc",), ("bb",)]
