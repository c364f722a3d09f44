"""llama.cpp's own rates, from its own llama-bench, linked with the very libraries that the worker loads."""

import importlib.util
import json
import os
import subprocess
from pathlib import Path

from benchmarks.table.row import CannotMeasureError
from closeddoor.inference.states import WorkerSpec
from closeddoor.wire.footprint import BATCH_TOKENS, computed_tokens

REFERENCES = Path(__file__).parents[2] / "build" / "references"
AT_THE_WORKERS_PRIORITY = ("nice", "-n", "10")


def reply_rate(spec: WorkerSpec, depth_tokens: int, tokens: int) -> float:
    """Return generated tokens per second behind a prompt of `depth_tokens`, with the worker's threads."""
    return _rate(spec, spec.tuning.decode_threads, ("-p", "0", "-n", str(tokens), "-d", str(depth_tokens)))


def prompt_rate(spec: WorkerSpec, tokens: int) -> float:
    """Return prompt tokens per second, with the worker's threads."""
    return _rate(spec, spec.tuning.prompt_threads, ("-p", str(tokens), "-n", "0"))


def _rate(spec: WorkerSpec, threads: int, what: tuple[str, ...]) -> float:
    program = REFERENCES / "llama-bench"
    if not program.exists():
        raise CannotMeasureError("there is no llama-bench here; `make bench` compiles it")
    flash_attention = spec.tuning.flash_attention
    batches = ("-b", str(BATCH_TOKENS), "-ub", str(computed_tokens(flash_attention=flash_attention)))
    same = ("-m", str(spec.model_path), "-t", str(threads), *batches, "-r", "1", "-o", "json")
    attention = ("-fa", str(int(flash_attention)))
    kept_as = ("-ctk", spec.tuning.kv_type, "-ctv", spec.tuning.kv_type)
    command = [*AT_THE_WORKERS_PRIORITY, str(program), *same, *attention, *kept_as, *what]
    run = subprocess.run(command, check=True, capture_output=True, text=True, env=_with_the_workers_libraries())
    return float(json.loads(run.stdout)[0]["avg_ts"])


def _with_the_workers_libraries() -> dict[str, str]:
    found = importlib.util.find_spec("llama_cpp")
    if found is None or found.origin is None:
        raise CannotMeasureError("llama-cpp-python is not installed here; `make bench` sets it up")
    package = Path(found.origin).parent
    places = os.pathsep.join((str(package / "lib"), str(package.parent / "lib")))
    return {**os.environ, "LD_LIBRARY_PATH": places, "DYLD_LIBRARY_PATH": places}
