"""Whether a model fits, in words."""

import pytest

from closeddoor.inference.catalogue import STARTER_CHAT
from closeddoor.presenters.models.fitting import fit_in_words, needed_bytes
from closeddoor.reader.formats.gguf import read_header
from closeddoor.wire.model_headers import MOST_HEADER_BYTES, UNKNOWN_SHAPE, Shape
from tests.inference.starter import FOLDER, NEEDS_CHAT

GB = 1_000_000_000
QWEN_8B = Shape(
    parameters=8_190_000_000, context_tokens=40_960, layers=36, embedding=4096, heads=32, kv_layers=36, kv_heads=8,
    key_length=128, value_length=128, feed_forward=12_288, vocabulary=151_936,
)  # fmt: skip
FILE_BYTES = 5_030_000_000


@pytest.mark.parametrize(
    ("free_gb", "total_gb", "begins"),
    [
        (12.0, 16.0, "Fits: it takes about 6.4 GB, and 12.0 GB are free now."),
        (7.0, 16.0, "Tight: it takes about 6.4 GB of the 7.0 GB that are free now."),
        (6.0, 16.0, "Tight: with the 6.0 GB that are free now it can hold less at once: about "),
        (4.0, 16.0, "Too large for now: it takes 5.3 GB at least, and 4.0 GB are free."),
        (4.0, 5.5, "Too large for this laptop: it takes 5.3 GB at least, and there are 5.5 GB in all."),
    ],
)
def test_it_is_said_how_a_model_fits_with_the_figures(free_gb: float, total_gb: float, begins: str) -> None:
    said = fit_in_words(QWEN_8B, FILE_BYTES, round(free_gb * GB), round(total_gb * GB))
    assert said.startswith(begins)


def test_what_is_not_known_is_not_said() -> None:
    assert fit_in_words(UNKNOWN_SHAPE, FILE_BYTES, 12 * GB, 16 * GB) == ""
    assert fit_in_words(QWEN_8B, FILE_BYTES, None, None) == ""
    assert needed_bytes(UNKNOWN_SHAPE, FILE_BYTES) is None


@pytest.mark.real_model
@NEEDS_CHAT
def test_the_shape_of_the_starter_is_that_of_its_file() -> None:
    with (FOLDER / STARTER_CHAT.file_name).open("rb") as file:
        header = read_header(file.read(MOST_HEADER_BYTES))
    assert header.shape == STARTER_CHAT.shape
