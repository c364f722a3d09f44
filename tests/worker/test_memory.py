from pathlib import Path

import pytest

from closeddoor.worker import memory


def test_the_kv_cache_of_the_starter_model_is_as_large_as_measured() -> None:
    # SmolLM2-135M: 30 layers, 3 key heads of 64; 2,048 tokens were measured as 47 MB of state.
    assert memory.kv_cache_bytes(30, 3, 64, 2048) == pytest.approx(47e6, rel=0.01)


def test_what_does_not_fit_is_refused_and_an_unknown_amount_is_not_held_against_it() -> None:
    assert memory.fits(1_000_000_000, 2_000_000_000)
    assert not memory.fits(1_900_000_000, 2_000_000_000)
    assert memory.fits(10**15, None)


@pytest.mark.skipif(not Path("/proc/meminfo").exists(), reason="/proc/meminfo is a part of Linux")
def test_the_available_memory_is_what_the_kernel_says() -> None:
    available = memory.available_bytes()
    assert available is not None
    assert 10 * 1024**2 < available < 10 * 1024**4
