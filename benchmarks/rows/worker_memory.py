"""The row of the worker's memory, after a long prompt and a reply: beyond the model file and its keys and values."""

from statistics import median

from benchmarks.process_figures import resident_bytes
from benchmarks.streaming import MODELS
from benchmarks.table.row import CannotMeasureError, Figure, Measured
from closeddoor.domain.ports import Sampling
from closeddoor.inference.catalogue import STARTER_CHAT
from closeddoor.inference.client import WorkerClient
from closeddoor.inference.waiting import ensure_application, wait
from closeddoor.wire.messages import Turn

ROUNDS, QUICK_ROUNDS = 3, 1
TURNS = [Turn("user", "The supplier asks for a decision by Friday, and nobody has seen the terms. " * 60)]
LAYERS, KV_HEADS, HEAD_SIZE, F16_BYTES = 30, 3, 64, 2
"""Of SmolLM2-135M."""
LONGEST_S = 240
_MEGABYTE = 1e6


def measure(*, quick: bool) -> Measured:
    application = ensure_application()
    spec = STARTER_CHAT.spec([MODELS])
    if spec.tuning.kv_type != "f16":
        raise CannotMeasureError("the keys and values are not kept at 16 bits, as the reckoning here has it")
    known = spec.model_path.stat().st_size + 2 * LAYERS * KV_HEADS * HEAD_SIZE * F16_BYTES * spec.context_tokens
    taken = []
    for _ in range(QUICK_ROUNDS if quick else ROUNDS):
        client = WorkerClient(spec)
        wait(client.generate(TURNS, Sampling(max_tokens=64, seed=1), lambda _: None).future, LONGEST_S)
        taken.append(resident_bytes(client.process_id))
        client.close()
        application.processEvents()
    beyond = (median(taken) - known) / _MEGABYTE
    note = f"RSS, context of {spec.context_tokens:,} tokens"
    return {"worker-memory": Figure(beyond, known / _MEGABYTE, median(taken) / known, note)}
