"""A model for which there is no room is refused before its weights are read, by what the window worked out of it."""

from dataclasses import replace
from pathlib import Path

import pytest

from closeddoor.domain.errors import KnownError
from closeddoor.inference.states import WorkerSpec, WorkerState
from closeddoor.inference.waiting import wait
from closeddoor.wire.footprint import RESERVE_BYTES, free_bytes, largest_context, least_bytes, total_bytes
from closeddoor.wire.messages import FileIdentity, Tuning
from closeddoor.wire.model_headers import UNKNOWN_SHAPE
from closeddoor.worker import memory
from closeddoor.worker.errors import LoadError
from closeddoor.worker.loading import Expected, load
from closeddoor.worker.native import ErrorLog, load_library
from tests.inference.gguf_models import Made
from tests.inference.starter import Connect, user

TIMEOUT_S = 120
MB = 1024**2
MADE = Made(embedding=512, heads=8, kv_heads=2, layers=8, feed_forward=1536, vocabulary=32_000)
TUNING = Tuning(1, 1)


def spec_of(path: Path, context_tokens: int = 2048) -> WorkerSpec:
    return WorkerSpec("chat", path, "", context_tokens, TUNING, shape=MADE.shape, size_bytes=path.stat().st_size)


@pytest.mark.parametrize("wanted", [512, 2048, 8192])
@pytest.mark.parametrize("tuning", [TUNING, Tuning(1, 1, flash_attention=False), Tuning(1, 1, kv_type="q8_0")])
def test_the_least_that_is_needed_is_what_the_smallest_context_takes_to_the_byte(wanted: int, tuning: Tuning) -> None:
    """The refusal before reading and the context after it go by one rule: what passes the first passes the second."""
    least = least_bytes(MADE.shape, 0, wanted, tuning)
    fits, short = (
        largest_context(
            MADE.shape, wanted, least - missing, tuning.kv_type, flash_attention=tuning.flash_attention
        )
        for missing in (0, 1)
    )  # fmt: skip
    assert fits == min(wanted, 1024)
    assert short == 0


def test_of_an_unknown_shape_nothing_is_worked_out() -> None:
    assert least_bytes(UNKNOWN_SHAPE, 10**9, 2048, TUNING) == 0
    assert WorkerSpec("embed", Path("none.gguf"), shape=MADE.shape, size_bytes=10**9).load_message().needed_bytes == 0


def test_it_is_refused_where_memory_holds_the_file_and_not_what_computing_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = MADE.write(tmp_path / "made.gguf")
    needed = spec_of(path).load_message().needed_bytes
    assert needed > path.stat().st_size + 15 * MB
    told: list[float] = []
    library = load_library()
    log = ErrorLog(library)

    def tell(fraction: float) -> bool:
        told.append(fraction)
        return True

    def try_it(free: int, *, anyway: bool = False) -> None:
        monkeypatch.setattr(memory, "free_bytes", lambda: free + RESERVE_BYTES)
        monkeypatch.setattr(memory, "total_bytes", lambda: needed + RESERVE_BYTES)
        expected = Expected(load_anyway=anyway, needed_bytes=needed)
        library.llama_model_free(load(library, log, path, expected, tell).pointer)

    with pytest.raises(LoadError, match=r"^model\.too_big$"):
        try_it(needed - 1)
    assert told == []  # no part of it was read
    try_it(needed)
    assert told
    try_it(needed - 1, anyway=True)


@pytest.mark.real_model
def test_a_worker_refuses_it_before_the_file_is_even_hashed_and_loads_it_anyway(
    tmp_path: Path, connect: Connect
) -> None:
    path = MADE.write(tmp_path / "made.gguf")
    free, total = free_bytes(), total_bytes()
    if free is None or total is None or total - free < 300 * MB:
        pytest.skip("nobody knows how much memory is free, or all of it is")
    said_to_need = (free + total) // 2
    wide = replace(MADE.shape, feed_forward=said_to_need // (512 * 8))
    spec = replace(spec_of(path), shape=wide, sha256="0" * 64)
    client = connect(spec)
    states: list[WorkerState] = []
    hashed: list[FileIdentity] = []
    client.state_changed.connect(states.append)
    client.verified.connect(hashed.append)
    with pytest.raises(KnownError) as refused:
        wait(client.context_use(user("Hello")), TIMEOUT_S)
    assert refused.value.code == "model.too_big"
    assert "Nothing you wrote is lost" in refused.value.safe
    assert [state.phase for state in states] == ["starting", "loading", "failed"]
    assert hashed == []
    anyway = connect(replace(spec, sha256="", load_anyway=True))
    assert wait(anyway.context_use(user("Hello")), TIMEOUT_S).context_tokens == 2048
    never = connect(replace(spec, shape=replace(wide, feed_forward=total // 2048), load_anyway=True))
    with pytest.raises(KnownError) as refused:
        wait(never.context_use(user("Hello")), TIMEOUT_S)
    assert refused.value.code == "model.too_big_ever"
