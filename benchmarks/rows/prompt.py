"""The row of a prompt: from the question to the first token, against llama-bench over as many tokens."""

import time
from dataclasses import replace
from statistics import median

from benchmarks.references import llama_bench
from benchmarks.streaming import CONTEXT_TOKENS, MODELS, loaded, median_ratio
from benchmarks.table.row import Figure, Measured
from closeddoor.domain.ports import Sampling
from closeddoor.inference.catalogue import STARTER_CHAT
from closeddoor.inference.client import WorkerClient
from closeddoor.inference.states import WorkerSpec
from closeddoor.inference.waiting import ensure_application, wait
from closeddoor.wire.messages import Turn

ROUNDS, QUICK_ROUNDS = 5, 3
TURNS = [Turn("user", "The supplier asks for a decision by Friday, and nobody has seen the terms. " * 28)]
LONGEST_S = 120


def measure(*, quick: bool) -> Measured:
    application = ensure_application()
    spec = replace(STARTER_CHAT.spec([MODELS]), context_tokens=CONTEXT_TOKENS)
    with loaded(spec) as client:
        tokens = wait(client.context_use(TURNS), LONGEST_S).prompt_tokens
    ours, theirs = [], []
    for _ in range(QUICK_ROUNDS if quick else ROUNDS):
        first = llama_bench.prompt_rate(spec, tokens)
        ours.append(max(_of_a_worker(spec, tokens), _of_a_worker(spec, tokens)))
        theirs.append(max(first, llama_bench.prompt_rate(spec, tokens)))
    application.processEvents()
    note = f"{spec.tuning.prompt_threads} thread(s), {tokens} tokens, better of two each round"
    return {"prompt-tokens": Figure(median(ours), median(theirs), median_ratio(ours, theirs), note)}


def _of_a_worker(spec: WorkerSpec, tokens: int) -> float:
    with loaded(spec) as client:
        _rate(client, tokens)  # warm-up, as llama-bench has one
        return _rate(client, tokens)


def _rate(client: WorkerClient, tokens: int) -> float:
    """Return prompt tokens per second as the window sees them; with a seed, nothing that was read is used again."""
    begun_s = time.perf_counter()
    wait(client.generate(TURNS, Sampling(max_tokens=1, seed=1), lambda _: None).future, LONGEST_S)
    return tokens / (time.perf_counter() - begun_s)
