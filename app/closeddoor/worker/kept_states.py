"""States of sequences that were displaced, in memory: who comes back to one need not wait until it is read again.

Reading 2,000 tokens takes seconds on a laptop, giving them back their keys and values milliseconds. Nothing here
outlives the process.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from closeddoor.wire.footprint import free_bytes
from closeddoor.worker.context import Context

LEAST_TOKENS = 128
"""Fewer are read again as fast as they are put aside."""

MOST_BYTES = 512 * 1024**2
_SHARE_OF_FREE = 10
"""Of the memory that is free, all states together take at most one part in so many."""


@dataclass(frozen=True)
class KeptState:
    """The tokens of a sequence, and what a context made of them; `in_batches` as `Context` has it.

    `state` is never written to once it stands here: of a type that can be, since llama.cpp reads such in place.
    """

    tokens: tuple[int, ...]
    state: bytearray
    in_batches: int


class KeptStates:
    """The states that were used last, as many as fit; the oldest goes first."""

    def __init__(self, most_bytes: int | None = None) -> None:
        self._most_bytes = most_bytes
        self._states: list[KeptState] = []

    @property
    def size_bytes(self) -> int:
        return sum(len(kept.state) for kept in self._states)

    def turn_to(self, context: Context, tokens: Sequence[int]) -> bool:
        """Have `context` hold as much of the beginning of `tokens` as anything here does; return whether it came back.

        What it held until then is put aside when most of it would be lost.
        """
        held = common(context.tokens, tokens)
        if 2 * held < len(context.tokens):
            self.put_aside(context)
        best = max(self._states, key=lambda kept: common(kept.tokens, tokens), default=None)
        if best is None or common(best.tokens, tokens) < held + LEAST_TOKENS:
            return False
        self._states.remove(best)
        if not context.restore(best.tokens, best.state, best.in_batches):
            return False
        self._states.append(best)
        return True

    def put_aside(self, context: Context) -> None:
        """Keep what `context` holds, unless it is private, too little, too much, or here already."""
        tokens = context.tokens
        if context.is_private:
            return
        if len(tokens) < LEAST_TOKENS or any(kept.tokens[: len(tokens)] == tokens for kept in self._states):
            return
        try:
            self.add(KeptState(tokens, context.state(), context.in_batches))
        except MemoryError:
            return

    def add(self, kept: KeptState) -> None:
        """Keep a state in place of those that are a beginning of it, and let the oldest go until all fit."""
        most_bytes = self._allowed_bytes()
        self._states = [each for each in self._states if kept.tokens[: len(each.tokens)] != each.tokens]
        if len(kept.state) <= most_bytes:
            self._states.append(kept)
        while self.size_bytes > most_bytes:
            del self._states[0]

    def _allowed_bytes(self) -> int:
        if self._most_bytes is not None:
            return self._most_bytes
        free = free_bytes()
        return MOST_BYTES if free is None else min(MOST_BYTES, (free + self.size_bytes) // _SHARE_OF_FREE)


def common(one: Sequence[int], other: Sequence[int]) -> int:
    """Return how many tokens two sequences begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (mine, yours) in pairs if mine != yours), min(len(one), len(other)))
