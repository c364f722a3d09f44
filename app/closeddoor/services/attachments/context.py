"""What the model reads in front of one question: the documents whole if they fit, else the passages closest to it."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from typing import TypeVar

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import ChatMessage, ChatModel, ContextUse, Dispatcher, Embedder, Executor, Vector
from closeddoor.services.attachments.choosing import (
    all_passages,
    closest_by_words,
    ranked,
    text_of,
    word_scores,
)
from closeddoor.services.attachments.quoting import Attached, Chosen, Quoted, quote_passages, quote_whole
from closeddoor.services.chat.prompt import REPLY_ROOM_TOKENS, with_context
from closeddoor.services.futures import done, then

T = TypeVar("T")
U = TypeVar("U")

LEAST_SHARE = 1 / 3
"""Of the model's context: so much is for the documents even where the conversation is long; its oldest turns give way,
once the user says so."""

MOST_PASSAGES = 12
"""About 2,000 tokens: more of them take a laptop a minute to read, and the best few hold the answer or nothing does."""

_MOST_CHARACTERS_A_TOKEN = 8
"""A text with more than this for each free token cannot fit, so its tokens are not counted."""
_USUAL_CHARACTERS_A_TOKEN = 4


class ContextBuilder:
    """Builds one context; every method runs on the window's thread, what takes long elsewhere."""

    def __init__(self, model: ChatModel, embedder: Embedder, jobs: Executor, dispatcher: Dispatcher) -> None:
        self._model = model
        self._embedder = embedder
        self._jobs = jobs
        self._dispatcher = dispatcher

    def build(self, turns: Sequence[ChatMessage], question: str, attached: Sequence[Attached]) -> Future[Quoted]:
        """Return what to quote in front of the last of `turns`, which asks `question`."""

        def decide(use: ContextUse) -> Future[Quoted]:
            free = use.context_tokens - use.prompt_tokens - REPLY_ROOM_TOKENS
            room = max(free, round(use.context_tokens * LEAST_SHARE))
            whole = quote_whole(attached)
            if len(whole.text) > room * _MOST_CHARACTERS_A_TOKEN:
                return self._passages(turns, question, attached, room)
            counted = self._tokens(turns, whole, use)
            return self._then(
                counted, lambda took: done(whole) if took <= room else self._passages(turns, question, attached, room)
            )

        return self._then(self._model.context_use(turns), decide)

    def _passages(
        self, turns: Sequence[ChatMessage], question: str, attached: Sequence[Attached], room: int
    ) -> Future[Quoted]:
        def rank(prepared: tuple[list[Chosen], list[str], list[float]]) -> Future[list[Chosen]]:
            passages, texts, scores = prepared
            return self._rank(question, passages, texts, scores)

        best = self._then(self._jobs.submit(partial(_prefer, question, attached)), rank)
        return self._then(best, lambda chosen: self._fit(turns, attached, chosen, room))

    def _rank(
        self, question: str, passages: list[Chosen], texts: list[str], scores: list[float]
    ) -> Future[list[Chosen]]:
        """Order by meaning; where the embedding model cannot be used, the order by words has to do."""
        outcome: Future[list[Chosen]] = Future()

        def by_meaning(vectors: list[Vector]) -> None:
            order = ranked(vectors[0], vectors[1:], scores)
            outcome.set_result([passages[index] for index in order])

        def by_words(error: BaseException) -> None:
            if isinstance(error, KnownError):
                outcome.set_result(passages)
            else:
                outcome.set_exception(error)

        self._dispatcher.deliver(self._embedder.embed([question, *texts]), by_meaning, by_words)
        return outcome

    def _fit(
        self, turns: Sequence[ChatMessage], attached: Sequence[Attached], best: list[Chosen], room: int
    ) -> Future[Quoted]:
        """Quote the best first until the room is full; the last word has the exact count."""
        estimate = max(1, room * _USUAL_CHARACTERS_A_TOKEN // 800)
        return self._shrink(turns, attached, best[: min(MOST_PASSAGES, estimate)], room)

    def _shrink(
        self, turns: Sequence[ChatMessage], attached: Sequence[Attached], chosen: list[Chosen], room: int
    ) -> Future[Quoted]:
        quoted = quote_passages(attached, chosen)
        if len(chosen) <= 1:
            return done(quoted)

        def decide(took: int) -> Future[Quoted]:
            if took <= room:
                return done(quoted)
            fewer = min(len(chosen) - 1, max(1, len(chosen) * room // took))
            return self._shrink(turns, attached, chosen[:fewer], room)

        base = self._model.context_use(turns)
        return self._then(self._then(base, lambda use: self._tokens(turns, quoted, use)), decide)

    def _tokens(self, turns: Sequence[ChatMessage], quoted: Quoted, without: ContextUse) -> Future[int]:
        """Return how many tokens `quoted` takes in front of the last turn."""
        counted = self._model.context_use(with_context(turns, quoted.text))
        return self._then(counted, lambda use: done(use.prompt_tokens - without.prompt_tokens))

    def _then(self, future: Future[T], follow: Callable[[T], Future[U]]) -> Future[U]:
        return then(self._dispatcher, future, follow)


def _prefer(question: str, attached: Sequence[Attached]) -> tuple[list[Chosen], list[str], list[float]]:
    """Return the passages that are worth comparing, their texts, and how many of the question's words they hold."""
    passages = all_passages(attached)
    texts = [text_of(attached, each) for each in passages]
    scores = word_scores(question, texts)
    order = closest_by_words(scores)
    return [passages[at] for at in order], [texts[at] for at in order], [scores[at] for at in order]
