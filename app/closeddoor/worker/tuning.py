"""How a model computes fastest on this machine, found by trying: threads, then flash attention and how keys are kept.

Candidates are measured in turns, three rounds, and compared by medians: what else the machine does falls on all alike.
Nothing of a conversation is used, and the context of the conversation is left alone.
"""

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from itertools import zip_longest
from statistics import median

from closeddoor.wire.messages import Load, Trial, Tuned, Tuning
from closeddoor.worker.context import Context
from closeddoor.worker.loading import LoadedModel

ROUNDS = 3
NEAR = 0.97
"""What is within 3 % of the best is as good: fewer threads are then left to others, and memory decides the rest."""

_BUDGET_S = 15.0
_SCRATCH_TOKENS = 512
_PROMPT_TOKENS, _REPLY_TOKENS = (8, 256), (2, 24)
"""The fewest and the most that one measurement takes: a large model on a slow laptop gets short ones."""
_FIRST_TOKEN = 100

Report = Callable[[int, int], None]
"""Gets how many measurements are done, and of how many."""


@dataclass(frozen=True)
class Length:
    """How many tokens are read and written in one measurement."""

    prompt_tokens: int
    reply_tokens: int


def thread_candidates(cores: int, base: Tuning) -> list[Tuning]:
    """Return the thread counts worth trying: writing leaves the window a core, reading may have all of them."""
    most = max(1, cores - 1)
    decode = sorted({1, max(1, cores // 4), max(1, cores // 2), most})
    prompt = sorted({max(1, cores // 2), most, cores})
    pairs = zip_longest(decode, prompt)
    return [replace(base, decode_threads=one or most, prompt_threads=other or cores) for one, other in pairs]


def best_threads(trials: Sequence[Trial], base: Tuning) -> Tuning:
    """Return the fewest threads that are near the fastest, for writing and for reading."""
    top_reply = max(trial.reply_tokens_per_s for trial in trials)
    top_prompt = max(trial.prompt_tokens_per_s for trial in trials)
    writes = [t.tuning.decode_threads for t in trials if t.reply_tokens_per_s >= NEAR * top_reply]
    reads = [t.tuning.prompt_threads for t in trials if t.prompt_tokens_per_s >= NEAR * top_prompt]
    return replace(base, decode_threads=min(writes), prompt_threads=min(reads))


def best_memory_use(trials: Sequence[Trial], *, is_short: bool) -> Trial:
    """Return how attention is computed and keys are kept: flash attention unless it is slower, since it takes less.

    Keys of 8 bits only where the context had to be cut for want of memory (`is_short`), and they cost at most 3 %.
    """
    plain = next(trial for trial in trials if not trial.tuning.flash_attention)
    flash, *eight_bits = [trial for trial in trials if trial.tuning.flash_attention]
    chosen = flash if _exchange_s(flash) * NEAR <= _exchange_s(plain) else plain
    if is_short and eight_bits and _exchange_s(eight_bits[0]) * NEAR <= _exchange_s(chosen):
        return eight_bits[0]
    return chosen


def tune(
    model: LoadedModel, request: Load, request_id: int, abort: threading.Event, report: Report, *, is_short: bool
) -> Tuned:
    """Return the fastest settings, with all that was measured; raises `StoppedError` soon after `abort` is set."""
    base = replace(request.tuning, flash_attention=True, kv_type="f16")
    candidates = thread_candidates(os.cpu_count() or 1, base)
    total = ROUNDS * (len(candidates) + 2 + is_short)
    done = 0
    begun_s = time.monotonic()

    def measured() -> None:
        nonlocal done
        done += 1
        report(done, total)

    with _contexts(model, request, abort) as context_for:
        length = _length(context_for(base), base, total)
        by_threads = _trials(candidates, context_for, length, measured, begun_s + _BUDGET_S / 2)
        best = best_threads(by_threads, base)
        ways = [best, replace(best, flash_attention=False), *[replace(best, kv_type="q8_0")] * is_short]
        by_memory = _trials(ways, context_for, length, measured, begun_s + _BUDGET_S)
    chosen = best_memory_use(by_memory, is_short=is_short)
    speeds = (chosen.prompt_tokens_per_s, chosen.reply_tokens_per_s)
    return Tuned(request_id, chosen.tuning, *speeds, (*by_threads, *by_memory))


@contextmanager
def _contexts(model: LoadedModel, request: Load, abort: threading.Event) -> Iterator[Callable[[Tuning], Context]]:
    """Yield what gives the scratch context for a tuning; all of them go at the end."""
    made: dict[tuple[bool, str], Context] = {}
    with ExitStack() as stack:

        def context_for(tuning: Tuning) -> Context:
            key = (tuning.flash_attention, tuning.kv_type)
            if key not in made:
                made[key] = Context(model, replace(request, tuning=tuning), _SCRATCH_TOKENS, abort)
                stack.callback(made[key].close)
            return made[key]

        yield context_for


def _trials(
    tunings: Sequence[Tuning],
    context_for: Callable[[Tuning], Context],
    length: Length,
    measured: Callable[[], None],
    until_s: float,
) -> list[Trial]:
    """Measure each in turns; from `until_s` of the clock on no further round begins, but the first is a whole one."""
    speeds: list[list[tuple[float, float]]] = [[] for _ in tunings]
    for number in range(ROUNDS):
        if number and time.monotonic() >= until_s:
            break
        for tuning, found in zip(tunings, speeds, strict=True):
            found.append(_speeds(context_for(tuning), tuning, length))
            measured()
    return [
        Trial(tuning, median(prompt for prompt, _ in found), median(reply for _, reply in found))
        for tuning, found in zip(tunings, speeds, strict=True)
    ]


def _speeds(context: Context, tuning: Tuning, length: Length) -> tuple[float, float]:
    """Return tokens per second of a prompt from an empty context, and of a reply behind it."""
    context.set_threads(tuning)
    context.clear()
    begun_s = time.perf_counter()
    context.read(range(_FIRST_TOKEN, _FIRST_TOKEN + length.prompt_tokens), lambda _: None)
    read_s = time.perf_counter()
    for token in range(_FIRST_TOKEN, _FIRST_TOKEN + length.reply_tokens):
        context.write(token)
    ended_s = time.perf_counter()
    return length.prompt_tokens / (read_s - begun_s), length.reply_tokens / (ended_s - read_s)


def _length(context: Context, tuning: Tuning, measurements: int) -> Length:
    """Return how long measurements may be for all of them to take about 15 s; also the warm-up."""
    shortest = Length(_PROMPT_TOKENS[0], _REPLY_TOKENS[0])
    _speeds(context, tuning, shortest)
    prompt, reply = _speeds(context, tuning, shortest)
    half_s = _BUDGET_S / measurements / 2
    return Length(_within(_PROMPT_TOKENS, prompt * half_s), _within(_REPLY_TOKENS, reply * half_s))


def _within(limits: tuple[int, int], number: float) -> int:
    least, most = limits
    return int(min(most, max(least, number)))


def _exchange_s(trial: Trial) -> float:
    """Return how long a usual question and its answer take: 500 tokens read, 200 written."""
    return 500 / trial.prompt_tokens_per_s + 200 / trial.reply_tokens_per_s
