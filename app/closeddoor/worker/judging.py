"""Yes/no questions about one answer: the shared text is decoded once, and each question is a short suffix over it.

The same request gives the same bits: what is shared is decoded from an empty context in batches of one size, and every
question begins from exactly that state. Of the request before it, only whole batches are kept.
"""

import math
from collections.abc import Callable, Sequence
from typing import Any

from closeddoor.wire.footprint import BATCH_TOKENS
from closeddoor.wire.messages import Failed, FromWorker, Judge, Judged, Reading
from closeddoor.worker.context import Context
from closeddoor.worker.formats import PromptFormat
from closeddoor.worker.kept_states import common
from closeddoor.worker.vocabulary import Vocabulary

ORDERS = (" Answer yes or no.", " Answer no or yes.")
"""Both orders of the labels: a model may favour the one that it read last, which their mean takes out."""

_YES, _NO = ("yes", "Yes", "YES", " yes", " Yes", " YES"), ("no", "No", "NO", " no", " No", " NO")

Send = Callable[[FromWorker], None]
Report = Callable[[int], None]


class Judging:
    """Puts questions to one chat model, in the context that it shares with replies."""

    def __init__(self, library: Any, vocabulary: Vocabulary, prompt_format: PromptFormat, context: Context) -> None:
        self._library = library
        self._vocabulary = vocabulary
        self._format = prompt_format
        self._context = context
        self._yes, self._no = self._single(_YES), self._single(_NO)

    def handle(self, request: Judge, send: Send) -> FromWorker:
        """Return the log-odds of every question; raises `StoppedError`."""
        shared = self._vocabulary.prompt_tokens(self._format.render_open(request.turns))
        questions = [self._vocabulary.tokens(question) for question in request.questions]
        tails = [self._vocabulary.continued(self._format.closing(order)) for order in ORDERS]
        needed = len(shared) + max(map(len, questions), default=0) + max(map(len, tails))
        if not (self._yes and self._no):
            return Failed(request.id, "model.cannot_judge")
        if needed > self._context.size:
            return Failed(request.id, "model.context_full", needed, self._context.size)
        total = len(shared) + sum(len(question) + sum(map(len, tails)) for question in questions)
        progress = _Progress(request.id, total, send)
        self._read_shared(shared, progress.read)
        return Judged(request.id, tuple(self._log_odds(shared, each, tails, progress.read) for each in questions))

    def _read_shared(self, shared: list[int], report: Report) -> None:
        """Decode what is shared in batches of one size; whole ones that are held already are not decoded again."""
        alike = min(common(self._context.tokens, shared), self._context.in_batches)
        whole = alike // BATCH_TOKENS * BATCH_TOKENS
        if not (whole and self._context.back_to(whole)):
            self._context.clear()
            whole = 0
        report(whole)
        self._read(shared[whole:], report)

    def _log_odds(self, shared: list[int], question: list[int], tails: Sequence[list[int]], report: Report) -> float:
        """Return the mean over both orders; the question itself is decoded once for both."""
        self._go_back_to(shared)
        self._read(question, report)
        found = []
        for tail in tails:
            self._go_back_to([*shared, *question])
            self._read(tail, report)
            found.append(self._yes_against_no())
        return math.fsum(found) / len(found)

    def _go_back_to(self, tokens: list[int]) -> None:
        """Cut the context back; where its memory cannot be cut (recurrent models), decode it anew."""
        if not self._context.back_to(len(tokens)):
            self._context.clear()
            self._read(tokens, lambda _: None)

    def _read(self, tokens: Sequence[int], report: Report) -> None:
        for start in range(0, len(tokens), BATCH_TOKENS):
            batch = tokens[start : start + BATCH_TOKENS]
            self._context.read(batch, lambda _held: None)
            report(len(batch))

    def _yes_against_no(self) -> float:
        logits = self._library.llama_get_logits_ith(self._context.pointer, -1)
        return _log_sum_exp([logits[token] for token in self._yes]) - _log_sum_exp(
            [logits[token] for token in self._no]
        )

    def _single(self, words: Sequence[str]) -> list[int]:
        """Return the variants of a word that are one token of this vocabulary, each once."""
        found = (self._vocabulary.tokens(word) for word in words)
        return sorted({tokens[0] for tokens in found if len(tokens) == 1})


class _Progress:
    """Tells after each batch how much has been read; also the sign of life."""

    def __init__(self, request_id: int, total: int, send: Send) -> None:
        self._id = request_id
        self._total = total
        self._send = send
        self._done = 0

    def read(self, tokens: int) -> None:
        self._done += tokens
        self._send(Reading(self._id, self._done, self._total))


def _log_sum_exp(values: Sequence[float]) -> float:
    highest = max(values)
    return highest + math.log(math.fsum(math.exp(value - highest) for value in values))
