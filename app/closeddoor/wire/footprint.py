"""How much memory a model takes in its worker, worked out before anything is loaded; the one place of that arithmetic.

The window shows it before a model is chosen, the worker refuses by it. Weights are read into memory, not mapped: a
mapped file stands there twice where llama.cpp rearranges its numbers for the processor, as it does for most 4-bit
files.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from closeddoor.wire.messages import KvType, Mode, Tuning
from closeddoor.wire.model_headers import UNKNOWN_SHAPE, Shape

BATCH_TOKENS = 512
"""How many tokens of a prompt are computed at once."""
SCORED_TOKENS = 128
"""The same without flash attention: then each is scored against all of the context, for every head, in one piece of
memory. With 512 that is 48 MB more for the starter at 4,096 tokens, with 128 nothing, and prompts are read as fast."""
LANES, LANE_TOKENS, LONG_TOKENS = 4, 128, 512
"""An embedding model computes so many short texts side by side, and one long text."""
USUAL_CONTEXT_TOKENS = 8192
"""What a conversation gets where nothing else is asked for, the model was made for it, and memory holds it."""
CONTEXT_STEP_TOKENS = 256
"""llama.cpp rounds a context up to whole ones of these."""
LEAST_CONTEXT_TOKENS = 4 * CONTEXT_STEP_TOKENS
"""With less a conversation is no good, and the model is refused."""
RESERVE_BYTES = 200 * 1024 * 1024
"""What is left for the rest of the machine."""

_KV_BYTES: dict[KvType, tuple[int, int]] = {"f16": (1, 2), "q8_0": (32, 34)}
"""Numbers in a block, and the bytes of a block."""
_PROCESS_BYTES = 26 * 1024 * 1024
"""Python, llama.cpp and their libraries; measured."""
_BYTES_PER_WORD = 250
"""What a token of the vocabulary takes in tables, with the merges that lead to it; measured."""
_MASK_BYTES = 6
"""For each token of a batch and each of the context: whether it sees it, once in 32 bits and once in 16."""
_SCORE_BYTES = 4
"""Without flash attention: how much each token of a batch heeds each of the context, in 32 bits for every head."""
_ROWS_OF_EMBEDDING, _ROWS_OF_FEED_FORWARD = 5, 2
"""How many rows of these widths stand at once for each token of a batch; measured."""


@dataclass(frozen=True)
class MemoryEstimate:
    """What a loaded model takes: its weights, the keys and values of a full context, and what computing needs."""

    weights_bytes: int
    context_bytes: int
    working_bytes: int

    @property
    def total_bytes(self) -> int:
        return self.weights_bytes + self.context_bytes + self.working_bytes


def computed_tokens(*, flash_attention: bool) -> int:
    """Return how many tokens of a prompt are computed at once."""
    return BATCH_TOKENS if flash_attention else SCORED_TOKENS


def estimate(
    shape: Shape,
    size_bytes: int,
    context_tokens: int,
    kv_type: KvType = "f16",
    *,
    mode: Mode = "chat",
    flash_attention: bool = True,
) -> MemoryEstimate:
    """Return what a model of this shape in a file of this size takes, its process included."""
    if mode == "embed":
        return MemoryEstimate(size_bytes, 0, _process_bytes(shape) + _lanes_bytes(shape, context_tokens))
    padded = -(-context_tokens // CONTEXT_STEP_TOKENS) * CONTEXT_STEP_TOKENS
    seen_bytes = padded * (_MASK_BYTES if flash_attention else _MASK_BYTES + shape.heads * _SCORE_BYTES)
    computing = computed_tokens(flash_attention=flash_attention) * (_row_bytes(shape) + seen_bytes)
    working_bytes = _process_bytes(shape) + computing + shape.vocabulary * 4
    return MemoryEstimate(size_bytes, kv_bytes(shape, padded, kv_type), working_bytes)


def kv_bytes(shape: Shape, context_tokens: int, kv_type: KvType = "f16") -> int:
    """Return the size of the keys and values of a full context: a layer with a window keeps those it shows alone."""
    full_layers, windowed_layers = shape.kv_layers, 0
    if shape.window_tokens and shape.full_every:
        full_layers = shape.kv_layers // shape.full_every
        windowed_layers = shape.kv_layers - full_layers
    windowed_tokens = min(context_tokens, shape.window_tokens + BATCH_TOKENS)
    per_block, block_bytes = _KV_BYTES[kv_type]
    numbers = shape.kv_heads * (shape.key_length + shape.value_length)
    return (full_layers * context_tokens + windowed_layers * windowed_tokens) * numbers * block_bytes // per_block


def largest_context(
    shape: Shape, wanted_tokens: int, room_bytes: int, kv_type: KvType = "f16", *, flash_attention: bool = True
) -> int:
    """Return the largest context up to `wanted_tokens` that `room_bytes` hold beside the weights; 0 if there is none.

    Smaller ones are in whole steps, and not below the smallest that a conversation is any good with.
    """

    def taken_bytes(tokens: int) -> int:
        return estimate(shape, 0, tokens, kv_type, flash_attention=flash_attention).total_bytes - _process_bytes(shape)

    tokens = wanted_tokens
    while tokens > 0 and taken_bytes(tokens) > room_bytes:
        tokens = (tokens - 1) // CONTEXT_STEP_TOKENS * CONTEXT_STEP_TOKENS
    return tokens if tokens >= min(wanted_tokens, LEAST_CONTEXT_TOKENS) else 0


def least_bytes(shape: Shape, size_bytes: int, wanted_tokens: int, tuning: Tuning) -> int:
    """Return what room a chat model takes at least, with the smallest context that `largest_context` would give it."""
    if shape == UNKNOWN_SHAPE:
        return 0
    wanted = wanted_tokens or min(shape.context_tokens or USUAL_CONTEXT_TOKENS, USUAL_CONTEXT_TOKENS)
    least = min(wanted, LEAST_CONTEXT_TOKENS)
    needed = estimate(shape, size_bytes, least, tuning.kv_type, flash_attention=tuning.flash_attention)
    return needed.total_bytes - _process_bytes(shape)


def free_bytes() -> int | None:
    """Return what can be taken now without swapping; None where the system does not say."""
    try:
        lines = Path("/proc/meminfo").read_text("ascii").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")), None)


def total_bytes() -> int | None:
    """Return the memory of this laptop; None where the system does not say."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):  # not on Windows
        return None


def _process_bytes(shape: Shape) -> int:
    return _PROCESS_BYTES + shape.vocabulary * _BYTES_PER_WORD


def _row_bytes(shape: Shape) -> int:
    return 4 * (_ROWS_OF_EMBEDDING * shape.embedding + _ROWS_OF_FEED_FORWARD * shape.feed_forward)


def _lanes_bytes(shape: Shape, context_tokens: int) -> int:
    """Return what the lanes take when each has seen its longest text: llama.cpp clears room for words it never says."""
    lanes = max(1, min(LANES, os.cpu_count() or 1))
    tokens = lanes * min(LANE_TOKENS, context_tokens) + (context_tokens if context_tokens > LANE_TOKENS else 0)
    return tokens * (shape.vocabulary * 4 + _row_bytes(shape))
