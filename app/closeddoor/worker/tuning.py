"""How a model computes fastest on this machine, found by trying: threads, then flash attention and how keys are kept.

Candidates are measured in turns, three rounds, and compared by medians: what else the machine does falls on all alike.
All is measured behind about 1,000 tokens, as in a conversation about a document. Nothing of a conversation is used, and
the context of the conversation is left alone.
"""

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from itertools import zip_longest
from statistics import median

from closeddoor.wire.footprint import estimate
from closeddoor.wire.messages import Load, Trial, Tuned, Tuning
from closeddoor.wire.model_headers import Shape
from closeddoor.worker import memory
from closeddoor.worker.context import Context
from closeddoor.worker.loading import LoadedModel

ROUNDS = 3
NEAR = 0.97
"""What is within 3 % of the best is as good: fewer threads are then left to others, and memory decides the rest."""

DEPTH_TOKENS = 1024
"""Behind so many all is measured where the machine reads them in `_FILL_S`, else behind fewer: a briefing and the
beginning of a conversation. Which way is fastest depends on the depth."""
QUESTION_TOKENS = 16
"""A short batch: what is asked about a text that was read before."""

_BUDGET_S, _FILL_S = 12.0, 2.5
"""For all measurements, and for reading what they stand behind, once for each way of computing."""
_FILL_STEP_TOKENS = 64
_ROOM_TOKENS = 256
"""What is measured has this much room behind the depth."""
_LEAST_DEPTH_TOKENS = 256
"""Where memory holds no more."""
_PROMPT_TOKENS, _REPLY_TOKENS = (8, 256), (2, 24)
"""The fewest and the most that one measurement takes: a large model on a slow laptop gets short ones."""
_FIRST_TOKEN = 100

Report = Callable[[int, int], None]
"""Gets how many measurements are done, and of how many."""


@dataclass(frozen=True)
class Length:
    """How many tokens are read and written in one measurement, and behind how many."""

    depth_tokens: int
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

    def measured() -> None:
        nonlocal done
        done += 1
        report(done, total)

    with _contexts(model, request, abort, ways=2 + is_short) as context_for:
        length = _length(context_for(base), base, total)
        by_threads = _trials(candidates, context_for, length, measured)
        best = best_threads(by_threads, base)
        ways = [best, replace(best, flash_attention=False), *[replace(best, kv_type="q8_0")] * is_short]
        by_memory = _trials(ways, context_for, length, measured)
    chosen = best_memory_use(by_memory, is_short=is_short)
    speeds = (chosen.prompt_tokens_per_s, chosen.reply_tokens_per_s)
    return Tuned(request_id, chosen.tuning, *speeds, (*by_threads, *by_memory))


@contextmanager
def _contexts(
    model: LoadedModel, request: Load, abort: threading.Event, *, ways: int
) -> Iterator[Callable[[Tuning], Context]]:
    """Yield what gives the scratch context for a tuning; all of them go at the end."""
    made: dict[tuple[bool, str], Context] = {}
    tokens = _scratch_tokens(memory.shape_of(model.library, model.pointer), ways)
    with ExitStack() as stack:

        def context_for(tuning: Tuning) -> Context:
            key = (tuning.flash_attention, tuning.kv_type)
            if key not in made:
                made[key] = Context(model, replace(request, tuning=tuning), tokens, abort)
                stack.callback(made[key].close)
            return made[key]

        yield context_for


def _scratch_tokens(shape: Shape, ways: int) -> int:
    """Return how long the scratch contexts are: as many as there are `ways` stand beside the conversation's."""
    deep = DEPTH_TOKENS + _ROOM_TOKENS
    needed = estimate(shape, 0, deep, flash_attention=False)
    room = memory.room_bytes(load_anyway=False)
    is_held = room is None or ways * (needed.context_bytes + needed.working_bytes) <= room
    return deep if is_held else _LEAST_DEPTH_TOKENS + _ROOM_TOKENS


