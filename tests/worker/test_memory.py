from dataclasses import replace

import pytest

from closeddoor.wire.messages import Tuning
from closeddoor.wire.model_headers import Shape
from closeddoor.worker import memory
from closeddoor.worker.errors import LoadError

MB = 1024**2
TUNING = Tuning(1, 2)
SHAPE = Shape(kv_layers=32, kv_heads=8, key_length=128, value_length=128)  # 128 KiB for each token


@pytest.fixture
def laptop(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give this test a laptop of 4,000 MB with 1,200 MB free, 200 of which are left alone."""
    monkeypatch.setattr(memory, "free_bytes", lambda: 1200 * MB)
    monkeypatch.setattr(memory, "total_bytes", lambda: 4000 * MB)


@pytest.mark.usefixtures("laptop")
def test_what_does_not_fit_now_is_refused_and_loaded_anyway_if_the_laptop_has_it_in_all() -> None:
    memory.check_fits(1000 * MB, load_anyway=False)
    with pytest.raises(LoadError, match=r"^model\.too_big$"):
        memory.check_fits(1001 * MB, load_anyway=False)
    memory.check_fits(3800 * MB, load_anyway=True)
    with pytest.raises(LoadError, match=r"^model\.too_big_ever$"):
        memory.check_fits(3801 * MB, load_anyway=True)


@pytest.mark.usefixtures("laptop")
def test_a_context_is_as_large_as_memory_holds_and_no_larger_than_asked() -> None:
    def tokens(wanted: int, taken_mb: int = 0, *, anyway: bool = False) -> int:
        return memory.context_for(SHAPE, wanted, TUNING, taken_bytes=taken_mb * MB, load_anyway=anyway)

    assert tokens(4096) == 4096
    assert 7168 <= tokens(32_768) < 8192
    assert tokens(32_768) % 256 == 0
    assert tokens(16_384, taken_mb=1000, anyway=True) == 16_384
    with pytest.raises(LoadError, match=r"^model\.too_big_ever$"):
        tokens(16_384, taken_mb=3700, anyway=True)


def test_an_unknown_amount_is_not_held_against_a_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "free_bytes", lambda: None)
    memory.check_fits(10**15, load_anyway=False)
    assert memory.context_for(SHAPE, 10**6, TUNING, taken_bytes=0, load_anyway=False) == 10**6


@pytest.mark.usefixtures("laptop")
def test_without_flash_attention_a_context_leaves_room_for_the_scores_of_every_head() -> None:
    shape = replace(SHAPE, heads=32)
    flash, plain = (
        memory.context_for(shape, 32_768, Tuning(1, 2, flash_attention=on), taken_bytes=0, load_anyway=False)
        for on in (True, False)
    )
    assert 0 < plain < flash - 512
