from dataclasses import replace
from pathlib import Path

import pytest

from closeddoor.wire import footprint
from closeddoor.wire.model_headers import Shape

STARTER = Shape(
    layers=30, embedding=576, heads=9, kv_layers=30, kv_heads=3, key_length=64, value_length=64, feed_forward=1536,
    vocabulary=49_152, context_tokens=8192,
)  # fmt: skip


def test_the_keys_and_values_of_the_starter_are_as_large_as_measured() -> None:
    assert footprint.kv_bytes(STARTER, 2048) == pytest.approx(47e6, rel=0.01)
    assert footprint.kv_bytes(STARTER, 2048, "q8_0") == pytest.approx(47e6 * 17 / 32, rel=0.01)


def test_layers_with_a_window_keep_no_more_than_it_shows() -> None:
    windowed = replace(STARTER, window_tokens=512, full_every=6)
    one_layer = footprint.kv_bytes(replace(STARTER, kv_layers=1), 8192)
    assert footprint.kv_bytes(windowed, 8192) == 5 * one_layer + 25 * one_layer // 8
    assert footprint.kv_bytes(windowed, 256) == footprint.kv_bytes(STARTER, 256)


def test_a_context_grows_by_whole_steps_and_the_total_is_the_sum() -> None:
    one, other = (footprint.estimate(STARTER, 1000, tokens) for tokens in (257, 512))
    assert one == other
    assert one.total_bytes == 1000 + one.context_bytes + one.working_bytes


def test_the_largest_context_is_the_last_that_fits_and_none_that_is_too_short_to_talk() -> None:
    room = footprint.kv_bytes(STARTER, 4096)
    tokens = footprint.largest_context(STARTER, 8192, room)
    assert 3072 <= tokens < 4096
    assert footprint.largest_context(STARTER, 8192, room, "q8_0") > tokens
    assert footprint.largest_context(STARTER, 8192, room // 8) == 0
    assert footprint.largest_context(STARTER, 300, room) == 300


def test_without_flash_attention_every_head_scores_the_context_and_a_batch_is_a_quarter() -> None:
    flash, plain = (
        footprint.estimate(replace(STARTER, vocabulary=0), 0, 4096, flash_attention=on).working_bytes
        for on in (True, False)
    )
    assert footprint.computed_tokens(flash_attention=False) == 128
    assert plain - flash == pytest.approx(0, abs=4e6)  # the starter: what the scores take, the smaller batch gives back
    more_heads = footprint.estimate(replace(STARTER, vocabulary=0, heads=18), 0, 4096, flash_attention=False)
    assert more_heads.working_bytes - plain == 9 * 4096 * 128 * 4


@pytest.mark.skipif(not Path("/proc/meminfo").exists(), reason="/proc/meminfo is a part of Linux")
def test_the_free_memory_is_what_the_kernel_says() -> None:
    free, total = footprint.free_bytes(), footprint.total_bytes()
    assert free is not None
    assert total is not None
    assert 10 * 1024**2 < free < total
