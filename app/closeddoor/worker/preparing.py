"""Reading ahead: what every later question about a text begins with is read before one is asked.

It is read from an empty context in whole batches, or comes back bit by bit from where it was: what is judged upon it
(`judging.py`) is the same whether it was read ahead or not.
"""

import time
from collections.abc import Callable, Sequence

from closeddoor.wire.footprint import BATCH_TOKENS
from closeddoor.wire.messages import FromWorker, Prepare, Prepared, PreparedFrom, Reading, Turn
from closeddoor.worker.context import Context
from closeddoor.worker.formats import PromptFormat
from closeddoor.worker.kept_states import KeptStates, common
from closeddoor.worker.vocabulary import Vocabulary

_ANY = ("Aa", "0")
"""Two questions with nothing in common: what their prompts share is what any question's prompt begins with."""

Send = Callable[[FromWorker], None]


class Preparing:
    """Prepares one chat model's context, which replies and judgements share."""

    def __init__(
        self, vocabulary: Vocabulary, prompt_format: PromptFormat, context: Context, kept: KeptStates
    ) -> None:  # fmt: skip
        self._vocabulary = vocabulary
        self._format = prompt_format
        self._context = context
        self._kept = kept

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
        source, reused = self._turn_to(tokens)
        self._context.read(tokens[reused:], lambda done: send(Reading(request.id, done, len(tokens))))
        self._kept.put_aside(self._context)
        return Prepared(request.id, len(tokens), reused, source, time.monotonic() - begun_s)

    def _turn_to(self, tokens: list[int]) -> tuple[PreparedFrom, int]:
        """Return where the beginning of `tokens` that is held now came from, and its length: whole batches, or all."""
        came_back = self._kept.turn_to(self._context, tokens)
        held = min(common(self._context.tokens, tokens), self._context.in_batches)
        if held < len(tokens):
            held -= held % BATCH_TOKENS
        if not (held and self._context.back_to(held)):
            self._context.clear()
            return "decoded", 0
        return ("memory" if came_back else "held"), held
