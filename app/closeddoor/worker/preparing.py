"""Reading ahead: what every later question about a text begins with is read before one is asked.

It is read from an empty context in whole batches, or comes back bit by bit from where it was: what is judged upon it
(`judging.py`) is the same whether it was read ahead or not.
"""

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from closeddoor.wire.footprint import BATCH_TOKENS
from closeddoor.wire.messages import FromWorker, Prepare, Prepared, PreparedFrom, Reading, Store, Stored, Turn
from closeddoor.worker.context import Context
from closeddoor.worker.formats import PromptFormat
from closeddoor.worker.kept_states import LEAST_TOKENS, KeptState, KeptStates, common
from closeddoor.worker.vocabulary import Vocabulary

if TYPE_CHECKING:
    from closeddoor.worker.snapshots import Snapshots

_ANY = ("Aa", "0")
"""Two questions with nothing in common: what their prompts share is what any question's prompt begins with."""

Send = Callable[[FromWorker], None]


class Preparing:
    """Prepares one chat model's context, which replies and judgements share."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        prompt_format: PromptFormat,
        context: Context,
        kept: KeptStates,
        snapshots: "Snapshots | None",
    ) -> None:
        self._vocabulary = vocabulary
        self._format = prompt_format
        self._context = context
        self._kept = kept
        self._snapshots = snapshots
        self._to_store: KeptState | None = None

    def beginning(self, turns: Sequence[Turn]) -> list[int]:
        """Return the tokens that the prompt of every further user turn begins with."""
        one, other = (
            self._vocabulary.prompt_tokens(self._format.render_open((*turns, Turn("user", text)))) for text in _ANY
        )
        return one[: common(one, other)]

    def handle(self, request: Prepare, send: Send) -> Prepared:
        """Read what the prompts of `request` begin with; raises `StoppedError` in between.

        What was read until then is held, and is not read again when the request comes once more.
        """
        begun_s = time.monotonic()
        tokens = self.beginning(request.turns)[: self._context.size]
        self._to_store = None
        source, reused, slot = self._turn_to(tokens)
        self._context.read(tokens[reused:], lambda done: send(Reading(request.id, done, len(tokens))))
        self._kept.put_aside(self._context)
        slot_bytes = self._offer(tokens) if slot < 0 else 0
        return Prepared(request.id, len(tokens), reused, source, time.monotonic() - begun_s, slot, slot_bytes)

    def store(self, request: Store) -> Stored:
        """Write what was offered into a slot; raises `StoppedError`, and it can be asked for again."""
        is_stored = bool(self._snapshots and self._to_store and self._snapshots.write(request.slot, self._to_store))
        self._to_store = None
        return Stored(request.id, is_stored)

    def _offer(self, tokens: list[int]) -> int:
        """Hold a state of just these tokens, none of what was asked after them, to be stored; return how long it is."""
        if not self._snapshots or len(tokens) < LEAST_TOKENS or self._context.tokens != tuple(tokens):
            return 0
        try:
            self._to_store = KeptState(self._context.tokens, self._context.state(), self._context.in_batches)
        except MemoryError:
            return 0
        return self._snapshots.slot_bytes(self._to_store)

    def _turn_to(self, tokens: list[int]) -> tuple[PreparedFrom, int, int]:
        """Return where the beginning of `tokens` that is held now came from, its length, and the slot if it was one.

        The length is that of whole batches, or of all.
        """
        source: PreparedFrom = "memory" if self._kept.turn_to(self._context, tokens) else "held"
        slot = self._from_snapshot(tokens)
        held = self._usable(tokens)
        if not (held and self._context.back_to(held)):
            self._context.clear()
            return "decoded", 0, -1
        return (source if slot < 0 else "snapshot"), held, slot

    def _usable(self, tokens: list[int]) -> int:
        held = min(common(self._context.tokens, tokens), self._context.in_batches)
        return held if held == len(tokens) else held - held % BATCH_TOKENS

    def _from_snapshot(self, tokens: list[int]) -> int:
        """Have the context hold what a slot has of the beginning of `tokens`, where that is more; return the slot."""
        if not self._snapshots or self._usable(tokens) == len(tokens):
            return -1
        found = self._snapshots.find(tokens, self._usable(tokens) + LEAST_TOKENS)
        if found is None or not self._context.restore(found[1].tokens, found[1].state, found[1].in_batches):
            return -1
        self._kept.add(found[1])
        return found[0]