def _trials(
    tunings: Sequence[Tuning],
    context_for: Callable[[Tuning], Context],
    length: Length,
    measured: Callable[[], None],
) -> list[Trial]:
    """Measure each in turns; once half the budget is used no further round begins, but the first is a whole one."""
    for tuning in tunings:
        _fill(context_for(tuning), tuning, length.depth_tokens)
    until_s = time.monotonic() + _BUDGET_S / 2
    speeds: list[list[tuple[float, float, float]]] = [[] for _ in tunings]
    for number in range(ROUNDS):
        if number and time.monotonic() >= until_s:
            break
        for tuning, found in zip(tunings, speeds, strict=True):
            found.append(_speeds(context_for(tuning), tuning, length))
            measured()
    return [
        Trial(tuning, *(median(each) for each in zip(*found, strict=True)))
        for tuning, found in zip(tunings, speeds, strict=True)
    ]


def _speeds(context: Context, tuning: Tuning, length: Length) -> tuple[float, float, float]:
    """Return tokens per second of a long prompt, of a question and of a reply, each behind what is held."""
    context.set_threads(tuning)

    def read(tokens: int) -> None:
        context.read(_some(tokens), lambda _: None)

    def write(tokens: int) -> None:
        for token in _some(tokens):
            context.write(token)

    return (
        _speed(context, read, length.prompt_tokens),
        _speed(context, read, min(QUESTION_TOKENS, length.prompt_tokens)),
        _speed(context, write, length.reply_tokens),
    )


def _speed(context: Context, compute: Callable[[int], None], tokens: int) -> float:
    """Return tokens per second, and have the context hold what it held before."""
    depth = len(context.tokens)
    begun_s = time.perf_counter()
    compute(tokens)
    taken_s = time.perf_counter() - begun_s
    if not context.back_to(depth):  # a memory that cannot be cut: it was cleared
        context.read(_some(depth), lambda _: None)
    return tokens / taken_s


def _length(context: Context, tuning: Tuning, measurements: int) -> Length:
    """Return how long measurements may be for all of them to take about `_BUDGET_S`; also the warm-up."""
    depth = _filled(context)
    shortest = Length(depth, _PROMPT_TOKENS[0], _REPLY_TOKENS[0])
    _speeds(context, tuning, shortest)
    prompt, _, reply = _speeds(context, tuning, shortest)
    half_s = _BUDGET_S / measurements / 2
    return Length(depth, _within(_PROMPT_TOKENS, prompt * half_s), _within(_REPLY_TOKENS, reply * half_s))


def _filled(context: Context) -> int:
    """Read as much as this machine reads in its time; return how much it was."""
    until_s = time.monotonic() + _FILL_S
    depth, most = 0, context.size - _ROOM_TOKENS
    while depth < most and (not depth or time.monotonic() < until_s):
        tokens = min(_FILL_STEP_TOKENS if depth else _PROMPT_TOKENS[0], most - depth)
        context.read(_some(tokens), lambda _: None)
        depth += tokens
    return depth


def _fill(context: Context, tuning: Tuning, depth_tokens: int) -> None:
    """Have the context hold that much, where it does not yet."""
    if len(context.tokens) != depth_tokens:
        context.set_threads(tuning)
        context.clear()
        context.read(_some(depth_tokens), lambda _: None)


def _some(tokens: int) -> list[int]:
    """Return so many tokens that any vocabulary has: which ones does not matter."""
    return [_FIRST_TOKEN + number % _PROMPT_TOKENS[1] for number in range(tokens)]


def _within(limits: tuple[int, int], number: float) -> int:
    least, most = limits
    return int(min(most, max(least, number)))


def _exchange_s(trial: Trial) -> float:
    """Return how long a usual exchange takes: 500 tokens read, a question of 16 behind a text, 200 written."""
    question_s = QUESTION_TOKENS / trial.question_tokens_per_s
    return 500 / trial.prompt_tokens_per_s + question_s + 200 / trial.reply_tokens_per_s
