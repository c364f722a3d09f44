import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeddoor.inference.catalogue import STARTER_CHAT, STARTER_EMBEDDING, StarterModel
from closeddoor.inference.gguf_header import READ_BYTES, GgufHeader, NotGgufError, quantisation_in, read_header, shown
from closeddoor.profile import model_folders
from tests.inference.gguf_bytes import gguf, string


def test_a_header_tells_architecture_and_quantisation() -> None:
    pairs: dict[str, str | int | list[str]] = {
        "a.list": ["one", "two"],
        "general.architecture": "qwen3",
        "general.file_type": 17,
        "split.count": 3,
    }
    assert read_header(gguf(pairs)) == GgufHeader("qwen3", "Q5_K_M", "", 3)


@pytest.mark.real_model
@pytest.mark.parametrize(("model", "told"), [(STARTER_CHAT, ("llama", "Q4_1")), (STARTER_EMBEDDING, ("bert", "F16"))])
def test_the_starter_models_are_read_as_what_they_are(model: StarterModel, told: tuple[str, str]) -> None:
    with model.find(model_folders()).open("rb") as file:
        header = read_header(file.read(READ_BYTES))
    assert (header.architecture, header.quantisation) == told


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
        assert len(header.architecture) <= 80


def test_a_name_tells_its_quantisation() -> None:
    assert quantisation_in("Llama-3.2-3B-Instruct-Q4_K_M") == "Q4_K_M"
    assert quantisation_in("qwen2.5-7b-instruct-q5_0-00001") == "Q5_0"
    assert quantisation_in("smollm.F16") == "F16"
    assert quantisation_in("FAQ4_0you") == ""


def test_a_name_is_one_line_without_control_characters() -> None:
    assert shown("a\nb\x1b[31m\u202ec") == "a b [31m c"
    assert len(shown("x" * 5000)) == 80
