"""The loop that llama-cpp-python brings.

    python -m benchmarks.references.high_level MODEL CONTEXT THREADS TOKENS PROMPT

Prints generated tokens per second, from the first piece to the last; the same sampling as ours.
"""

import subprocess
import sys
import time

from benchmarks.references.llama_bench import AT_THE_WORKERS_PRIORITY
from closeddoor.domain.ports import Sampling
from closeddoor.inference.states import WorkerSpec


def reply_rate(spec: WorkerSpec, prompt: str, tokens: int) -> float:
    """Return generated tokens per second of a process of its own, with the worker's threads and priority."""
    numbers = map(str, (spec.context_tokens, spec.tuning.decode_threads, tokens))
    command = [*AT_THE_WORKERS_PRIORITY, sys.executable, "-m", __name__, str(spec.model_path), *numbers, prompt]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main() -> None:
    from llama_cpp import Llama  # noqa: PLC0415 - takes long, and only the process of its own wants it

    path, context, threads, tokens, prompt = sys.argv[1:]
    llama = Llama(path, n_ctx=int(context), n_threads=int(threads), n_batch=512, n_ubatch=512, verbose=False)
    s = Sampling()
    pieces = llama.create_completion(
        prompt, max_tokens=int(tokens), temperature=s.temperature, top_p=s.top_p, top_k=s.top_k, min_p=s.min_p,
        repeat_penalty=s.repeat_penalty, stream=True,
    )  # fmt: skip
    at_s = [time.perf_counter() for _ in pieces]
    print((len(at_s) - 1) / (at_s[-1] - at_s[0]))


if __name__ == "__main__":
    main()
