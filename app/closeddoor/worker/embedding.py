"""Vectors of texts: each text alone, so that the same text always gives the same bits."""

import ctypes
import math
import queue
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from closeddoor.wire import footprint
from closeddoor.wire.codec import encode_vector
from closeddoor.wire.messages import Embed, Embedded, Load, Ready
from closeddoor.worker.errors import LoadError
from closeddoor.worker.loading import LoadedModel
from closeddoor.worker.vocabulary import Vocabulary

MOST_LANES = footprint.LANES
SHORT_TOKENS = footprint.LANE_TOKENS
"""What the lanes take: a sentence, or two. A context keeps 125 kB for each token of the longest text it has seen, so
there is one alone for what is longer."""

_MEAN_POOLING = 1
_DEFAULT_CONTEXT_TOKENS = 512
_ABORTED = 2  # llama_decode's


class EmbeddingStoppedError(Exception):
    """The window does not want these vectors any more."""


class EmbeddingEngine:
    """A sentence embedding model, loaded: mean pooling over all tokens, then unit length.

    A text is computed by one thread from beginning to end, several texts at once in as many lanes. Threads that share
    one text wait for each other at every operation, 167 times: on a busy machine that takes five times as long.
    """

    def __init__(self, model: LoadedModel, request: Load, abort: threading.Event) -> None:
        self._model = model
        self._abort = abort
        self._vocabulary = Vocabulary(model.library, model.pointer)
        self._limit_tokens = request.context_tokens or min(model.trained_context_tokens, _DEFAULT_CONTEXT_TOKENS)
        count = max(1, min(request.tuning.prompt_threads, MOST_LANES))
        self._threads = ThreadPoolExecutor(count)
        self._free_for_short: queue.SimpleQueue[_Context] = queue.SimpleQueue()
        self._long = threading.Lock()
        short_tokens = min(self._limit_tokens, SHORT_TOKENS)
        # Flash attention has no fast path below 64 tokens, a sentence would take half as long again; it takes a third
        # of the time at 512.
        for _ in range(count):
            self._free_for_short.put(_Context(model, short_tokens, abort.is_set, flash_attention=False))

    def ready(self) -> Ready:
        dimensions = int(self._model.library.llama_model_n_embd(self._model.pointer))
        return self._model.ready(self._limit_tokens, dimensions=dimensions, prompt_format="", format_known=True)

    def handle(self, request: Embed) -> Embedded:
        """Return the vectors of texts; what is beyond the context is left out and said so.

        Raises `EmbeddingStoppedError` soon after `abort` is set.
        """
        # The longest first: lanes that end with a short text end at about the same time.
        places = sorted(range(len(request.texts)), key=lambda place: -len(request.texts[place]))
        made = self._threads.map(self._embed, [request.texts[place] for place in places])
        by_place = dict(zip(places, made, strict=True))
        vectors = tuple(by_place[place][0] for place in range(len(places)))
        return Embedded(request.id, vectors, sum(truncated for _, truncated in by_place.values()))

    def _embed(self, text: str) -> tuple[str, bool]:
        if self._abort.is_set():
            raise EmbeddingStoppedError
        tokens = self._vocabulary.tokens(text, add_ends=True)
        truncated = len(tokens) > self._limit_tokens
        if truncated:
            tokens = [*tokens[: self._limit_tokens - 1], tokens[-1]]  # the end mark stays
        pooled = self._pooled(tokens) if len(tokens) <= SHORT_TOKENS else self._pooled_long(tokens)
        return encode_vector(_unit_length(pooled)), truncated

    def _pooled(self, tokens: list[int]) -> list[float]:
        context = self._free_for_short.get()
        try:
            return context.pooled(tokens)
        finally:
            self._free_for_short.put(context)

    def _pooled_long(self, tokens: list[int]) -> list[float]:
        """Compute a long text in a context of its own, which goes afterwards with its 60 MB: such texts are rare."""
        with self._long:
            context = _Context(self._model, self._limit_tokens, self._abort.is_set, flash_attention=True)
            try:
                return context.pooled(tokens)
            finally:
                context.close()


class _Context:
    """What one thread at a time computes with, over the shared weights; which one it is depends on the text alone."""

    def __init__(
        self, model: LoadedModel, limit_tokens: int, is_aborted: Callable[[], bool], *, flash_attention: bool
    ) -> None:
        library = self._library = model.library
        self._abort_callback = library.ggml_abort_callback(lambda _data: is_aborted())
        parameters = library.llama_context_default_params()
        # An encoder sees a whole text at once: context, batch and physical batch are one size.
        parameters.n_ctx = parameters.n_batch = parameters.n_ubatch = limit_tokens
        parameters.n_threads = parameters.n_threads_batch = 1
        parameters.flash_attn_type = int(flash_attention)
        parameters.embeddings = True
        parameters.pooling_type = _MEAN_POOLING
        parameters.abort_callback = self._abort_callback
        self._pointer: Any = library.llama_init_from_model(model.pointer, parameters)
        if not self._pointer:
            raise LoadError("model.too_big")
        self._dimensions = int(library.llama_model_n_embd(model.pointer))

    def close(self) -> None:
        """Give its memory back; nothing can be computed with it any more."""
        self._library.llama_free(self._pointer)

    def pooled(self, tokens: list[int]) -> list[float]:
        """Return the mean over all tokens of a text."""
        library = self._library
        array = (ctypes.c_int32 * len(tokens))(*tokens)
        memory = library.llama_get_memory(self._pointer)
        if memory:
            library.llama_memory_clear(memory, False)
        outcome = library.llama_decode(self._pointer, library.llama_batch_get_one(array, len(tokens)))
        if outcome == _ABORTED:
            raise EmbeddingStoppedError
        if outcome != 0:
            raise RuntimeError("llama_decode failed on a text to embed")
        return list(library.llama_get_embeddings_seq(self._pointer, 0)[: self._dimensions])


def _unit_length(values: list[float]) -> list[float]:
    length = math.sqrt(math.fsum(value * value for value in values))
    return [value / length for value in values] if length else values
