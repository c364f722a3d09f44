"""What is said about a model's memory before it is loaded, against what a real worker takes."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from closeddoor.domain.ports import Sampling
from closeddoor.inference.catalogue import STARTER_CHAT, STARTER_EMBEDDING
from closeddoor.inference.client import WorkerClient
from closeddoor.inference.fit import MemoryEstimate, estimate, fit
from closeddoor.inference.states import WorkerSpec
from closeddoor.inference.waiting import wait
from closeddoor.reader.formats.gguf import read_header
from closeddoor.wire.messages import Tuning
from closeddoor.wire.model_headers import MOST_HEADER_BYTES, Shape
from tests.inference.gguf_models import Made
from tests.inference.starter import FOLDER, NEEDS_CHAT, NEEDS_EMBEDDING, Connect, user

ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
TIMEOUT_S = 120
GB, MB = 1024**3, 1024**2
FLASH, PLAIN, EIGHT_BITS = Tuning(1, 2), Tuning(1, 2, flash_attention=False), Tuning(1, 2, kv_type="q8_0")


def test_what_fits_leaves_room_for_other_programs_and_what_does_not_is_said() -> None:
    needed = MemoryEstimate(2 * GB, GB, GB)
    assert fit(needed, 6 * GB) == "fits"
    assert fit(needed, 5 * GB) == "tight"
    assert fit(needed, 4 * GB) == "too_large"
    assert fit(needed, None) == "fits"


def held_bytes(client: WorkerClient) -> int:
    """Return the most memory that a worker has held, its own and that of files."""
    status = Path(f"/proc/{client.process_id}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")) * 1024


def shape_in(path: Path) -> Shape:
    with path.open("rb") as file:
        return read_header(file.read(MOST_HEADER_BYTES)).shape


def fill(client: WorkerClient, context_tokens: int) -> None:
    """Let a worker read as long a prompt as it takes, in whole batches, and answer in a word."""
    words = context_tokens
    sampling = Sampling(max_tokens=2)
    while wait(client.context_use(user("a " * words)), TIMEOUT_S).prompt_tokens > min(1100, context_tokens - 64):
        words = words * 3 // 4
    wait(client.generate(user("a " * words), sampling, lambda _: None).future, TIMEOUT_S)


@ON_LINUX
@pytest.mark.real_model
@pytest.mark.parametrize(
    ("made", "context_tokens", "tuning"),
    [
        (Made(embedding=512, heads=8, kv_heads=2, layers=8, feed_forward=1536, vocabulary=32_000), 4096, FLASH),
        (Made(embedding=512, heads=8, kv_heads=2, layers=8, feed_forward=1536, vocabulary=32_000), 4096, PLAIN),
        (Made(embedding=1024, heads=32, kv_heads=4, feed_forward=1024), 1280, PLAIN),  # read nearly to its end
        (Made(vocabulary=120_000, quantisation="Q8_0"), 2048, FLASH),
        (Made(embedding=768, heads=12, kv_heads=12, layers=6, feed_forward=2048, quantisation="Q4_0"), 4096, FLASH),
        (
            Made(embedding=768, heads=12, kv_heads=12, layers=6, feed_forward=2048, quantisation="Q8_0"),
            4096,
            EIGHT_BITS,
        ),
    ],
)
def test_the_estimate_is_near_what_a_worker_takes(
    made: Made, context_tokens: int, tuning: Tuning, tmp_path: Path, connect: Connect
) -> None:
    path = made.write(tmp_path / "made.gguf")
    assert replace(shape_in(path), parameters=0) == made.shape
    client = connect(WorkerSpec("chat", path, "", context_tokens, tuning))
    fill(client, context_tokens)
    size_bytes = path.stat().st_size
    said = estimate(
        shape_in(path), size_bytes, context_tokens, tuning.kv_type, flash_attention=tuning.flash_attention
    )  # fmt: skip
    assert held_bytes(client) == pytest.approx(said.total_bytes, rel=0.15)


@ON_LINUX
@NEEDS_CHAT
@pytest.mark.real_model
@pytest.mark.parametrize("context_tokens", [2048, 8192])
def test_the_starter_takes_what_was_said_and_little_beyond_its_file_and_context(
    context_tokens: int, connect: Connect
) -> None:
    spec = replace(STARTER_CHAT.spec([FOLDER]), context_tokens=context_tokens)
    client = connect(spec)
    fill(client, context_tokens)
    said = estimate(shape_in(spec.model_path), STARTER_CHAT.size_bytes, context_tokens)
    assert held_bytes(client) == pytest.approx(said.total_bytes, rel=0.15)
    assert held_bytes(client) <= said.weights_bytes + said.context_bytes + 80 * MB


@ON_LINUX
@NEEDS_EMBEDDING
@pytest.mark.real_model
def test_the_embedding_model_takes_what_was_said(connect: Connect) -> None:
    spec = STARTER_EMBEDDING.spec([FOLDER])
    client = connect(spec)
    wait(client.embed(["word " * 125] * 16), TIMEOUT_S)
    wait(client.embed(["word " * 600]), TIMEOUT_S)
    said = estimate(shape_in(spec.model_path), STARTER_EMBEDDING.size_bytes, 512, mode="embed")
    assert held_bytes(client) == pytest.approx(said.total_bytes, rel=0.15)
