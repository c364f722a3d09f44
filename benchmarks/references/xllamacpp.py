"""xllamacpp, from its package, in an environment of its own; its build of llama.cpp is another than the worker's."""

import subprocess

from benchmarks.references.llama_bench import AT_THE_WORKERS_PRIORITY, REFERENCES
from benchmarks.table.row import CannotMeasureError
from closeddoor.domain.ports import Sampling
from closeddoor.inference.states import WorkerSpec

_PROGRAM = """
import sys, time
import xllamacpp
path, context, threads, tokens, temperature, top_p, top_k, min_p, penalty, prompt = sys.argv[1:]
p = xllamacpp.CommonParams()
p.model.path, p.n_ctx, p.n_parallel = path, int(context), 1
p.n_batch = p.n_ubatch = 512
p.cpuparams.n_threads = p.cpuparams_batch.n_threads = int(threads)
server, at_s = xllamacpp.Server(p), []
def hear(piece):
    at_s.append(time.perf_counter())
    return False
server.handle_completions({
    "prompt": prompt, "n_predict": int(tokens), "stream": True, "ignore_eos": True, "temperature": float(temperature),
    "top_p": float(top_p), "top_k": int(top_k), "min_p": float(min_p), "repeat_penalty": float(penalty),
}, hear)
print("rate", (int(tokens) - 1) / (at_s[-1] - at_s[0]))
"""


def reply_rate(spec: WorkerSpec, prompt: str, tokens: int) -> float:
    """Return generated tokens per second, with the worker's threads and priority."""
    python = REFERENCES / "xllamacpp" / "bin" / "python"
    if not python.exists():
        raise CannotMeasureError("there is no xllamacpp here: no wheel of it for this platform, or no `make bench` yet")
    s = Sampling()
    numbers = (spec.context_tokens, spec.tuning.decode_threads, tokens)
    sampling = (s.temperature, s.top_p, s.top_k, s.min_p, s.repeat_penalty)
    given = [str(each) for each in (spec.model_path, *numbers, *sampling, prompt)]
    command = [*AT_THE_WORKERS_PRIORITY, str(python), "-c", _PROGRAM, *given]
    run = subprocess.run(command, check=False, capture_output=True, text=True)
    said = [line for line in run.stdout.splitlines() if line.startswith("rate ")]
    if run.returncode != 0 or not said:
        raise CannotMeasureError("xllamacpp could not load the model or write a reply with it")
    return float(said[0].split()[1])
