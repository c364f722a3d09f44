import struct

import pytest
from gguf import GGML_QUANT_SIZES
from hypothesis import given
from hypothesis import strategies as st

from closeddoor.inference.catalogue import STARTER_CHAT, STARTER_EMBEDDING, StarterModel
from closeddoor.profile import model_folders
from closeddoor.reader.formats.gguf import BLOCKS, NotGgufError, read_header
from closeddoor.wire.model_headers import MOST_HEADER_BYTES, Header, Shape
from tests.inference.gguf_bytes import gguf, string

Pairs = dict[str, str | int | list[str] | list[int]]


def test_a_header_tells_architecture_and_quantisation() -> None:
    pairs: Pairs = {
        "a.list": ["one", "two"],
        "general.architecture": "qwen3",
        "general.file_type": 17,
        "split.count": 3,
    }
    assert read_header(gguf(pairs)) == Header("qwen3", "Q5_K_M", "", 3)


def test_a_header_tells_whose_it_is_and_what_decides_its_memory() -> None:
    pairs: Pairs = {
        "general.architecture": "gemma3",
        "general.name": "A model",
        "general.license": "apache-2.0",
        "gemma3.context_length": 2**33,
        "gemma3.block_count": 4,
        "gemma3.embedding_length": 640,
        "gemma3.feed_forward_length": [2048, 1024],
        "gemma3.attention.head_count": 8,
        "gemma3.attention.head_count_kv": [2, 0, 4, 4],
        "gemma3.attention.key_length": 128,
        "gemma3.attention.sliding_window": 512,
        "tokenizer.ggml.tokens": ["a", "b", "c"],
    }
    header = read_header(gguf(pairs, tensors=[(6, 0), (4, 32)]))
    assert (header.name, header.licence) == ("A model", "apache-2.0")
    assert header.shape == Shape(
        parameters=10, context_tokens=2**33, layers=4, embedding=640, heads=8, kv_layers=3, kv_heads=4,
        key_length=128, value_length=80, feed_forward=2048, vocabulary=3, window_tokens=512, full_every=6,
    )  # fmt: skip


def test_sizes_that_cannot_be_are_not_shown() -> None:
    pairs: Pairs = {"general.architecture": "llama", "llama.context_length": 2**62, "llama.block_count": 7}
    assert read_header(gguf(pairs)).shape == Shape(layers=7, kv_layers=7)


@pytest.mark.real_model
@pytest.mark.parametrize(("model", "told"), [(STARTER_CHAT, ("llama", "Q4_1")), (STARTER_EMBEDDING, ("bert", "F16"))])
def test_the_starter_models_are_read_as_what_they_are(model: StarterModel, told: tuple[str, str]) -> None:
    with model.find(model_folders()).open("rb") as file:
        header = read_header(file.read(MOST_HEADER_BYTES))
    assert (header.architecture, header.quantisation) == told
    assert header.needed_bytes == model.size_bytes


@pytest.mark.real_model
def test_the_sizes_of_the_starter_are_those_of_its_card() -> None:
    with STARTER_CHAT.find(model_folders()).open("rb") as file:
        header = read_header(file.read(MOST_HEADER_BYTES))
    assert header.licence == "apache-2.0"
    assert header.shape == Shape(
        parameters=134_515_008, context_tokens=8192, layers=30, embedding=576, heads=9, kv_layers=30, kv_heads=3,
        key_length=64, value_length=64, feed_forward=1536, vocabulary=49_152,
    )  # fmt: skip


def test_what_is_cut_off_or_wrong_later_leaves_what_came_before() -> None:
    whole = gguf({"general.architecture": "llama", "general.file_type": 2, "z": "the end"}, more_pairs=5)
    assert read_header(whole[:-4]).quantisation == "Q4_0"
    huge = gguf(more_pairs=1) + string("tokens") + struct.pack("<IIQ", 9, 8, 2**63)
    assert read_header(huge).architecture == "llama"
    nested = gguf(more_pairs=1) + string("tokens") + struct.pack("<IIQ", 9, 9, 2**63)
    assert read_header(nested).architecture == "llama"


@pytest.mark.parametrize("untrusted", [b"", b"GGUF", b"GGML" + bytes(30), gguf(version=1), gguf(version=4)])
def test_what_is_no_model_file_is_refused(untrusted: bytes) -> None:
    with pytest.raises(NotGgufError):
        read_header(untrusted)


@given(st.binary(max_size=400), st.integers(0, 60))
def test_a_hostile_header_is_refused_or_read_and_nothing_else(noise: bytes, at: int) -> None:
    good = gguf(more_pairs=2**40)
    for untrusted in (b"GGUF\x03\0\0\0" + noise, good[:at] + noise, good[:at] + noise + good[at:]):
        try:
            header = read_header(untrusted)
        except NotGgufError:
            continue
        assert len(header.architecture) <= 200


def test_a_header_tells_how_long_its_file_is() -> None:
    whole = gguf(tensors=[(10, 0), (16, 64)])
    aligned = -(-len(whole) // 32) * 32
    assert read_header(whole).needed_bytes == aligned + 64 + 16 * 4
    assert read_header(whole[:-1]).needed_bytes == 0, "nothing is said of what was not read to its end"
    assert read_header(gguf(tensors=[(2**63, 2**63)])).needed_bytes == 0
    odd = gguf({"general.architecture": "llama", "general.alignment": 0}, tensors=[(1, 0)])
    assert read_header(odd).needed_bytes == len(odd) + 4


def test_the_sizes_of_blocks_are_those_of_the_format() -> None:
    official = {int(kind): sizes for kind, sizes in GGML_QUANT_SIZES.items()}
    assert {kind: sizes for kind, sizes in BLOCKS.items() if official.get(kind) != sizes} == {}
